using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What a method of the program is seen to do by the words in its text: enough to be silent, never to accuse.</summary>
internal static class OwnCode
{
    /// <summary>Words of code that takes its time, or does not come back.</summary>
    public static readonly string[] WaysOut = { "sleep", "delay", "wait", "throw", "exit", "join" };

    /// <summary>Whether the method's text has one of the words in a name or keyword of its body.</summary>
    public static bool Mentions(IMethodSymbol method, params string[] words) => !method.IsExtern && method.OriginalDefinition.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax().DescendantTokens().Any(token => words.Any(word => token.ValueText.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)));

    /// <summary>Whether the method's text has the word, or the name of the function that calls it.</summary>
    public static bool Mentions(IMethodSymbol method, string word, SyntaxNode caller) =>
        Mentions(method, word)
        || (caller is Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax declared && Mentions(method, declared.Identifier.ValueText));
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Where a text names a variable, a function or a type.</summary>
internal static class Mentions
{
    /// <summary>Whether all who can name it are in one member (a local) or in one type (a private member).</summary>
    public static bool AreConfined(ISymbol symbol)
        => IsLocal(symbol)
            || symbol is { DeclaredAccessibility: Accessibility.Private, ContainingType: not null }
                and (IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or INamedTypeSymbol);

    /// <summary>
    /// Every name of it in the text of its member or its type, in comments for the documentation too; not where it is declared. A
    /// symbol that is confined has no others, and a readonly field is not set by others.
    /// </summary>
    public static IEnumerable<SyntaxNode> Of(ISymbol symbol, ProgramText program)
        => ScopesOf(symbol)
            .SelectMany(scope => scope.DescendantTokens(descendIntoTrivia: true))
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == symbol.Name)
            .Select(token => token.Parent!)
            .Where(node => node is SimpleNameSyntax && (node.IsPartOfStructuredTrivia() || Means(node, symbol, program)));

    /// <summary>Whether text that this build leaves out (<c>#if</c>), or a string by which it is looked up at run time, may name it.</summary>
    public static bool AreHidden(ISymbol symbol)
        => ScopesOf(symbol).Any(scope =>
            scope.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia)
                && trivia.ToString().IndexOf(symbol.Name, StringComparison.Ordinal) >= 0)
            || scope.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText == symbol.Name));

    private static bool IsLocal(ISymbol symbol) => symbol is ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction };

    private static IEnumerable<SyntaxNode> ScopesOf(ISymbol symbol)
        => IsLocal(symbol) ? symbol.DeclaringSyntaxReferences.Select(r => MemberAround(r.GetSyntax()))
            : symbol.ContainingType?.DeclaringSyntaxReferences.Select(r => r.GetSyntax()) ?? [];

    private static SyntaxNode MemberAround(SyntaxNode node)
        => node.Ancestors().First(n => n is CompilationUnitSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax);

    /// <summary>A name that means nothing is taken for a mention.</summary>
    private static bool Means(SyntaxNode name, ISymbol symbol, ProgramText program)
        => program.SymbolOf(name)?.OriginalDefinition is not { } meant
            || SymbolEqualityComparer.Default.Equals(meant, symbol)
            || (meant is IMethodSymbol { MethodKind: MethodKind.Constructor } && SymbolEqualityComparer.Default.Equals(meant.ContainingType, symbol));
}

using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Where the reaper may start: in a body that runs once each time that it is called, not in a loop.</summary>
internal static class ReaperPlace
{
    /// <summary>Whether it is to end with the body that the statement is in; null where it may not start in the statement's place, or beside it.</summary>
    public static bool? EndsWithBody(StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        var function = statement.Ancestors().First(LostChild.IsFunction);
        if (function is not (MethodDeclarationSyntax or ConstructorDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax)
            || statement.Ancestors().TakeWhile(n => n != function).Any(n => Jumps.IsLoop(n) || n is LabeledStatementSyntax))
        {
            return null;
        }

        // Elsewhere than in Main a using would end the reaping with the method.
        var isMain = function is CompilationUnitSyntax
            || SymbolEqualityComparer.Default.Equals(model.GetDeclaredSymbol(function, cancellationToken), model.Compilation.GetEntryPoint(cancellationToken));
        var isWhole = statement.Parent == function || statement.Parent is GlobalStatementSyntax || statement.Parent?.Parent == function;
        var endsAlready = statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };
        return (isMain && isWhole) || endsAlready;
    }

    /// <summary>What comes before its start.</summary>
    /// <param name="statement">Where it starts.</param>
    /// <param name="endsWithBody">It ends with the body.</param>
    /// <param name="isGone">The text that will not be there.</param>
    public static string OpeningAt(SyntaxNode statement, bool endsWithBody, Func<SyntaxNode, bool> isGone)
        => endsWithBody ? $"using var {FreshName.For(statement.Ancestors().First(LostChild.IsFunction), "reaper", isGone)} = " : "_ = ";
}

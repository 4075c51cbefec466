using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>What the text around a piece of code says of it.</summary>
internal static class EnclosingCode
{
    /// <summary>Whether the code inside may run more than once.</summary>
    public static bool IsLoop(SyntaxNode node) =>
        node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    /// <summary>The member around; the whole file for top-level statements, which are one body.</summary>
    public static SyntaxNode MemberOf(SyntaxNode code) =>
        code.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault(member => member is not GlobalStatementSyntax) ?? code.SyntaxTree.GetRoot();
}

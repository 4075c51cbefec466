using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>What the program's own methods are seen to do by their text alone, without binding them.</summary>
internal static class ProgramMethods
{
    /// <summary>Whether the method has a <c>throw</c> of its own; guards of its parameters count.</summary>
    public static bool Throws(IMethodSymbol method) =>
        BodiesOf(method).Any(body => Own(body).Any(n => n is ThrowStatementSyntax { Expression: not null } or ThrowExpressionSyntax));

    private static System.Collections.Generic.IEnumerable<SyntaxNode> BodiesOf(IMethodSymbol method) =>
        (method.PartialImplementationPart ?? method).OriginalDefinition.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .Select(declaration => declaration switch
            {
                BaseMethodDeclarationSyntax declared => (SyntaxNode?)declared.Body ?? declared.ExpressionBody,
                LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
                _ => null,
            })
            .OfType<SyntaxNode>();

    private static System.Collections.Generic.IEnumerable<SyntaxNode> Own(SyntaxNode body) =>
        body.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
}

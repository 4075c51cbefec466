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

    /// <summary>Whether the method always ends the program: a statement of its body calls <c>Environment.Exit</c> or the like.</summary>
    public static bool EndsProgram(IMethodSymbol method) => BodiesOf(method).Any(body => body switch
    {
        ArrowExpressionClauseSyntax arrow => IsExit(arrow.Expression),
        BlockSyntax block => block.Statements.OfType<ExpressionStatementSyntax>().Any(s => IsExit(s.Expression)),
        _ => false,
    });

    private static bool IsExit(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exit" or "FailFast" } access }
        && access.Expression.ToString() is "Environment" or "System.Environment" or "Application";

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

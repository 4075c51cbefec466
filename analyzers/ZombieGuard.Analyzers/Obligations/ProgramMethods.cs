using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>What the program's own methods are seen to do by their text alone, without binding them.</summary>
internal static class ProgramMethods
{
    /// <summary>The names of what the method itself throws, guards of its parameters included; empty for what is not made on the spot.</summary>
    public static IEnumerable<string> ThrownBy(IMethodSymbol method) =>
        BodiesOf(method).SelectMany(Own)
            .Select(n => n switch { ThrowStatementSyntax thrown => thrown.Expression, ThrowExpressionSyntax thrown => thrown.Expression, _ => null })
            .OfType<ExpressionSyntax>()
            .Select(thrown => thrown is ObjectCreationExpressionSyntax { Type: var type } ? type.ToString().Split('.').Last() : string.Empty)
            .Distinct();

    /// <summary>Which outputs of some child the method reads, or begins to.</summary>
    public static (bool Output, bool Error) Reads(IMethodSymbol method)
    {
        var names = BodiesOf(method).SelectMany(body => body.DescendantNodesAndSelf()).OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText).ToList();
        return (names.Any(n => n is "StandardOutput" or "BeginOutputReadLine"), names.Any(n => n is "StandardError" or "BeginErrorReadLine"));
    }

    /// <summary>Whether the method leaves something for a token to call when it is cancelled.</summary>
    public static bool Registers(IMethodSymbol method) =>
        BodiesOf(method).Any(body => body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText is "Register" or "UnsafeRegister"));

    private static IEnumerable<SyntaxNode> BodiesOf(IMethodSymbol method) =>
        (method.PartialImplementationPart ?? method).OriginalDefinition.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .Select(declaration => declaration switch
            {
                BaseMethodDeclarationSyntax declared => (SyntaxNode?)declared.Body ?? declared.ExpressionBody,
                LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody,
                _ => null,
            })
            .OfType<SyntaxNode>();

    private static IEnumerable<SyntaxNode> Own(SyntaxNode body) =>
        body.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
}

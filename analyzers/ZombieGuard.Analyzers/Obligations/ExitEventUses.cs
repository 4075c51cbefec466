using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Whether code may raise the exit event of a <c>Process</c>: it enables the event, or looks at the child in a way that notices its end
/// and raises the event on the spot. Measured on .NET 10: <c>HasExited</c>, <c>ExitCode</c>, <c>ExitTime</c> and
/// <c>WaitForExitAsync</c> do; <c>WaitForExit</c>, with a time limit or without, and <c>Dispose</c> do not.
/// </summary>
internal static class ExitEventUses
{
    private static readonly HashSet<string> Raisers = new() { "EnableRaisingEvents", "HasExited", "ExitCode", "ExitTime", "WaitForExitAsync" };

    /// <summary>Whether the code does so outside the handlers of the event: these run only once it is raised.</summary>
    public static bool RaisedIn(IEnumerable<SyntaxReference> code)
    {
        var declarations = code.Select(r => r.GetSyntax()).ToList();
        var handlers = declarations.SelectMany(d => d.DescendantNodes()).OfType<AssignmentExpressionSyntax>().Where(IsSubscription).Select(a => a.Right).ToList();
        var methods = handlers.Select(h => h switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => null,
        }).ToImmutableHashSet();
        return declarations.Any(d => d.DescendantNodes(n => !handlers.Contains(n) && !(n is MethodDeclarationSyntax m && methods.Contains(m.Identifier.ValueText))
                && !(n is LocalFunctionStatementSyntax f && methods.Contains(f.Identifier.ValueText)))
            .OfType<IdentifierNameSyntax>().Any(n => Raisers.Contains(n.Identifier.ValueText)));
    }

    private static bool IsSubscription(AssignmentExpressionSyntax assignment) =>
        assignment.IsKind(SyntaxKind.AddAssignmentExpression) && assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exited" };
}

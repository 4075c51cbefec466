using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// The one wait for the elements of an array that a loop fills with children. Elements are not told apart on paths, so that such a wait
/// settles the child there; whether it comes to each of them is counted.
/// </summary>
internal static class IndexedWait
{
    /// <summary>The name of the only call that does anything with the array's elements, if it waits; null for none.</summary>
    public static SyntaxNode? Of(ChildSite site, KnownSymbols known)
    {
        if (FilledBy(site) is not { Expression: IdentifierNameSyntax array } filled || site.Model is not { } model)
        {
            return null;
        }

        var uses = EnclosingCode.MemberOf(filled).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name != array && name.Identifier.ValueText == array.Identifier.ValueText && name.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" })
            .ToList();
        return uses.Count == 1 && uses[0].Parent is ElementAccessExpressionSyntax element
            && element.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call
            && model.GetOperation(call) is IInvocationOperation wait && known.EntriesOf(wait).Any(e => e.Role == ChildRole.Discharges && e.Timeout.Kind == SlotKind.None)
                ? CallSyntax.NameOf(call)
                : null;
    }

    private static ElementAccessExpressionSyntax? FilledBy(ChildSite site) => site.Entry.Child.Kind == SlotKind.Argument
        ? site.BoundArgument(site.Entry.Child.Index)?.Syntax switch
        {
            ArgumentSyntax argument => argument.Expression as ElementAccessExpressionSyntax,
            var expression => expression as ElementAccessExpressionSyntax,
        }
        : Sure(site.Call.Syntax).Parent is AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } ? element : null;

    // Process.Start(…)!
    private static SyntaxNode Sure(SyntaxNode started) =>
        started.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure ? sure : started;
}

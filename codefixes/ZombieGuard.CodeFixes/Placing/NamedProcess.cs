using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The <c>Process</c> that a call is about, as the text names it: the same object each time that it is asked for.</summary>
internal sealed class NamedProcess
{
    private readonly ReportedCall _call;

    public NamedProcess(ReportedCall call, ExpressionSyntax name, bool mayBeNull = false)
    {
        _call = call;
        MayBeNull = mayBeNull;
        Name = name;
    }

    /// <summary>Where the call names it.</summary>
    public ExpressionSyntax Name { get; }

    /// <summary>The call bears that there is none.</summary>
    public bool MayBeNull { get; }

    public string Text => Name.WithoutTrivia().ToString();

    private bool Awaits
        => AsyncContext.IsAsync(_call.Function)
            && _call.Model.LookupSymbols(_call.Site.SpanStart, _call.Model.GetTypeInfo(Name).Type as INamedTypeSymbol, "WaitForExitAsync", true).Any();

    private string Configured => AsyncContext.ConfiguresAwaits(_call.Function) ? ".ConfigureAwait(false)" : "";

    /// <summary>The one whose member is called, or that is the only one given to the method; null where another may have come in its place.</summary>
    public static NamedProcess? Of(ReportedCall call)
    {
        var (owner, mayBeNull) = OwnerOf(call.Call?.Expression ?? call.Site);
        if (owner is not null && IsProcess(call.Model.GetTypeInfo(owner).Type))
        {
            return IsPlain(owner) ? new NamedProcess(call, owner, mayBeNull) : null;
        }

        var given = (call.Call?.ArgumentList.Arguments.Select(a => a.Expression) ?? [])
            .Where(a => IsProcess(call.Model.GetTypeInfo(a).Type)).ToList();
        return given.Count == 1 && IsPlain(given[0]) ? new NamedProcess(call, given[0]) : null;
    }

    public static bool IsProcess(ITypeSymbol? type)
        => type is { Name: "Process", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace.Name: "System" } }
            || type?.BaseType is { } parent && IsProcess(parent);

    /// <summary>The same object each time that it is asked for.</summary>
    public static bool IsPlain(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax => true,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access => IsPlain(access.Expression),
        _ => false,
    };

    /// <summary>Its waits as the code around could write them, that of asynchronous code first.</summary>
    public IEnumerable<string> Waits()
    {
        if (Awaits)
        {
            yield return $"await {Text}.WaitForExitAsync(){Configured}";
        }

        yield return Text + ".WaitForExit()";
    }

    /// <summary>The same as statements, which bear that there is no process where the call did.</summary>
    public IEnumerable<string[]> WaitStatements() => Waits().Select(wait =>
        !MayBeNull ? [wait + ";"]
        : wait.StartsWith("await ", System.StringComparison.Ordinal) ? new[] { $"if ({Text} != null)", "{", wait + ";", "}" }
        : [Text + "?.WaitForExit();"]);

    /// <summary>The lines that end it, and wait until it is gone; the whole tree of processes where the framework can.</summary>
    public IEnumerable<string[]> KillStatements()
        => MayBeNull ? [] : Waits().SelectMany(wait => new[] { "entireProcessTree: true", "" }.Select(tree =>
            new[] { $"{Text}.Kill({tree});", wait + ";" }));

    /// <summary>Every mention of it in a text.</summary>
    public IEnumerable<ExpressionSyntax> MentionsIn(SyntaxNode node)
        => node.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Where(e => e.IsKind(Name.Kind()) && e.IsEquivalentTo(Name, topLevel: false));

    /// <summary>Whether a text puts another one in its place, or starts it.</summary>
    public bool IsSetIn(SyntaxNode node)
        => node.DescendantNodesAndSelf().Any(n => n switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText == Text,
            ForEachStatementSyntax loop => loop.Identifier.ValueText == Text,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText == Text,
            AssignmentExpressionSyntax assignment => MentionsIn(assignment.Left).Any(e => e.Parent is AssignmentExpressionSyntax or ArgumentSyntax),
            _ => false,
        }) || IsAskedFor(node, "Start");

    /// <summary>Whether a text has its way with one of these members.</summary>
    public bool IsAskedFor(SyntaxNode node, params string[] members)
        => MentionsIn(node).Any(e => e.Parent is MemberAccessExpressionSyntax access && access.Expression == e && members.Contains(access.Name.Identifier.ValueText)
            || e.Parent is ConditionalAccessExpressionSyntax { WhenNotNull: var rest } && members.Any(rest.ToString().Contains));

    private static (ExpressionSyntax? Owner, bool MayBeNull) OwnerOf(ExpressionSyntax callee) => callee switch
    {
        MemberAccessExpressionSyntax access => (access.Expression, false),
        MemberBindingExpressionSyntax => (callee.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression, true),
        _ => (null, false),
    };
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// The variables in which a member's handlers collect lines of output. A timed wait that says yes has not waited for these
/// handlers; only a wait without a limit does.
/// </summary>
internal sealed class CollectedLines
{
    private static readonly HashSet<string> Signals = new() { "Set", "SetResult", "TrySetResult", "Signal", "Release", "Complete", "TryComplete", "AddCount" };

    private readonly Dictionary<SyntaxNode, HashSet<ISymbol>> _behind = new();

    public CollectedLines(IOperation member)
    {
        var collected = new Dictionary<ISymbol, HashSet<ISymbol>>(SymbolEqualityComparer.Default);
        foreach (var assignment in member.Descendants().OfType<IEventAssignmentOperation>().Where(IsOfOutput))
        {
            var handler = CodeOf(assignment.HandlerValue, member);
            if (Place.Of(((IEventReferenceOperation)assignment.EventReference).Instance)?.Symbol is { } process && !TellsTheEnd(handler))
            {
                if (!collected.TryGetValue(process, out var variables))
                {
                    collected[process] = variables = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
                }

                variables.UnionWith(handler.Descendants().OfType<ILocalReferenceOperation>().Select(l => l.Local)
                    .Where(l => l.DeclaringSyntaxReferences.All(r => !handler.Syntax.Span.Contains(r.Span))));
            }
        }

        if (collected.Count == 0)
        {
            return;
        }

        foreach (var call in member.Descendants().OfType<IInvocationOperation>())
        {
            if (Place.Of(call.Instance)?.Symbol is { } process && collected.TryGetValue(process, out var variables))
            {
                _behind[CallSyntax.NameOf(call.Syntax)] = variables;
            }
        }
    }

    /// <summary>Whether lines of the process that a call is made on are collected.</summary>
    public bool AreCollectedFor(SyntaxNode call) => _behind.ContainsKey(call);

    /// <summary>Whether lines of that process are collected in the variable.</summary>
    public bool AreCollectedFor(SyntaxNode call, ISymbol variable) => _behind.TryGetValue(call, out var variables) && variables.Contains(variable);

    /// <summary>Of a local function that is named as the handler, its declaration.</summary>
    private static IOperation CodeOf(IOperation handler, IOperation member) =>
        handler.DescendantsAndSelf().OfType<IMethodReferenceOperation>().FirstOrDefault() is { Method: { MethodKind: MethodKind.LocalFunction } named }
            ? member.Descendants().OfType<ILocalFunctionOperation>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.Symbol, named)) ?? handler
            : handler;

    private static bool IsOfOutput(IEventAssignmentOperation assignment) =>
        assignment is { Adds: true, EventReference: IEventReferenceOperation { Event.Name: "OutputDataReceived" or "ErrorDataReceived" } };

    // e.Data == null is the end of the stream: who acts on it waits for that. The program's own collector may do so inside.
    private static bool TellsTheEnd(IOperation handler) =>
        handler.DescendantsAndSelf()
            .Select(o => o is IMethodReferenceOperation named ? named.Method : (o as IInvocationOperation)?.TargetMethod).OfType<IMethodSymbol>()
            .SelectMany(method => method.DeclaringSyntaxReferences).Select(r => r.GetSyntax()).Append(handler.Syntax).Any(TellsTheEnd);

    private static bool TellsTheEnd(SyntaxNode code) =>
        code.DescendantNodes().Any(n => n is IfStatementSyntax or ConditionalExpressionSyntax or IsPatternExpressionSyntax or BinaryExpressionSyntax)
        && code.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(c => Signals.Contains(CallSyntax.NameOf(c).ToString()));
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// The variables in which a member's handlers collect lines of output. A timed wait that says yes has not waited for these
/// handlers; only a wait without a limit does.
/// </summary>
internal sealed class CollectedLines
{
    private readonly IOperation _member;
    private readonly KnownSymbols _known;
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);

    public CollectedLines(IOperation member, KnownSymbols known)
    {
        _member = member;
        _known = known;
        foreach (var handler in member.Descendants().OfType<IEventAssignmentOperation>().Where(IsOfOutput).Select(a => a.HandlerValue))
        {
            if (!TellsTheEnd(handler))
            {
                _variables.UnionWith(handler.Descendants().OfType<ILocalReferenceOperation>().Select(l => l.Local)
                    .Where(l => l.DeclaringSyntaxReferences.All(r => !handler.Syntax.Span.Contains(r.Span))));
            }
        }
    }

    /// <summary>Whether the lines are used behind the timed wait, and nothing in between, or behind it, waits for the handlers.</summary>
    public bool AreUsedBehind(IInvocationOperation timedWait)
    {
        var end = timedWait.Syntax.Span.End;
        return _variables.Count > 0
            && !_member.Descendants().OfType<IInvocationOperation>().Any(call => call.Syntax.SpanStart > end && WaitsForHandlers(call))
            && _member.Descendants().OfType<ILocalReferenceOperation>().Any(l => l.Syntax.SpanStart > end && _variables.Contains(l.Local) && !IsInFunction(l));
    }

    private static bool IsOfOutput(IEventAssignmentOperation assignment) =>
        assignment is { Adds: true, EventReference: IEventReferenceOperation { Event.Name: "OutputDataReceived" or "ErrorDataReceived" } };

    // e.Data == null is the end of the stream: who acts on it waits for that.
    private static bool TellsTheEnd(IOperation handler) =>
        handler.Syntax.DescendantNodes().Any(n => n is IfStatementSyntax or ConditionalExpressionSyntax or IsPatternExpressionSyntax or BinaryExpressionSyntax)
        && handler.Descendants().OfType<IInvocationOperation>().Any(c => c.TargetMethod.Name is "Set" or "SetResult" or "TrySetResult" or "Signal" or "Release" or "Complete" or "TryComplete" or "AddCount");

    private bool WaitsForHandlers(IInvocationOperation call) =>
        _known.EntriesOf(call).Any(e => e.Role == ChildRole.Discharges && (e.Timeout.Kind == SlotKind.None || e.Result == ResultMeaning.Task))
        || (call.TargetMethod.Name is "CancelOutputRead" or "CancelErrorRead");

    private static bool IsInFunction(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}

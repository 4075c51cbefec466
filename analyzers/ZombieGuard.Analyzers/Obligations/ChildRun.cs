using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>How a path came to owe nothing.</summary>
internal enum Settlement
{
    /// <summary>Somebody waited.</summary>
    Waited,

    /// <summary>The child was seen to have ended.</summary>
    SeenEnded,

    /// <summary>Somebody else has the child now.</summary>
    Transferred,

    /// <summary>The caller has the child now: returned, or left in what the caller gave.</summary>
    HandedOut,

    /// <summary>A field or property has the child now that only the program's own code can reach.</summary>
    Kept,

    /// <summary>There is no child on this path, or this is the child's own path.</summary>
    NoChild,

    /// <summary>The program ends next, and init adopts the child.</summary>
    ParentEnds,
}

/// <summary>What one run over a body has learnt about one child.</summary>
internal sealed class ChildRun
{
    private readonly List<ChildState> _left = new();
    private readonly List<(Cause Cause, SyntaxNode Call, ChildState State)> _incidents = new();
    private readonly List<ChildState> _leftByEnding = new();
    private readonly List<ChildState> _leftCancelled = new();
    private readonly List<ChildState> _ended = new();
    private readonly List<ChildState> _handedOut = new();
    private readonly List<ChildState> _leftUnborn = new();
    private readonly Dictionary<Settlement, ChildState> _settled = new();
    private readonly HashSet<ISymbol> _keptIn = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _keptWhileLooping = new(SymbolEqualityComparer.Default);
    private readonly HashSet<(SyntaxNode Condition, bool Outcome)> _turns = new();
    private readonly Dictionary<SyntaxNode, SyntaxNode> _subscriptions = new();
    private readonly HashSet<IMethodSymbol> _handedTo = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a child was born on any path.</summary>
    public bool WasBorn { get; set; }

    /// <summary>The first variable that held the child.</summary>
    public string? Variable { get; set; }

    /// <summary>Whether a path ended by an exception.</summary>
    public bool Threw { get; private set; }

    /// <summary>The name of a wait that settled a path; null for none.</summary>
    public SyntaxNode? LastWait { get; private set; }

    /// <summary>Whether all paths that a wait settled were settled by the same one.</summary>
    public bool HasOneWait { get; private set; } = true;

    /// <summary>The paths on which a wait was cancelled, and that left the child neither waited for nor killed.</summary>
    public IReadOnlyList<ChildState> LeftCancelled => _leftCancelled;

    /// <summary>What was thrown by what has been executed last, with the state that travels along.</summary>
    public List<(ITypeSymbol? Type, ChildState State)> Thrown { get; } = new();

    /// <summary>The calls that go wrong whatever becomes of the obligation.</summary>
    public IReadOnlyList<(Cause Cause, SyntaxNode Call, ChildState State)> Incidents => _incidents;

    /// <summary>How paths came to owe nothing, each with the first path that did.</summary>
    public IEnumerable<(Settlement Settlement, ChildState State)> Settled => _settled.Select(s => (s.Key, s.Value));

    /// <summary>The paths that ended with the obligation open.</summary>
    public IReadOnlyList<ChildState> Left => _left;

    /// <summary>The paths that left the child to the caller: returned, or in what the caller gave.</summary>
    public IReadOnlyList<ChildState> HandedOut => _handedOut;

    /// <summary>The paths that ended before there was a child.</summary>
    public IReadOnlyList<ChildState> LeftUnborn => _leftUnborn;

    /// <summary>The fields and properties of the program's own in which paths left the child.</summary>
    public IReadOnlyCollection<ISymbol> KeptIn => NeverEnds ? _keptWhileLooping : _keptIn;

    /// <summary>The paths that ended the program.</summary>
    public IReadOnlyList<ChildState> Ended => _ended;

    /// <summary>Notes that a path owes nothing any more.</summary>
    public void Settle(Settlement settlement, ChildState state)
    {
        if (!_settled.ContainsKey(settlement))
        {
            _settled[settlement] = state;
        }

        for (var step = state.Witness; step is not null; step = step.Before)
        {
            if (step.Outcome is { } outcome)
            {
                NoteTurn(step.Condition, outcome);
            }
        }
    }

    /// <summary>Notes that the child was waited for by a call.</summary>
    public void Wait(SyntaxNode call, ChildState state)
    {
        HasOneWait &= LastWait is null || LastWait == call;
        LastWait ??= call;
        Settle(Settlement.Waited, state);
    }

    /// <summary>Notes that a wait may throw where a handler could take it.</summary>
    public void Throw(ITypeSymbol? type, ChildState state) => Thrown.Add((type, state));

    /// <summary>Notes that a path ended, by an exception or not, behind a wait that was cancelled.</summary>
    public void LeaveCancelled(ChildState state) => _leftCancelled.Add(state);

    /// <summary>The program's own methods that had the child in hand.</summary>
    public IReadOnlyCollection<IMethodSymbol> HandedTo => _handedTo;

    /// <summary>Notes that one of the program's own methods had the child in hand.</summary>
    public void HandTo(IMethodSymbol method) => _handedTo.Add(method);

    /// <summary>Whether the exit event was enabled on some path.</summary>
    public bool IsExitEventEnabled { get; set; }

    /// <summary>The name of the exit event where a handler of the child was subscribed; null for none.</summary>
    public SyntaxNode? Subscription { get; private set; }

    /// <summary>Notes that a handler of the exit was subscribed: to the child, or to an object that is not started yet.</summary>
    public void Subscribe(SyntaxNode? creation, SyntaxNode name)
    {
        if (creation is null)
        {
            Subscription ??= name;
        }
        else
        {
            _subscriptions[creation] = name;
        }
    }

    /// <summary>What makes the object that became the child; null when the spawning call makes it.</summary>
    public SyntaxNode? Creation { get; private set; }

    /// <summary>Notes that an object was started, with the handlers that it had.</summary>
    public void SubscribeAsChild(SyntaxNode creation)
    {
        Creation = creation;
        Subscription ??= _subscriptions.TryGetValue(creation, out var name) ? name : null;
    }

    /// <summary>Notes a call that goes wrong whatever becomes of the obligation.</summary>
    public void Note(Cause cause, SyntaxNode call, ChildState state)
    {
        if (!_incidents.Any(i => i.Cause == cause && i.Call == call))
        {
            _incidents.Add((cause, call, state));
        }
    }

    /// <summary>Notes an outcome of a condition on a path that owes nothing: the other one is where the paths part.</summary>
    public void NoteTurn(SyntaxNode condition, bool outcome) => _turns.Add((condition, outcome));

    /// <summary>Notes that a path ended by an exception.</summary>
    public void LeaveByException() => Threw = true;

    /// <summary>Notes that a path ended with the obligation open.</summary>
    public void Leave(ChildState state) => _left.Add(state);

    /// <summary>Notes that a path ended before there was a child, or without one.</summary>
    public void LeaveUnborn(ChildState state) => _leftUnborn.Add(state);

    /// <summary>Notes that a path left the child to the caller.</summary>
    public void HandOut(ChildState state)
    {
        _handedOut.Add(state);
        Settle(Settlement.HandedOut, state);
    }

    /// <summary>Notes that a path left the child in fields or properties of the program's own.</summary>
    public void Keep(ChildState state)
    {
        _keptIn.UnionWith(MembersThatKeep(state));
        Settle(Settlement.Kept, state);
    }

    /// <summary>Notes where the child is when a path goes round a loop: if no path ever leaves the body, it stays there.</summary>
    public void GoRound(ChildState state) => _keptWhileLooping.UnionWith(MembersThatKeep(state));

    /// <summary>Notes that the program ended on a path; init takes the orphan of one that ends right after the spawn.</summary>
    public void EndProgram(ChildState state)
    {
        _ended.Add(state);
        if (!state.Owed || state.Has(ChildMarks.Released))
        {
            return;
        }

        if (!state.Has(ChildMarks.Lingered) || state.Has(ChildMarks.Killed))
        {
            Settle(Settlement.ParentEnds, state);
        }
        else if (MembersThatKeep(state).Any())
        {
            // Other members may have waited for it, or wait on another thread.
            Keep(state);
        }
        else
        {
            _leftByEnding.Add(state);
        }
    }

    /// <summary>Whether others may have the child.</summary>
    public bool IsInOtherHands => _settled.ContainsKey(Settlement.Transferred) || _settled.ContainsKey(Settlement.HandedOut);

    /// <summary>Whether some path waits for the child or hands it over.</summary>
    public bool IsSettledSomewhere => _settled.ContainsKey(Settlement.Waited) || _settled.ContainsKey(Settlement.SeenEnded) || _settled.ContainsKey(Settlement.Transferred)
        || _settled.ContainsKey(Settlement.HandedOut) || _settled.ContainsKey(Settlement.Kept);

    /// <summary>
    /// The path to report: the one with the most telling cause. Null when every path is silent. A path on which the
    /// program ends itself counts only when no path at all waits, since init takes the orphan; and a child that neither
    /// gets lost nor reaches an end (an endless loop) is never waited for.
    /// </summary>
    public (Cause Cause, ChildState? Path)? Verdict(bool isInLoop)
    {
        var paths = _left.Count > 0 || IsSettledSomewhere ? _left : _leftByEnding;
        (Cause Cause, ChildState? Path)? best = null;
        foreach (var path in paths.Where(p => !p.Has(ChildMarks.OutputEnded | ChildMarks.ExitRead) && !p.Has(ChildMarks.KillJoined)))
        {
            var cause = CauseOf(path, isInLoop);
            if (best is not { } known || cause > known.Cause)
            {
                best = (cause, path);
            }
        }

        return best is null && NeverEnds && _keptWhileLooping.Count == 0 ? (Cause.Never, null) : best;
    }

    private bool NeverEnds =>
        WasBorn && _left.Count == 0 && _leftCancelled.Count == 0 && _leftByEnding.Count == 0 && !IsSettledSomewhere && !_settled.ContainsKey(Settlement.ParentEnds) && !Threw;

    private static IEnumerable<ISymbol> MembersThatKeep(ChildState state) =>
        state.Values.Where(v => v.Value.CarriesChild).Select(v => v.Key.Member).OfType<ISymbol>();

    /// <summary>The step at which a path parted from those that wait; its last one when none is known to.</summary>
    public WitnessStep? PartingStep(ChildState? path)
    {
        for (var step = path?.Witness; step is not null; step = step.Before)
        {
            if (step.Outcome is not { } outcome || _turns.Contains((step.Condition, !outcome)))
            {
                return step;
            }
        }

        return path?.Witness;
    }

    /// <summary>The call that falls short on a path, where the cause stands on one.</summary>
    public SyntaxNode? CallOf(Cause cause, ChildState? path) => cause switch
    {
        Cause.Killed => CallOf(path, ChildMarks.Killed),
        Cause.TimedWait => CallOf(path, ChildMarks.TimedWait),
        Cause.WaitDropped => CallOf(path, ChildMarks.WaitTaken),
        Cause.OutputRead => CallOf(path, ChildMarks.OutputEnded),
        Cause.Cancelled => CallOf(path, ChildMarks.Cancelled),
        Cause.Fewer => CallOf(path, ChildMarks.WaitedForAny) ?? LastWait,
        _ => null,
    };

    private static SyntaxNode? CallOf(ChildState? path, ChildMarks mark) => path is not null && path.Calls.TryGetValue(mark, out var call) ? call : null;

    private Cause CauseOf(ChildState path, bool isInLoop) =>
        path.Has(ChildMarks.Killed) ? Cause.Killed
        : path.Has(ChildMarks.TimedWait) ? Cause.TimedWait
        : path.Has(ChildMarks.WaitTaken) ? Cause.WaitDropped
        : path.Has(ChildMarks.OutputEnded) ? Cause.OutputRead
        : isInLoop && IsFewer(path) ? Cause.Fewer
        : IsSettledSomewhere ? Cause.SomePath
        : path.Has(ChildMarks.Disposed) ? Cause.Disposed
        : path.Has(ChildMarks.Overwritten) ? (isInLoop ? Cause.InLoop : Cause.Overwritten)
        : path.Has(ChildMarks.Lost) && !path.Has(ChildMarks.Kept) ? Cause.Discarded
        : Cause.Never;

    // The variable around the loop keeps the last one only, or one wait for any child follows many starts.
    private bool IsFewer(ChildState path) =>
        path.Has(ChildMarks.WaitedForAny) || (path.Has(ChildMarks.Overwritten) && !path.Has(ChildMarks.LostWithTurn) && LastWait is not null);
}

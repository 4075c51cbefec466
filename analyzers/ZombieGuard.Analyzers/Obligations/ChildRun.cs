using System.Collections.Generic;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>How a path came to owe nothing.</summary>
internal enum Settlement
{
    /// <summary>Somebody waited, or the child was seen to have ended.</summary>
    Waited,

    /// <summary>Somebody else has the child now.</summary>
    Transferred,

    /// <summary>There is no child on this path, or this is the child's own path.</summary>
    NoChild,

    /// <summary>The program ends next, and init adopts the child.</summary>
    ParentEnds,
}

/// <summary>What one run over a body has learnt about one spawn site.</summary>
internal sealed class ChildRun
{
    private readonly List<ChildState> _left = new();
    private readonly List<ChildState> _leftByEnding = new();
    private readonly HashSet<Settlement> _settlements = new();

    /// <summary>Whether a child was born on any path.</summary>
    public bool WasBorn { get; set; }

    /// <summary>The first variable that held the child.</summary>
    public string? Variable { get; set; }

    /// <summary>Notes that a path owes nothing any more.</summary>
    public void Settle(Settlement settlement) => _settlements.Add(settlement);

    /// <summary>Notes that a path ended with the obligation open.</summary>
    public void Leave(ChildState state) => _left.Add(state);

    /// <summary>Notes that a path ended the program with the obligation open, after having gone on for a while.</summary>
    public void LeaveByEnding(ChildState state) => _leftByEnding.Add(state);

    /// <summary>Whether some path waits for the child or hands it over.</summary>
    public bool IsSettledSomewhere => _settlements.Contains(Settlement.Waited) || _settlements.Contains(Settlement.Transferred);

    /// <summary>
    /// The path to report: the one with the most telling cause. Null when every path is silent. A path on which the
    /// program ends itself counts only when no path at all waits, since init takes the orphan; and a child that neither
    /// gets lost nor reaches an end (an endless loop) is never waited for.
    /// </summary>
    public (Cause Cause, ChildState? Path)? Verdict(bool isInLoop)
    {
        var paths = _left.Count > 0 || IsSettledSomewhere ? _left : _leftByEnding;
        (Cause Cause, ChildState? Path)? best = null;
        foreach (var path in paths)
        {
            var cause = CauseOf(path, isInLoop);
            if (best is not { } known || cause > known.Cause)
            {
                best = (cause, path);
            }
        }

        if (best is null && WasBorn && _left.Count == 0 && !IsSettledSomewhere && !_settlements.Contains(Settlement.ParentEnds))
        {
            return (Cause.Never, null);
        }

        return best;
    }

    private Cause CauseOf(ChildState path, bool isInLoop) =>
        path.Has(ChildMarks.Killed) ? Cause.Killed
        : path.Has(ChildMarks.TimedWait) ? Cause.TimedWait
        : path.Has(ChildMarks.WaitDropped) ? Cause.WaitDropped
        : IsSettledSomewhere ? Cause.SomePath
        : path.Has(ChildMarks.Disposed) ? Cause.Disposed
        : path.Has(ChildMarks.Overwritten) ? (isInLoop ? Cause.InLoop : Cause.Overwritten)
        : path.Has(ChildMarks.Lost) && !path.Has(ChildMarks.Kept) ? Cause.Discarded
        : Cause.Never;
}

using System;
using System.Threading;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>Bounds the work spent on one graph, so that a monster method costs a little and never hangs an editor.</summary>
internal sealed class FlowBudget
{
    // Straight code needs about one step a block; each loop adds a visit or two. Twenty times that is far beyond any
    // method that a person wrote, and still only a few milliseconds.
    private const int StepsPerBlock = 20;
    private const int StepsAnyway = 2_000;

    // A power of two less one: the token is looked at once in so many steps.
    private const int CancellationMask = 255;

    private readonly CancellationToken _cancellation;
    private readonly int _limit;
    private int _steps;

    public FlowBudget(int blocks, CancellationToken cancellation)
    {
        _limit = blocks * StepsPerBlock + StepsAnyway;
        _cancellation = cancellation;
    }

    /// <summary>Takes one step; false when none is left.</summary>
    /// <exception cref="OperationCanceledException">The host no longer wants the answer.</exception>
    public bool TryStep()
    {
        if ((_steps & CancellationMask) == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }

        return ++_steps <= _limit;
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>
/// Where control goes when the finally block at hand ends: through the remaining finally blocks, then to a destination.
/// Roslyn's graph only lists the regions that a branch crosses; without this, a return and a fall-through that run the
/// same finally block would leave it by each other's way.
/// </summary>
/// <param name="Regions">The finally regions that are crossed, innermost first.</param>
/// <param name="Index">The one that control is in.</param>
/// <param name="Destination">The block behind the last of them; null when an exception leaves the graph there.</param>
/// <param name="Outer">The continuation of the finally block around the place where this one began; null for none.</param>
internal sealed record Continuation(
    ImmutableArray<ControlFlowRegion> Regions,
    int Index,
    BasicBlock? Destination,
    Continuation? Outer)
{
    /// <summary>The region that control is in.</summary>
    public ControlFlowRegion Current => Regions[Index];

    /// <inheritdoc/>
    public bool Equals(Continuation? other) =>
        other is not null
        && Index == other.Index
        && ReferenceEquals(Destination, other.Destination)
        && SameRegions(Regions, other.Regions)
        && Equals(Outer, other.Outer);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        ((Index * 31 + (Destination?.Ordinal ?? -1)) * 31 + Regions.Length) * 31 + (Outer?.GetHashCode() ?? 0);

    private static bool SameRegions(ImmutableArray<ControlFlowRegion> left, ImmutableArray<ControlFlowRegion> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (!ReferenceEquals(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A place in the graph: a block, and what follows the finally block that it lies in.</summary>
internal readonly record struct FlowNode(BasicBlock Block, Continuation? Continuation)
{
    /// <summary>Orders nodes by block, which is close to reverse postorder.</summary>
    public static readonly IComparer<(FlowNode Node, int Sequence)> ByBlock =
        Comparer<(FlowNode Node, int Sequence)>.Create(static (x, y) =>
        {
            var byOrdinal = x.Node.Block.Ordinal.CompareTo(y.Node.Block.Ordinal);
            return byOrdinal != 0 ? byOrdinal : x.Sequence.CompareTo(y.Sequence);
        });
}

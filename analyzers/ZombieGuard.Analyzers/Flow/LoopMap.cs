using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>
/// The loops of a graph as ranges of block ordinals. Blocks come in source order, so a loop is what lies between the
/// target of a back edge and its source.
/// </summary>
internal sealed class LoopMap
{
    private readonly List<(int Head, int Tail)> _loops = new();

    public LoopMap(ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            Add(block, block.FallThroughSuccessor);
            Add(block, block.ConditionalSuccessor);
        }
    }

    /// <summary>Whether the block lies in a loop.</summary>
    public bool Contains(int block) => _loops.Any(loop => Within(loop, block));

    /// <summary>Whether an edge leaves a loop that holds one of <paramref name="blocks"/> and not <paramref name="without"/>.</summary>
    public bool LeavesLoopOf(int from, int to, IReadOnlyCollection<int> blocks, int without) =>
        _loops.Any(loop => Within(loop, from) && !Within(loop, to) && !Within(loop, without) && blocks.Any(b => Within(loop, b)));

    private void Add(BasicBlock source, ControlFlowBranch? branch)
    {
        if (source.IsReachable && branch?.Destination is { } target && target.Ordinal <= source.Ordinal)
        {
            _loops.Add((target.Ordinal, source.Ordinal));
        }
    }

    private static bool Within((int Head, int Tail) loop, int block) => block >= loop.Head && block <= loop.Tail;
}

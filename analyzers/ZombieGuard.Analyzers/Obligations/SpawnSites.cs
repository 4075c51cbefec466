using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Flow;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>Finds the births: calls that the catalogue says spawn a child.</summary>
internal static class SpawnSites
{
    /// <summary>Whether the bound tree of a member has any; without one no graph is built.</summary>
    public static bool AreIn(IOperation member, KnownSymbols known) =>
        member.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => EntryOf(call, known) is not null);

    /// <summary>The sites in the reachable blocks of one graph; bodies of lambdas and local functions have their own.</summary>
    public static IEnumerable<ChildSite> Of(ControlFlowGraph graph, LoopMap loops, KnownSymbols known)
    {
        foreach (var block in graph.Blocks.Where(b => b.IsReachable))
        {
            foreach (var call in BodyContext.OperationsOf(block).OfType<IInvocationOperation>())
            {
                if (EntryOf(call, known) is { } entry && !CallSyntax.IsHalfTyped(call.Syntax))
                {
                    yield return new ChildSite(call, entry, block.Ordinal, loops.Contains(block.Ordinal)) { Model = graph.ModelOf() };
                }
            }
        }
    }

    // Operations in a graph have no model of their own, and a nested graph no original operation that has one.
    private static SemanticModel? ModelOf(this ControlFlowGraph graph)
    {
        while (graph.Parent is { } parent)
        {
            graph = parent;
        }

        return graph.OriginalOperation.SemanticModel;
    }

    private static CatalogueEntry? EntryOf(IInvocationOperation call, KnownSymbols known) =>
        known.EntriesOf(call).FirstOrDefault(e => e.Role == ChildRole.Spawns);
}

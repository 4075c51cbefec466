using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>Finds the births: calls that the catalogue says spawn a child, and of methods that are seen to hand one to their caller.</summary>
internal static class SpawnSites
{
    /// <summary>Whether the bound tree of a member may have any; without one no graph is built.</summary>
    public static bool MayBeIn(IOperation member, KnownSymbols known, Callees callees) =>
        member.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => EntryOf(call, known) is not null || OwnStarts.MayBe(call, known, callees));

    /// <summary>The sites in the reachable blocks of one graph; bodies of lambdas and local functions have their own.</summary>
    public static IEnumerable<ChildSite> Of(BodyContext body)
    {
        var model = ModelOf(body.Graph);
        foreach (var block in body.Graph.Blocks.Where(b => b.IsReachable))
        {
            foreach (var call in BodyContext.OperationsOf(block).OfType<IInvocationOperation>())
            {
                var entry = EntryOf(call, body.Known);
                var own = entry is null ? OwnStarts.Of(call, body) : null;
                if ((entry ?? own?.Entry) is { } birth && !CallSyntax.IsHalfTyped(call.Syntax))
                {
                    var type = own is null ? ChildSite.TypeIn(call, birth.Child) : own.HandleType;
                    yield return new ChildSite(call, birth, type, block.Ordinal, body.Loops.Contains(block.Ordinal)) { Model = model };
                }
            }
        }
    }

    // Operations in a graph have no model of their own, and a nested graph no original operation that has one.
    private static SemanticModel? ModelOf(ControlFlowGraph graph)
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

using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>Which variables and flow captures of a graph are alive in which blocks, by the regions that declare them.</summary>
internal sealed class ScopeMap
{
    private readonly Dictionary<ISymbol, ControlFlowRegion> _locals = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CaptureId, ControlFlowRegion> _captures = new();

    public ScopeMap(ControlFlowGraph graph) => Add(graph.Root);

    /// <summary>Whether the variable is in scope in the block. One that no region declares (a parameter) always is.</summary>
    public bool IsAlive(ISymbol variable, int block) => !_locals.TryGetValue(variable, out var region) || Contains(region, block);

    /// <summary>Whether the flow capture can still be read in the block.</summary>
    public bool IsAlive(CaptureId capture, int block) => !_captures.TryGetValue(capture, out var region) || Contains(region, block);

    /// <summary>Whether the variable is declared by this graph, and not by an enclosing one.</summary>
    public bool Declares(ISymbol variable) => _locals.ContainsKey(variable);

    private void Add(ControlFlowRegion region)
    {
        foreach (var local in region.Locals)
        {
            _locals[local] = region;
        }

        foreach (var capture in region.CaptureIds)
        {
            _captures[capture] = region;
        }

        foreach (var nested in region.NestedRegions)
        {
            Add(nested);
        }
    }

    private static bool Contains(ControlFlowRegion region, int block) => block >= region.FirstBlockOrdinal && block <= region.LastBlockOrdinal;
}

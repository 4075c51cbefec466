using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>
/// Runs a forward problem over a control flow graph: a worklist over (block, continuation), with the edges that the
/// graph lacks (into and out of finally, from a throwing operation to its handlers).
/// </summary>
internal sealed class ForwardAnalysis<TState>
    where TState : class
{
    private readonly ControlFlowGraph _graph;
    private readonly FlowProblem<TState> _problem;
    private readonly FlowBudget _budget;
    private readonly Dictionary<FlowNode, Dictionary<TState, Arrival>> _known = new();
    private readonly SortedSet<(FlowNode Node, int Sequence)> _order = new(FlowNode.ByBlock);
    private readonly Dictionary<int, Arrival> _pending = new();
    private int _sequence;

    private ForwardAnalysis(ControlFlowGraph graph, FlowProblem<TState> problem, FlowBudget budget)
    {
        _graph = graph;
        _problem = problem;
        _budget = budget;
    }

    /// <summary>Runs the problem to its fixed point.</summary>
    /// <returns>False when the budget ran out first: what the problem has seen is then no answer.</returns>
    public static bool Run(ControlFlowGraph graph, FlowProblem<TState> problem, FlowBudget budget) =>
        new ForwardAnalysis<TState>(graph, problem, budget).Run();

    private bool Run()
    {
        Arrive(new FlowNode(_graph.Blocks[0], null), _problem.Initial);
        while (_order.Count > 0)
        {
            var next = _order.Min;
            _order.Remove(next);
            var arrival = _pending[next.Sequence];
            _pending.Remove(next.Sequence);
            arrival.IsPending = false;
            if (!_budget.TryStep())
            {
                return false;
            }

            Visit(next.Node, arrival.State);
        }

        return true;
    }

    private void Arrive(FlowNode node, TState arriving)
    {
        if (_problem.Enter(node.Block, arriving) is not { } state)
        {
            return;
        }

        if (!_known.TryGetValue(node, out var states))
        {
            _known[node] = states = new Dictionary<TState, Arrival>(_problem.Identity);
        }

        if (!states.TryGetValue(state, out var arrival))
        {
            states[state] = arrival = new Arrival(state);
        }
        else
        {
            var merged = _problem.Merge(arrival.State, state);
            if (ReferenceEquals(merged, arrival.State))
            {
                return;
            }

            arrival.State = merged;
            if (arrival.IsPending)
            {
                // It has not been visited since: one visit with what both know will do.
                return;
            }
        }

        arrival.IsPending = true;
        _pending[++_sequence] = arrival;
        _order.Add((node, _sequence));
    }

    /// <summary>What has arrived at a node under one identity, merged.</summary>
    private sealed class Arrival
    {
        public Arrival(TState state) => State = state;

        public TState State { get; set; }

        public bool IsPending { get; set; }
    }

    private void Visit(FlowNode node, TState entering)
    {
        var block = node.Block;
        if (block.Kind == BasicBlockKind.Exit)
        {
            _problem.Leave(entering, FlowExit.Normal);
            return;
        }

        var states = new List<TState> { entering };
        foreach (var operation in block.Operations)
        {
            var after = new List<TState>();
            foreach (var before in states)
            {
                var outcomes = new List<TState>();
                _problem.Execute(operation, before, outcomes);
                FollowExceptions(node, operation, before, outcomes);
                after.AddRange(outcomes);
            }

            states = after;
        }

        foreach (var state in states)
        {
            FollowBranches(node, state);
        }
    }

    private void FollowBranches(FlowNode node, TState state)
    {
        var block = node.Block;
        var value = block.BranchValue;
        if (block.ConditionKind != ControlFlowConditionKind.None && value is not null && block.ConditionalSuccessor is { } conditional)
        {
            var jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            var jumping = new List<TState>();
            _problem.Assume(value, jumpsWhen, state, jumping);
            var falling = new List<TState>();
            _problem.Assume(value, !jumpsWhen, state, falling);
            jumping.ForEach(s => Follow(node, conditional, s));
            falling.ForEach(s => Follow(node, block.FallThroughSuccessor!, s));
            var after = new List<TState>(jumping);
            after.AddRange(falling);
            FollowExceptions(node, value, state, after);
            return;
        }

        if (block.FallThroughSuccessor is not { } branch)
        {
            return;
        }

        var outcomes = new List<TState>();
        if (value is null)
        {
            outcomes.Add(state);
        }
        else if (branch.Semantics == ControlFlowBranchSemantics.Return)
        {
            _problem.Return(value, state, outcomes);
            FollowExceptions(node, value, state, outcomes);
        }
        else
        {
            _problem.Execute(value, state, outcomes);
        }

        foreach (var outcome in outcomes)
        {
            if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
            {
                var type = branch.Semantics == ControlFlowBranchSemantics.Throw && value is not null ? StaticType.Of(value) : CaughtType(block);
                FollowException(node, new Thrown<TState>(type, outcome));
            }
            else
            {
                Follow(node, branch, outcome);
            }
        }
    }

    private static ITypeSymbol? CaughtType(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Catch)
            {
                return region.ExceptionType;
            }
        }

        return null;
    }

    private void Follow(FlowNode node, ControlFlowBranch branch, TState state)
    {
        if (branch.Destination is { } destination)
        {
            if (_problem.Cross(node.Block, destination, state) is { } crossing)
            {
                Go(branch.FinallyRegions, destination, node.Continuation, crossing);
            }
        }
        else if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling && node.Continuation is { } continuation
            && Contains(continuation.Current, node.Block))
        {
            Resume(continuation, state);
        }

        // Else a filter said no: the exception has been offered to the other handlers already.
    }

    private void Resume(Continuation continuation, TState state)
    {
        var next = continuation.Index + 1;
        if (next < continuation.Regions.Length)
        {
            Arrive(new FlowNode(First(continuation.Regions[next]), continuation with { Index = next }), state);
        }
        else if (continuation.Destination is { } destination)
        {
            Arrive(new FlowNode(destination, continuation.Outer), state);
        }
        else
        {
            _problem.Leave(state, FlowExit.Exception);
        }
    }

    private void Go(ImmutableArray<ControlFlowRegion> finallys, BasicBlock destination, Continuation? outer, TState state)
    {
        if (finallys.IsEmpty)
        {
            Arrive(new FlowNode(destination, outer), state);
            return;
        }

        var continuation = new Continuation(finallys, 0, destination, outer);
        Arrive(new FlowNode(First(finallys[0]), continuation), state);
    }

    private void FollowExceptions(FlowNode node, IOperation operation, TState before, List<TState> after)
    {
        var thrown = new List<Thrown<TState>>();
        _problem.Throws(operation, before, after, thrown);
        thrown.ForEach(exception => FollowException(node, exception));
    }

    private void FollowException(FlowNode node, Thrown<TState> exception)
    {
        var taken = false;
        foreach (var route in ExceptionRoutes.From(node, exception.Type))
        {
            taken = true;
            Go(route.Finallys, First(route.Handler), route.Continuation, _problem.Catch(route.Handler, exception.State));
        }

        if (taken)
        {
            return;
        }

        if (_problem.Unwinds(exception.State) && ExceptionRoutes.OutOf(node) is { IsEmpty: false } finallys)
        {
            Arrive(new FlowNode(First(finallys[0]), new Continuation(finallys, 0, null, null)), exception.State);
        }
        else
        {
            _problem.Leave(exception.State, FlowExit.Exception);
        }
    }

    private BasicBlock First(ControlFlowRegion region) => _graph.Blocks[region.FirstBlockOrdinal];

    private static bool Contains(ControlFlowRegion region, BasicBlock block) =>
        block.Ordinal >= region.FirstBlockOrdinal && block.Ordinal <= region.LastBlockOrdinal;
}

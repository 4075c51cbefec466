using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>How a state leaves the graph.</summary>
internal enum FlowExit
{
    /// <summary>Through the graph's exit block: a return, or the end of the body.</summary>
    Normal,

    /// <summary>By an exception that no handler of the graph takes.</summary>
    Exception,
}

/// <summary>What an operation may throw, as far as the problem wants it followed.</summary>
/// <param name="Type">The static type of the exception; null when it may be anything.</param>
/// <param name="State">The state that travels with the exception.</param>
internal readonly record struct Thrown<TState>(ITypeSymbol? Type, TState State);

/// <summary>
/// A forward data-flow problem: the states, and what operations and conditions do to them. The engine carries each state
/// on its own (path-sensitive); states with equal identity that meet at a node are merged.
/// </summary>
/// <typeparam name="TState">An immutable state.</typeparam>
internal abstract class FlowProblem<TState>
    where TState : class
{
    /// <summary>Tells states apart at a node; states that it takes for equal are merged.</summary>
    public abstract IEqualityComparer<TState> Identity { get; }

    /// <summary>The state at the entry of the graph.</summary>
    public abstract TState Initial { get; }

    /// <summary>Merges two states of equal identity. Must give <paramref name="known"/> itself when nothing changes.</summary>
    public abstract TState Merge(TState known, TState arriving);

    /// <summary>The state on arrival in a block, or null to drop it (variables that go out of scope are forgotten here).</summary>
    public abstract TState? Enter(BasicBlock block, TState state);

    /// <summary>Executes one root operation of a block, or a value that a branch evaluates without testing it.</summary>
    public abstract void Execute(IOperation operation, TState state, List<TState> outcomes);

    /// <summary>Follows the edge of a conditional branch on which <paramref name="condition"/> is <paramref name="value"/>.</summary>
    public abstract void Assume(IOperation condition, bool value, TState state, List<TState> outcomes);

    /// <summary>Executes a return with its value, before the finally blocks that it crosses.</summary>
    public abstract void Return(IOperation value, TState state, List<TState> outcomes);

    /// <summary>A state that takes an edge, or null to drop it; an edge to an earlier or the same block closes a loop.</summary>
    public abstract TState? Cross(BasicBlock from, BasicBlock to, TState state);

    /// <summary>
    /// What the operation may throw that is worth following. <paramref name="after"/> holds its outcomes when it does not throw.
    /// </summary>
    public abstract void Throws(IOperation operation, TState before, List<TState> after, List<Thrown<TState>> thrown);

    /// <summary>Whether the state is to be carried through the finally blocks on its way out, when no handler takes the exception.</summary>
    public abstract bool Unwinds(TState state);

    /// <summary>A state that enters a handler.</summary>
    public abstract TState Catch(ControlFlowRegion handler, TState state);

    /// <summary>A state that leaves the graph.</summary>
    public abstract void Leave(TState state, FlowExit exit);
}

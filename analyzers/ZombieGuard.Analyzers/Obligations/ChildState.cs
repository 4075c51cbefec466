using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>What has happened to the child, or on the way, that decides whether and how to speak.</summary>
[Flags]
internal enum ChildMarks
{
    None = 0,

    /// <summary>The program went on living behind the spawn: a back edge, an await, a call that takes time.</summary>
    Lingered = 1,

    /// <summary>A variable has held the child.</summary>
    Kept = 2,

    /// <summary>No place holds the child any more.</summary>
    Lost = 4,

    /// <summary>The last place was given another value while it was still in scope.</summary>
    Overwritten = 8,

    Disposed = 16,
    Killed = 32,
    TimedWait = 64,

    /// <summary>A task of an asynchronous wait was made.</summary>
    WaitTaken = 128,
    ExitSubscribed = 256,
    EventsEnabled = 512,

    /// <summary>A wait for any child came by, and may have met another one.</summary>
    WaitedForAny = 1024,

    /// <summary>The output was read to its end.</summary>
    OutputEnded = 2048,

    /// <summary>An asynchronous wait was cancelled.</summary>
    Cancelled = 4096,

    /// <summary>Nothing is owed any more, though the child may still run.</summary>
    Released = 8192,

    /// <summary>Its exit was read.</summary>
    ExitRead = 32768,

    /// <summary>Its redirected output is being read.</summary>
    OutputRead = 65536,

    /// <summary>Its redirected error output is being read.</summary>
    ErrorRead = 131072,

    /// <summary>A wait with a limit has not said no, and the handlers that collect the output's lines may not have the last ones.</summary>
    LinesDue = 262144,

    /// <summary>It was killed, and a wait with a limit stood behind that: as good as a wait, when the kill was no mistake.</summary>
    KillJoined = 524288,

    /// <summary>The child was lost at the end of a turn of the loop that starts it.</summary>
    LostWithTurn = 16384,

    /// <summary>The exit event tells the end of the child.</summary>
    ExitObserved = ExitSubscribed | EventsEnabled,
}

/// <summary>One step of the path that misses the wait.</summary>
/// <param name="Condition">The condition that was tested, or the clause that caught an exception.</param>
/// <param name="Outcome">What it was; null for a caught exception.</param>
/// <param name="Before">The step before; null for the first.</param>
internal sealed record WitnessStep(SyntaxNode Condition, bool? Outcome, WitnessStep? Before)
{
    /// <summary>The steps of one way behind those of another.</summary>
    public static WitnessStep? Append(WitnessStep? steps, WitnessStep? before) =>
        steps is null ? before : steps with { Before = Append(steps.Before, before) };
}

/// <summary>
/// One path's knowledge of the one child that is followed. Paths on which it was waited for, handed over or never came
/// to life are dropped: silence needs no state.
/// </summary>
internal sealed record ChildState
{
    public static readonly ChildState Unborn = new();

    /// <summary>Whether the child lives (or is a zombie) and nobody has waited for it.</summary>
    public bool Owed { get; init; }

    public ChildMarks Marks { get; init; }

    /// <summary>The places that hold something of the child.</summary>
    public ImmutableDictionary<Place, Value> Values { get; init; } = ImmutableDictionary<Place, Value>.Empty;

    /// <summary>Variables whose content somebody else waits for or takes (a lambda that runs or has been given away).</summary>
    public ImmutableHashSet<ISymbol> Shared { get; init; } = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    /// <summary>What tests and constants have told about other variables: not part of the state's identity.</summary>
    public FactSet Facts { get; init; } = FactSet.Empty;

    /// <summary>The path, last step first: not part of the state's identity.</summary>
    public WitnessStep? Witness { get; init; }

    /// <summary>The names of the calls that set the marks, where a finding may stand: not part of the state's identity.</summary>
    public ImmutableDictionary<ChildMarks, SyntaxNode> Calls { get; init; } = ImmutableDictionary<ChildMarks, SyntaxNode>.Empty;

    public bool Has(ChildMarks marks) => (Marks & marks) == marks;

    public ChildState Mark(ChildMarks marks) => (Marks | marks) == Marks ? this : this with { Marks = Marks | marks };

    public ChildState Unmark(ChildMarks marks) => (Marks & marks) == 0 ? this : this with { Marks = Marks & ~marks };

    /// <summary>Whether the child has ended, and its path goes on only because lines of its output may be missing.</summary>
    public bool HasEnded => Has(ChildMarks.Released | ChildMarks.LinesDue);

    /// <summary>Sets marks, and remembers the call that did.</summary>
    public ChildState Mark(ChildMarks marks, SyntaxNode call)
    {
        var calls = Calls;
        foreach (var mark in Standing.Where(mark => (marks & mark) != 0))
        {
            calls = calls.SetItem(mark, call);
        }

        return Mark(marks) with { Calls = calls };
    }

    // Marks on whose calls findings stand.
    private static readonly ImmutableArray<ChildMarks> Standing = ImmutableArray.Create(
        ChildMarks.Killed, ChildMarks.TimedWait, ChildMarks.WaitTaken, ChildMarks.WaitedForAny, ChildMarks.OutputEnded, ChildMarks.Cancelled, ChildMarks.ExitSubscribed, ChildMarks.LinesDue);

    /// <summary>States that say the same of the child are one, whatever else is known on their paths.</summary>
    public sealed class IdentityComparer : IEqualityComparer<ChildState>
    {
        public static readonly IdentityComparer Instance = new();

        public bool Equals(ChildState? x, ChildState? y) =>
            ReferenceEquals(x, y)
            || (x is not null && y is not null
                && x.Owed == y.Owed
                && x.Marks == y.Marks
                && x.Values.Count == y.Values.Count
                && x.Values.All(pair => y.Values.TryGetValue(pair.Key, out var value) && value == pair.Value)
                && x.Shared.SetEquals(y.Shared));

        public int GetHashCode(ChildState state)
        {
            var hash = (int)state.Marks * 2 + (state.Owed ? 1 : 0);
            foreach (var pair in state.Values)
            {
                hash ^= pair.Key.GetHashCode() * 31 + pair.Value.GetHashCode();
            }

            return hash + state.Shared.Count;
        }
    }
}

using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>How one way through a method of the program ends, as far as it matters to its caller.</summary>
internal enum OutcomeKind
{
    /// <summary>The method returns, and what is owed is the caller's.</summary>
    Returns,

    /// <summary>Nothing is owed any more.</summary>
    Settles,

    /// <summary>The method throws.</summary>
    Throws,

    /// <summary>The program ends.</summary>
    EndsProgram,
}

/// <summary>One way through a method of the program: what has become of the child, or of an object that may become one.</summary>
/// <param name="Kind">How it ends.</param>
internal sealed record CallOutcome(OutcomeKind Kind)
{
    /// <summary>How nothing came to be owed, where <see cref="Kind"/> says so.</summary>
    public Settlement Settlement { get; init; }

    /// <summary>The field or property of the program's own that keeps the child, where <see cref="Settlement"/> says so.</summary>
    public ISymbol? KeptIn { get; init; }

    /// <summary>Whether the child lives and is owed a wait.</summary>
    public bool Owed { get; init; }

    /// <summary>What has been done to the child on the way.</summary>
    public ChildMarks Marks { get; init; }

    /// <summary>What the method returns; null for nothing that matters.</summary>
    public Value? Result { get; init; }

    /// <summary>What it hands out by its parameters, by their position.</summary>
    public ImmutableArray<(int Parameter, Value Value)> Outs { get; init; } = ImmutableArray<(int Parameter, Value Value)>.Empty;

    /// <summary>What has become of what it was given, in the order in which it was given.</summary>
    public ImmutableArray<Value?> Given { get; init; } = ImmutableArray<Value?>.Empty;

    /// <summary>The tests on the way, last step first.</summary>
    public WitnessStep? Witness { get; init; }

    /// <summary>Outcomes that differ only in the way are the same to a caller.</summary>
    public bool Equals(CallOutcome? other) =>
        other is not null
        && (Kind, Settlement, Owed, Marks) == (other.Kind, other.Settlement, other.Owed, other.Marks)
        && SymbolEqualityComparer.Default.Equals(KeptIn, other.KeptIn)
        && Equals(Result, other.Result)
        && Outs.SequenceEqual(other.Outs)
        && Given.SequenceEqual(other.Given);

    public override int GetHashCode() => ((int)Kind * 31 + (int)Marks) * 31 + (Owed ? 1 : 0);
}

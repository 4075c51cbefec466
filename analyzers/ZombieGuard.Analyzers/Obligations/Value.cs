using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>What a place is known to hold, as far as it matters to the one child that is followed.</summary>
internal abstract record Value
{
    /// <summary>Whether whoever has this value can get at the child.</summary>
    public virtual bool CarriesChild => false;

    /// <summary>Whether whoever has this value can get at an object that may become the child.</summary>
    public virtual bool CarriesObject => false;

    /// <summary>The value with an object in it replaced; itself when it holds none.</summary>
    public virtual Value Replace(ObjectValue from, Value to) => this;
}

/// <summary>A handle of the child: the <c>Process</c>, the pid, the pidfd.</summary>
internal sealed record ChildValue : Value
{
    public static readonly ChildValue Instance = new();

    public override bool CarriesChild => true;
}

/// <summary>What another fork than the followed one returned: zero on a path that is not the parent's.</summary>
internal sealed record OtherForkValue : Value
{
    public static readonly OtherForkValue Instance = new();
}

/// <summary>The pid of a <c>Process</c>: waiting for it takes the child, having it does not.</summary>
internal sealed record ProcessIdValue : Value
{
    public static readonly ProcessIdValue Instance = new();
}

/// <summary>An object that has been made and not been started yet.</summary>
/// <param name="Creation">The syntax that makes it.</param>
/// <param name="Marks">What has been done to it since.</param>
internal sealed record ObjectValue(SyntaxNode Creation, ObjectMarks Marks) : Value
{
    public override bool CarriesObject => true;

    public override Value Replace(ObjectValue from, Value to) => from.Creation == Creation ? to : this;
}

/// <summary>What has been done to an object before it is started.</summary>
[Flags]
internal enum ObjectMarks
{
    None = 0,

    /// <summary>A handler waits for the event of its exit.</summary>
    ExitSubscribed = 1,

    /// <summary>The event of its exit is raised.</summary>
    EventsEnabled = 2,

    /// <summary>Others can reach it.</summary>
    Shared = 4,
}

/// <summary>The result of the spawning call, which tells whether there is a child.</summary>
/// <param name="Meaning">What the result says.</param>
/// <param name="Negated">Whether it has been negated since.</param>
internal sealed record StartResultValue(ResultMeaning Meaning, bool Negated = false) : Value;

/// <summary>The outcome of a test of the child that is known on its path: a pid is above 0.</summary>
internal sealed record TruthValue(bool IsTrue) : Value;

/// <summary>A number that is known on its path: what a method of the program returned where it started the child.</summary>
internal sealed record NumberValue(long Number) : Value;

/// <summary>The result of a bounded or non-blocking wait, or of a look at the child, which tells whether it has ended.</summary>
/// <param name="Meaning">What the result says.</param>
/// <param name="FromWait">Whether it comes from a wait; a mere look at the child obliges nobody who is given the answer.</param>
/// <param name="Negated">Whether it has been negated since.</param>
internal sealed record WaitResultValue(ResultMeaning Meaning, bool FromWait, bool Negated = false) : Value;

/// <summary>A task that completes when the child has ended.</summary>
/// <param name="IsCancellable">Whether a token may end the wait before.</param>
/// <param name="IsBounded">Whether a timeout may.</param>
internal sealed record WaitTaskValue(bool IsCancellable = false, bool IsBounded = false) : Value
{
    public static readonly WaitTaskValue Instance = new();

    /// <summary>The token that may end the wait; null where it is not in sight.</summary>
    public IOperation? Token { get; init; }

    /// <summary>Whether awaiting it throws nothing, also where the wait was cancelled or took too long.</summary>
    public bool IsQuiet { get; init; }

    public override bool CarriesChild => true;
}

/// <summary>What reads the child's output through a pipe.</summary>
/// <param name="IsError">Whether it is the error output.</param>
internal sealed record ReaderValue(bool IsError) : Value;

/// <summary>A task that completes when the child's output has been read to its end.</summary>
/// <param name="IsError">Whether it is the error output.</param>
/// <param name="Call">The name of the call that reads.</param>
internal sealed record ReadTaskValue(bool IsError, SyntaxNode Call) : Value;

/// <summary>A task of a method that the program's own code runs: awaited, it gives the value.</summary>
internal sealed record PromiseValue(Value Result) : Value
{
    public override bool CarriesChild => Result.CarriesChild;

    public override bool CarriesObject => Result.CarriesObject;

    public override Value Replace(ObjectValue from, Value to) => this with { Result = Result.Replace(from, to) };
}

/// <summary>A task that completes when the wait or something else has: <c>Task.WhenAny</c>.</summary>
internal sealed record RaceTaskValue(SyntaxNode Race) : Value;

/// <summary>The task that came first.</summary>
internal sealed record RaceWinnerValue(SyntaxNode Race) : Value;

/// <summary>A collection that this body made, that nobody else can reach, and that does not hold the child.</summary>
internal sealed record FreshCollectionValue(SyntaxNode Creation) : Value;

/// <summary>A collection that this body made and that holds the child.</summary>
internal sealed record HolderValue(SyntaxNode Creation, Value Element) : Value
{
    public override bool CarriesChild => Element.CarriesChild;

    public override bool CarriesObject => Element.CarriesObject;

    public override Value Replace(ObjectValue from, Value to) => this with { Element = Element.Replace(from, to) };
}

/// <summary>An object of a type of the program's own that has nothing but properties, and holds nothing of the child yet.</summary>
internal sealed record BlankRecordValue(SyntaxNode Creation) : Value;

/// <summary>An object of such a type that holds the child: a record with the <c>Process</c> in it.</summary>
internal sealed record RecordValue(SyntaxNode Creation, Value Member) : Value
{
    public override bool CarriesChild => Member.CarriesChild;

    public override bool CarriesObject => Member.CarriesObject;

    public override Value Replace(ObjectValue from, Value to) => this with { Member = Member.Replace(from, to) };
}

/// <summary>The number of elements of a collection that holds the child: at least one.</summary>
internal sealed record CountValue : Value
{
    public static readonly CountValue Instance = new();
}

/// <summary>How far an enumerator has come with respect to the child.</summary>
internal enum EnumeratorPhase
{
    Before,
    AtChild,
    Behind,
}

/// <summary>An enumerator over a collection that holds the child.</summary>
internal sealed record EnumeratorValue(Value Element, EnumeratorPhase Phase) : Value
{
    public override bool CarriesChild => Phase != EnumeratorPhase.Behind && Element.CarriesChild;
}

/// <summary>A lambda that waits for what it captures, or hands it on, as soon as it is run or given away.</summary>
internal sealed record DelegateValue(ImmutableArray<ISymbol> Takes, SyntaxNode Lambda) : Value
{
    public bool Equals(DelegateValue? other) => other is not null && other.Lambda == Lambda;

    public override int GetHashCode() => Lambda.GetHashCode();
}

/// <summary>A tuple on its way into places; only its elements are kept.</summary>
internal sealed record TupleValue(ImmutableArray<Value?> Elements) : Value
{
    public override bool CarriesChild => Elements.Any(e => e is { CarriesChild: true });

    public override bool CarriesObject => Elements.Any(e => e is { CarriesObject: true });

    public override Value Replace(ObjectValue from, Value to) =>
        CarriesObject ? new TupleValue(Elements.Select(e => e?.Replace(from, to)).ToImmutableArray()) : this;

    public bool Equals(TupleValue? other) => other is not null && Elements.SequenceEqual(other.Elements);

    public override int GetHashCode() => Elements.Length;
}

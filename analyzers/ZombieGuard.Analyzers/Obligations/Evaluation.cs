using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Executes operations on one state. Where the outcome is open (is this the child's birth, is this the element) it asks
/// <see cref="Choose"/>; the driver runs the operation once for every sequence of answers.
/// </summary>
internal sealed partial class Evaluation
{
    // An operation with more open questions than this is answered "unknown", which is silent.
    private const int MaxOutcomes = 64;

    // Nested deeper than this, an expression is generated; its parts are not looked at.
    private const int MaxDepth = 300;

    private readonly BodyContext _body;
    private readonly FollowedChild _child;
    private readonly ChildRun _run;
    private readonly bool[] _answers;
    private readonly List<bool> _given = new();
    private int _depth;
    private SyntaxNode? _sharedCreation;

    private Evaluation(BodyContext body, FollowedChild child, ChildRun run, ChildState state, bool[] answers)
    {
        _body = body;
        _child = child;
        _run = run;
        _answers = answers;
        State = state;
    }

    /// <summary>The state as it is now.</summary>
    private ChildState State { get; set; }

    /// <summary>Whether the path owes nothing any more, or cannot be taken.</summary>
    private bool IsDropped { get; set; }

    /// <summary>Runs a piece of work once for each way that its open questions can be answered.</summary>
    public static void Explore(
        BodyContext body, FollowedChild child, ChildRun run, ChildState state, List<ChildState> outcomes, System.Action<Evaluation> work)
    {
        var open = new Stack<bool[]>();
        open.Push(System.Array.Empty<bool>());
        for (var count = 0; open.Count > 0 && count < MaxOutcomes; count++)
        {
            var answers = open.Pop();
            var evaluation = new Evaluation(body, child, run, state, answers);
            work(evaluation);
            for (var asked = answers.Length; asked < evaluation._given.Count; asked++)
            {
                var other = evaluation._given.Take(asked).Append(true).ToArray();
                open.Push(other);
            }

            if (!evaluation.IsDropped)
            {
                outcomes.Add(evaluation.State);
            }
        }
    }

    /// <summary>Executes a statement.</summary>
    public void Statement(IOperation operation)
    {
        var owedBefore = State.Owed;
        Evaluate(operation is IExpressionStatementOperation statement ? statement.Operation : operation);
        NoticeLoss(owedBefore);
    }

    /// <summary>Executes a return: what it returns is the caller's once the finally blocks on the way have run.</summary>
    public void Return(IOperation operation)
    {
        var value = Evaluate(operation);
        switch (value)
        {
            case null when operation.ConstantValue is { HasValue: true, Value: bool truth }:
                value = new TruthValue(truth);
                break;
            case null when NumberOf(operation) is { } number:
                value = new NumberValue(number);
                break;
            case null when Place.Of(operation) is { } returned && State.Facts.Of(returned).Constant is { } known:
                value = known switch { bool truth => new TruthValue(truth), long number => new NumberValue(number), _ => null };
                break;
            case DelegateValue or FreshCollectionValue or EnumeratorValue:
                Give(value);
                value = null;
                break;
        }

        if (value is not null && !IsDropped)
        {
            State = State with { Values = State.Values.SetItem(Place.Result, value) };
        }

        NoticeLoss(State.Owed);
    }

    /// <summary>Follows one edge of a branch.</summary>
    public void Branch(IOperation condition, bool value)
    {
        var owedBefore = State.Owed;
        if (!Assume(condition, value))
        {
            IsDropped = true;
            return;
        }

        NoticeLoss(owedBefore);
        if (!IsTelling(condition) || !owedBefore)
        {
            return;
        }

        if (IsDropped || State.HasEnded)
        {
            _run.NoteTurn(condition.Syntax, value);
        }
        else if (!State.Has(ChildMarks.Lost))
        {
            State = State with { Witness = new WitnessStep(condition.Syntax, value, State.Witness) };
        }
    }

    /// <summary>Answers an open question; false first, true when the driver comes back.</summary>
    private bool Choose()
    {
        var answer = _given.Count < _answers.Length && _answers[_given.Count];
        _given.Add(answer);
        return answer;
    }

    private void Settle(Settlement settlement)
    {
        if (!State.HasEnded)
        {
            _run.Settle(settlement, State);
        }

        IsDropped = true;
    }

    /// <summary>The child has ended; its path goes on where lines of its output may be missing yet.</summary>
    private void End(Settlement settlement)
    {
        if (State.Has(ChildMarks.LinesDue) && !State.Has(ChildMarks.Released))
        {
            _run.Settle(settlement, State);
            State = State.Mark(ChildMarks.Released);
        }
        else
        {
            Settle(settlement);
        }
    }

    /// <summary>Nothing is owed from here on, which does not prove that the child has ended: that matters where its exit code is read.</summary>
    private void Release(Settlement settlement)
    {
        if (_body.ReadsExit && _child is ChildSite)
        {
            _run.Settle(settlement, State);
            State = State.Mark(ChildMarks.Released);
        }
        else
        {
            Settle(settlement);
        }
    }

    /// <summary>The program ends here, or its image is replaced.</summary>
    private void EndProgram()
    {
        _run.EndProgram(State);
        IsDropped = true;
    }

    /// <summary>Whoever receives the value has the child, the object, or the duty to look at the result.</summary>
    private void Give(Value? value)
    {
        switch (value)
        {
            case DelegateValue lambda:
                ShareAll(lambda.Takes);
                break;
            case ReaderValue reader:
                StartReading(reader.IsError);
                break;
            case WaitResultValue { FromWait: true } when State.Owed:
                Settle(Settlement.Transferred);
                break;
            case RaceTaskValue or RaceWinnerValue when State.Owed:
                Settle(Settlement.Transferred);
                break;
            case { CarriesChild: true } when State.Owed:
                Settle(Settlement.Transferred);
                break;
            case ObjectValue made:
                _sharedCreation = made.Creation;
                Remark(made, ObjectMarks.Shared);
                break;
            case HolderValue { Element: ObjectValue made }:
                Remark(made, ObjectMarks.Shared);
                break;
            case FreshCollectionValue fresh:
                Forget(v => v == fresh);
                break;
            case TupleValue tuple:
                foreach (var element in tuple.Elements)
                {
                    Give(element);
                }

                break;
        }
    }

    /// <summary>Somebody has a reference to a variable: what comes to be in it is theirs as well.</summary>
    private void ShareBehind(IOperation referred)
    {
        if (Place.Of(referred)?.Symbol is { } variable)
        {
            ShareAll(ImmutableArray.Create(variable));
        }
        else
        {
            Give(Evaluate(referred));
        }
    }

    private void ShareAll(ImmutableArray<ISymbol> variables)
    {
        if (variables.IsEmpty)
        {
            return;
        }

        State = State with { Shared = State.Shared.Union(variables) };
        foreach (var pair in State.Values.Where(v => v.Key.Symbol is { } symbol && State.Shared.Contains(symbol)).ToList())
        {
            Give(pair.Value);
        }
    }

    /// <summary>Notices that no place holds the child any more, right behind the statement that lost it.</summary>
    private void NoticeLoss(bool owedBefore)
    {
        if (IsDropped || !State.Owed)
        {
            return;
        }

        if (State.Has(ChildMarks.ExitObserved) && !State.Has(ChildMarks.Released))
        {
            Release(Settlement.Waited);
            return;
        }

        if (!State.Has(ChildMarks.Lost) && !State.Values.Values.Any(v => v.CarriesChild))
        {
            State = State.Mark(owedBefore && State.Has(ChildMarks.Kept) ? ChildMarks.Lost | ChildMarks.Overwritten : ChildMarks.Lost);
        }
    }

    /// <summary>The program lives on for a while; before the spawn that means nothing.</summary>
    private void Linger()
    {
        if (State.Owed)
        {
            State = State.Mark(ChildMarks.Lingered);
        }
    }

    /// <summary>Whether a condition says something to a reader: the tests that the compiler adds do not.</summary>
    private static bool IsTelling(IOperation condition) =>
        condition is not IIsNullOperation { IsImplicit: true } && condition is not IInvocationOperation { IsImplicit: true };
}

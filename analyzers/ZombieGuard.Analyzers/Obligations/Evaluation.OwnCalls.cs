using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations.Summaries;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    /// <summary>Runs a call of the program's own code by its summary; false when there is none, or nothing in it that matters.</summary>
    private bool EvaluateOwnCall(
        IInvocationOperation call, Value? instance, List<(IArgumentOperation Argument, Value? Value)> arguments, out Value? result)
    {
        result = null;
        if (HandleUse.IsForeign(call.TargetMethod))
        {
            return false;
        }

        var method = CalleeBodies.DefinitionOf(call.TargetMethod);
        var handing = HandedTo(method, call, call.Arguments, instance, arguments);
        if (!handing.Originals.IsEmpty)
        {
            _run.HandTo(method);
        }

        if (State.Owed && State.Values.Any(v => v.Key.Member is not null && v.Value.CarriesChild))
        {
            ReadBy(method);
        }

        if ((handing.Originals.IsEmpty && !OwnStarts.HoldsChild(method.ReturnType, _body.Known))
            || _body.Callees.OfGiven(method, call.IsVirtual, handing.Handed, _child, _body) is not { } summary)
        {
            return false;
        }

        result = RunSummary(summary, handing, OthersOf(call, handing, arguments));
        return true;
    }

    /// <summary>Runs the spawning call where the program's own code starts the child and leaves it to its caller.</summary>
    private Value? EvaluateOwnSpawn(IInvocationOperation call, CatalogueEntry entry)
    {
        var instance = Evaluate(call.Instance);
        var arguments = call.Arguments.Select(a => (Argument: a, Value: Evaluate(a.Value))).ToList();
        if (IsDropped)
        {
            return null;
        }

        if (State.Owed || (_child.IsInLoop && Choose()))
        {
            // Another child of the same site: one of them is followed, and stands for each.
            var other = EvaluateOwnCall(call, instance, arguments, out var known) ? known : EvaluateUnknownCall(call, instance, arguments);
            return State.Owed && entry.Result == ResultMeaning.ZeroIsChild ? OtherForkValue.Instance : other;
        }

        if (OwnStarts.CodeRunBy(call) is { } code)
        {
            var elsewhere = HandedTo(code, call, ImmutableArray<IArgumentOperation>.Empty, null, new());
            return _body.Callees.OfOwn(code, false, elsewhere.Handed, _body) is { } ran
                && RunSummary(ran, elsewhere, OthersOf(call, elsewhere, arguments)) is { } given
                    ? given as PromiseValue ?? new PromiseValue(given)
                    : null;
        }

        var method = CalleeBodies.DefinitionOf(call.TargetMethod);
        var handing = HandedTo(method, call, call.Arguments, instance, arguments);
        return _body.Callees.OfOwn(method, call.IsVirtual, handing.Handed, _body) is { } summary
            ? RunSummary(summary, handing, OthersOf(call, handing, arguments))
            : EvaluateUnknownCall(call, instance, arguments);
    }

    /// <summary>Runs a constructor of the program's own by its summary; false when there is none, or nothing in it that matters.</summary>
    private bool EvaluateOwnConstructor(IObjectCreationOperation creation, List<(IArgumentOperation Argument, Value? Value)> arguments)
    {
        if (creation.Constructor is not { } constructor || HandleUse.IsForeign(constructor))
        {
            return false;
        }

        var method = CalleeBodies.DefinitionOf(constructor);
        var handing = HandedTo(method, creation, creation.Arguments, null, arguments);
        if (handing.Originals.IsEmpty || _body.Callees.OfGiven(method, false, handing.Handed, _child, _body) is not { } summary)
        {
            return false;
        }

        RunSummary(summary, handing, arguments.Where(a => !handing.Followed.Contains(a.Argument)).Select(a => a.Value));
        return true;
    }

    private Value? RunSummary(Summary summary, Handing handing, IEnumerable<Value?> others)
    {
        foreach (var value in others)
        {
            Give(value);
        }

        foreach (var argument in handing.Arguments)
        {
            Overwrite(argument);
        }

        if (IsDropped)
        {
            return null;
        }

        if (summary.Outcomes.IsEmpty)
        {
            // It never comes back.
            _run.LeaveByException();
            IsDropped = true;
            return null;
        }

        var outcome = summary.Outcomes.Take(summary.Outcomes.Length - 1).FirstOrDefault(_ => !Choose()) ?? summary.Outcomes.Last();
        return Take(outcome, handing);
    }

    /// <summary>Goes on as one way through the method ends.</summary>
    private Value? Take(CallOutcome outcome, Handing handing)
    {
        if (State.Owed && !State.Has(ChildMarks.Lost))
        {
            State = State with { Witness = WitnessStep.Append(outcome.Witness, State.Witness) };
        }

        switch (outcome.Kind)
        {
            case OutcomeKind.Settles when outcome.KeptIn is { } member:
                State = State with { Values = State.Values.SetItem(Place.KeptIn(member), ChildValue.Instance) };
                return null;
            case OutcomeKind.Settles:
                Settle(outcome.Settlement);
                return null;
            case OutcomeKind.Throws when outcome.Owed && State.Owed:
                _run.Throw(_body.Known.TaskCanceled, Marked(outcome, handing));
                IsDropped = true;
                return null;
            case OutcomeKind.Throws:
                _run.LeaveByException();
                IsDropped = true;
                return null;
            case OutcomeKind.EndsProgram:
                State = State.Mark(outcome.Marks);
                EndProgram();
                return null;
        }

        if (outcome.Owed && !State.Owed)
        {
            _run.WasBorn = true;
            State = State with { Owed = true, Witness = WitnessStep.Append(outcome.Witness, State.Witness) };
        }

        for (var i = 0; i < handing.Originals.Length; i++)
        {
            if (handing.Originals[i] is ObjectValue made)
            {
                TakeBack(made, i < outcome.Given.Length ? outcome.Given[i] : null);
            }
        }

        if (State.Owed)
        {
            State = Marked(outcome, handing);
            if (outcome is { Result: null or BlankRecordValue, Outs.IsEmpty: true } && (outcome.Marks & (ChildMarks.TimedWait | ChildMarks.Cancelled)) != 0 && TellsInItsOwnWay(handing.Call))
            {
                Settle(Settlement.Transferred);
                return null;
            }
        }

        foreach (var (parameter, value) in outcome.Outs)
        {
            if (handing.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter) is { } argument)
            {
                Assign(argument.Value, null, Import(value, handing));
            }
        }

        return IsDropped ? null : Import(outcome.Result, handing);
    }

    /// <summary>An object that the method was given comes back: with more done to it, started, or none that could be started again.</summary>
    private void TakeBack(ObjectValue made, Value? now)
    {
        switch (now)
        {
            case ObjectValue same:
                Remark(made, same.Marks);
                break;
            case ChildValue:
                Start(made, State.Values.FirstOrDefault(v => v.Value == made && v.Key.Symbol is not null).Key.Symbol);
                break;
            default:
                Forget(v => v is ObjectValue gone && gone.Creation == made.Creation);
                break;
        }
    }

    /// <summary>What the method speaks of, in the caller's terms.</summary>
    private Value? Import(Value? value, Handing handing)
    {
        switch (value)
        {
            case ObjectValue made:
                for (var i = 0; i < handing.Originals.Length; i++)
                {
                    if (handing.Handed.Values[i].Value is ObjectValue given && given.Creation == made.Creation)
                    {
                        return handing.Originals[i] is ObjectValue original ? original with { Marks = original.Marks | made.Marks } : null;
                    }
                }

                return new ObjectValue(handing.Call.Syntax, made.Marks);
            case PromiseValue promise:
                return Import(promise.Result, handing) is { } result ? new PromiseValue(result) : null;
            case RecordValue record:
                return Import(record.Member, handing) is { } member ? new RecordValue(handing.Call.Syntax, member) : null;
            case TupleValue tuple:
                return new TupleValue(tuple.Elements.Select(e => Import(e, handing)).ToImmutableArray());
            default:
                return value;
        }
    }

    /// <summary>What is given to a call besides what is followed into it.</summary>
    private IEnumerable<Value?> OthersOf(IInvocationOperation call, Handing handing, List<(IArgumentOperation Argument, Value? Value)> arguments) =>
        arguments.Where(a => !handing.Followed.Contains(a.Argument) && !KeepsWith(call, a.Argument, a.Value)).Select(a => a.Value);

    private Handing HandedTo(
        IMethodSymbol method, IOperation call, ImmutableArray<IArgumentOperation> all, Value? instance, List<(IArgumentOperation Argument, Value? Value)> arguments)
    {
        var values = ImmutableArray.CreateBuilder<(ISymbol? Variable, Value Value)>();
        var originals = ImmutableArray.CreateBuilder<Value>();
        var constants = ImmutableArray.CreateBuilder<(ISymbol Parameter, PlaceFact Fact)>();
        var handedBy = new HashSet<IArgumentOperation>();
        void Add(ISymbol? variable, Value value)
        {
            originals.Add(value);
            values.Add((variable, value is ObjectValue made ? Handed.Object(method, variable, made.Marks) : value));
        }

        if (!method.IsStatic && instance is ChildValue or ObjectValue && _body.Known.IsProcess(method.ContainingType))
        {
            Add(null, instance);
        }

        foreach (var (argument, value) in arguments)
        {
            if (argument.Parameter is not { RefKind: not RefKind.Out } parameter || parameter.Ordinal >= method.Parameters.Length)
            {
                continue;
            }

            var own = method.Parameters[parameter.Ordinal];
            if (Follows(value))
            {
                handedBy.Add(argument);
                Add(own, value!);
            }
            else if (FactOf(argument.Value, value) is { Constant: null or bool or long } fact && fact != default)
            {
                constants.Add((own, fact));
            }
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            var captured = _body.Lambdas.CapturedBy(method);
            foreach (var pair in State.Values.Where(v => v.Key.Symbol is { } symbol && v.Key.Position < 0 && Follows(v.Value) && captured.Contains(symbol))
                .OrderBy(v => v.Key.Symbol!.Name, System.StringComparer.Ordinal))
            {
                Add(pair.Key.Symbol, pair.Value);
            }
        }

        return new(new Handed(values.ToImmutable(), constants.ToImmutable()), originals.ToImmutable(), call, all, handedBy);
    }

    // A number hands nothing over, but a method may wait by it: for a child that is there.
    private bool Follows(Value? value) => Handed.Tracks(value) && (value is not ProcessIdValue || State.Owed);

    /// <summary>What a call hands over, as the method sees it and as the caller does, and by which of its arguments.</summary>
    private sealed record Handing(
        Handed Handed, ImmutableArray<Value> Originals, IOperation Call, ImmutableArray<IArgumentOperation> Arguments, HashSet<IArgumentOperation> Followed);
}

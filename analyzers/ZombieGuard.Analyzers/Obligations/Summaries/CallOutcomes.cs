using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>Reads the ways through a method off a run over its body.</summary>
internal static class CallOutcomes
{
    // What is not in here concerns the body's own variables.
    private const ChildMarks MarksForCaller = ChildMarks.Lingered | ChildMarks.Disposed | ChildMarks.Killed | ChildMarks.TimedWait
        | ChildMarks.WaitTaken | ChildMarks.WaitedForAny | ChildMarks.OutputEnded | ChildMarks.OutputRead | ChildMarks.ErrorRead | ChildMarks.Cancelled | ChildMarks.ExitObserved;

    /// <summary>The ways that a child, or an object, goes that the method was given.</summary>
    public static ImmutableArray<CallOutcome> OfGiven(ChildRun run, SummaryQuestion question) =>
        run.Settled.Where(s => s.Settlement is not (Settlement.HandedOut or Settlement.ParentEnds)).Select(s => Settling(s.Settlement, s.State))
            .Concat(Others(run, question))
            .Concat(run.Left.Concat(run.HandedOut).Concat(run.LeftUnborn).Select(state => Returning(state, question)))
            .Distinct().ToImmutableArray();

    /// <summary>The ways that a child goes that the method starts itself.</summary>
    public static IEnumerable<CallOutcome> OfOwn(ChildRun run, SummaryQuestion question) =>
        run.HandedOut.Concat(run.LeftUnborn).Select(state => Returning(state, question))
            // Waited for, handed on or lost inside: the caller has no child.
            .Concat(run.Settled.Where(s => s.Settlement is not (Settlement.HandedOut or Settlement.ParentEnds)).Select(s => s.State).Concat(run.Left).Take(1).Select(_ => new CallOutcome(OutcomeKind.Returns)))
            .Concat(Others(run, question));

    private static IEnumerable<CallOutcome> Others(ChildRun run, SummaryQuestion question)
    {
        if (run.Threw)
        {
            yield return new CallOutcome(OutcomeKind.Throws);
        }

        if (run.LeftCancelled.Count > 0)
        {
            yield return new CallOutcome(OutcomeKind.Throws) { Owed = true, Marks = ChildMarks.Cancelled };
        }

        foreach (var state in run.Ended)
        {
            yield return new CallOutcome(OutcomeKind.EndsProgram) { Owed = state.Owed, Marks = state.Marks & MarksForCaller };
        }
    }

    private static CallOutcome Settling(Settlement settlement, ChildState state) =>
        new(OutcomeKind.Settles)
        {
            Settlement = settlement,
            KeptIn = settlement == Settlement.Kept ? state.Values.Where(v => v.Value.CarriesChild).Select(v => v.Key.Member).FirstOrDefault(m => m is not null) : null,
            Witness = state.Witness,
        };

    private static CallOutcome Returning(ChildState state, SummaryQuestion question)
    {
        var result = state.Values.TryGetValue(Place.Result, out var returned) ? returned : null;
        var outs = ImmutableArray.CreateBuilder<(int Parameter, Value Value)>();
        foreach (var parameter in question.Method.Parameters.Where(p => p.RefKind is RefKind.Out or RefKind.Ref))
        {
            if (state.Values.TryGetValue(Place.Of(parameter), out var value))
            {
                outs.Add((parameter.Ordinal, value));
            }
        }

        return new CallOutcome(OutcomeKind.Returns)
        {
            Owed = state.Owed,
            Marks = state.Marks & MarksForCaller,
            Result = question.Method.IsAsync && result is not null ? new PromiseValue(result) : result,
            Outs = outs.ToImmutable(),
            Given = question.Handed.Values.Select(v => state.Values.TryGetValue(Place.GivenBy(v.Variable), out var now) ? now : null).ToImmutableArray(),
            Witness = state.Witness,
        };
    }
}

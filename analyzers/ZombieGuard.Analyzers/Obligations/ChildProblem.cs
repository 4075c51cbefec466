using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Flow;
using ZombieGuard.Analyzers.Obligations.Summaries;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>Follows one child along all paths of a body.</summary>
internal sealed class ChildProblem : FlowProblem<ChildState>
{
    private readonly BodyContext _body;
    private readonly FollowedChild _child;
    private readonly ChildRun _run;

    public ChildProblem(BodyContext body, FollowedChild child, ChildRun run)
    {
        _body = body;
        _child = child;
        _run = run;
    }

    public override IEqualityComparer<ChildState> Identity => ChildState.IdentityComparer.Instance;

    public override ChildState Initial => Entry;

    /// <summary>The state at the entry: without a child, unless the caller gave one.</summary>
    public ChildState Entry { get; init; } = ChildState.Unborn;

    public override ChildState Merge(ChildState known, ChildState arriving)
    {
        var facts = known.Facts.Intersect(arriving.Facts);
        return ReferenceEquals(facts, known.Facts) ? known : known with { Facts = facts };
    }

    public override ChildState? Enter(BasicBlock block, ChildState state)
    {
        var values = state.Values;
        foreach (var place in state.Values.Keys)
        {
            if (place.Symbol is { } symbol ? !_body.Scopes.IsAlive(symbol, block.Ordinal)
                : place.Capture is { } capture && !_body.Scopes.IsAlive(capture, block.Ordinal))
            {
                values = values.Remove(place);
            }
        }

        if (ReferenceEquals(values, state.Values))
        {
            return state;
        }

        state = state with { Values = values };
        if (block.Kind == BasicBlockKind.Exit || !state.Owed || state.Has(ChildMarks.Lost) || values.Values.Any(v => v.CarriesChild))
        {
            return state;
        }

        // The last variable went out of scope before the body ended: in a loop, the next turn has a child of its own.
        return state.Mark(_child.IsInLoop && state.Has(ChildMarks.Kept) ? ChildMarks.Lost | ChildMarks.Overwritten | ChildMarks.LostWithTurn : ChildMarks.Lost);
    }

    public override void Execute(IOperation operation, ChildState state, List<ChildState> outcomes) =>
        Evaluation.Explore(_body, _child, _run, state, outcomes, e => e.Statement(operation));

    public override void Assume(IOperation condition, bool value, ChildState state, List<ChildState> outcomes) =>
        Evaluation.Explore(_body, _child, _run, state, outcomes, e => e.Branch(condition, value));

    public override void Return(IOperation value, ChildState state, List<ChildState> outcomes) =>
        Evaluation.Explore(_body, _child, _run, state, outcomes, e => e.Return(value));

    public override ChildState? Cross(BasicBlock from, BasicBlock to, ChildState state)
    {
        if (state.Owed && _child is { IsRaw: true, IsInLoop: true } && _body.Loops.LeavesLoopOf(from.Ordinal, to.Ordinal, _body.WaitBlocks, _child.Block))
        {
            // A loop of waits has been left: how many turns it took is not known, and taken to be enough.
            _run.Settle(Settlement.Waited, state);
            return null;
        }

        if (to.Ordinal > from.Ordinal)
        {
            return state;
        }

        state = state with { Facts = state.Facts.WithoutVolatile() };
        if (!state.Owed)
        {
            return state;
        }

        if (state.Has(ChildMarks.Released))
        {
            return state.Has(ChildMarks.Lost) ? null : state;
        }

        if (state.Has(ChildMarks.Lost) && !_body.WaitsForAny)
        {
            // Lost for good, and the loop may be endless: this path may never come to an end that could be reported.
            if (state.Has(ChildMarks.Cancelled) && !state.Has(ChildMarks.Killed))
            {
                _run.LeaveCancelled(state);
            }
            else
            {
                _run.Leave(state);
            }

            return null;
        }

        _run.GoRound(state);
        return state.Mark(ChildMarks.Lingered);
    }

    public override void Throws(IOperation operation, ChildState before, List<ChildState> after, List<Thrown<ChildState>> thrown)
    {
        thrown.AddRange(_run.Thrown.Select(t => new Thrown<ChildState>(t.Type, t.State)));
        _run.Thrown.Clear();

        // Only a method of the program that is seen to throw is followed: any call may throw, and a report for each of
        // them (a log line between start and wait) would be noise. A statement that ends the obligation throws after that.
        if (_body.HasHandlers && before.Owed && (after.Any(s => s.Owed) || (after.Count == 0 && OnlyThrows(operation))))
        {
            thrown.AddRange(ThrownBy(operation).Select(name => _body.HandledType(name)).Distinct<ITypeSymbol?>(SymbolEqualityComparer.Default)
                .Select(type => new Thrown<ChildState>(type, before)));
        }
    }

    public override bool Unwinds(ChildState state) => state.Owed && state.Has(ChildMarks.Cancelled);

    public override ChildState Catch(ControlFlowRegion handler, ChildState state) =>
        state.Owed && SyntaxOf(handler) is { } clause ? state with { Witness = new WitnessStep(clause, null, state.Witness) } : state;

    public override void Leave(ChildState state, FlowExit exit)
    {
        if (!state.Owed || state.Has(ChildMarks.Released) || !state.Has(ChildMarks.Cancelled) || state.Has(ChildMarks.Killed)
            || (_child is GivenChild && exit == FlowExit.Normal))
        {
            LeaveOtherwise(state, exit);
        }
        else if (!(_body.IsEntryPoint && exit == FlowExit.Exception))
        {
            // An exception that leaves Main ends the program.
            _run.LeaveCancelled(state);
        }
    }

    private void LeaveOtherwise(ChildState state, FlowExit exit)
    {
        if (exit == FlowExit.Exception)
        {
            _run.LeaveByException();
        }
        else if (!state.Owed)
        {
            _run.LeaveUnborn(state);
        }
        else if (state.Has(ChildMarks.Released))
        {
            if (!state.HasEnded)
            {
                _run.Settle(Settlement.Transferred, state);
            }
        }
        else if (state.Values.Any(v => v.Key.Member is not null && v.Value.CarriesChild))
        {
            if (state.Values.Any(v => v.Key.IsHandedOut && v.Value.CarriesChild))
            {
                // Both the caller and the type can reach it: who of them waits is between them.
                _run.Settle(Settlement.Transferred, state);
            }
            else
            {
                _run.Keep(state);
            }
        }
        else if (state.Values.Any(v => v.Key.IsCallers && (v.Value is { CarriesChild: true } or WaitResultValue { FromWait: true } or RaceTaskValue or RaceWinnerValue)))
        {
            _run.HandOut(state);
        }
        else if (_body.IsEntryPoint && !state.Has(ChildMarks.Lingered))
        {
            _run.Settle(Settlement.ParentEnds, state);
        }
        else
        {
            _run.Leave(state);
        }
    }

    private static IEnumerable<string> ThrownBy(IOperation operation) =>
        operation.DescendantsAndSelf().OfType<IInvocationOperation>().SelectMany(call => ProgramMethods.ThrownBy(call.TargetMethod));

    private bool OnlyThrows(IOperation operation) =>
        operation.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => _body.Callees.CompletionOf(call, _body) == Completion.Throws);

    private SyntaxNode? SyntaxOf(ControlFlowRegion handler)
    {
        // A handler's first operation, if it has one, lies in its clause.
        for (var ordinal = handler.FirstBlockOrdinal; ordinal <= handler.LastBlockOrdinal; ordinal++)
        {
            var block = _body.Graph.Blocks[ordinal];
            var syntax = (block.Operations.FirstOrDefault() ?? block.BranchValue)?.Syntax;
            if (syntax?.AncestorsAndSelf().FirstOrDefault(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.CatchClauseSyntax) is { } clause)
            {
                return clause;
            }
        }

        return null;
    }
}

using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Flow;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>
/// What the program's own methods do with children: found by the engine itself, from the bottom up, when first asked for, and
/// kept as long as the compilation. Nothing is locked: two threads that ask the same find the same.
/// </summary>
internal sealed class MethodSummaries
{
    // A body that needs more others than this to be understood is generated, or a program of its own: unknown.
    private const int MaxCost = 400;

    private readonly KnownSymbols _known;
    private readonly CalleeBodies _bodies;
    private readonly Completions _completions;
    private readonly LingerAnalysis _linger;
    private readonly RawSpawners _rawSpawners;
    private readonly bool _shellByDefault;
    private readonly ProgramFacts _program;
    private readonly ConcurrentDictionary<SummaryKey, Summary> _kept = new();

    /// <param name="known">What the catalogue says of this compilation's symbols.</param>
    /// <param name="bodies">The code of the program's methods.</param>
    /// <param name="rawSpawners">Which of the program's methods may spawn a raw child.</param>
    /// <param name="program">How deep to look, and into how large a body.</param>
    /// <param name="shellByDefault">Whether a start that says nothing of the shell uses it (.NET Framework).</param>
    public MethodSummaries(KnownSymbols known, CalleeBodies bodies, RawSpawners rawSpawners, ProgramFacts program, bool shellByDefault)
    {
        _known = known;
        _bodies = bodies;
        _completions = new Completions(known, bodies, program);
        _linger = new LingerAnalysis(known, bodies);
        _rawSpawners = rawSpawners;
        _shellByDefault = shellByDefault;
        _program = program;
    }

    /// <summary>What a body that nobody asked about may ask.</summary>
    public Callees CalleesOfRoot(CancellationToken cancellation) => CalleesOf(SummaryFrame.Root(), cancellation);

    private Callees CalleesOf(SummaryFrame frame, CancellationToken cancellation) => new(this, _completions, _linger, _rawSpawners, frame, cancellation);

    /// <summary>The answer to a question about a method; null when it is unknown.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="caller">The body that asks, for local functions; null for a question that is none of a body's.</param>
    /// <param name="frame">The frame of that body.</param>
    /// <param name="cancellation">Ends the work when the host no longer wants it.</param>
    public Summary? Of(SummaryQuestion question, BodyContext? caller, SummaryFrame frame, CancellationToken cancellation)
    {
        if (question.Key is not { } key)
        {
            return null;
        }

        if (!frame.Told.TryGetValue(key, out var told))
        {
            frame.Told[key] = told = Find(question, key, caller, frame, cancellation);
        }

        return told is null or { Outcomes.IsDefault: true } ? null : told;
    }

    private Summary? Find(SummaryQuestion question, SummaryKey key, BodyContext? caller, SummaryFrame frame, CancellationToken cancellation)
    {
        if (frame.IsInProgress(key.Method) || frame.Depth >= _program.MaxCallDepth || frame.Cost > MaxCost)
        {
            frame.Cut();
            return null;
        }

        if (!_kept.TryGetValue(key, out var summary))
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            var below = frame.Below(key.Method);
            summary = Work(question, caller, below, cancellation);
            frame.Add(0, below.Cost);
            if (below.IsCut)
            {
                frame.Cut();
                return null;
            }

            _kept.TryAdd(key, summary);
        }
        else
        {
            frame.Add(0, summary.Cost);
        }

        if (frame.Depth + 1 + summary.Height > _program.MaxCallDepth)
        {
            // Had nobody asked before, it would have been cut off on the way.
            frame.Cut();
            return null;
        }

        frame.Add(summary.Height + 1, 0);
        return summary;
    }

    private Summary Work(SummaryQuestion question, BodyContext? caller, SummaryFrame frame, CancellationToken cancellation)
    {
        frame.Add(0, 1);
        var body = ContextOf(question.Method, caller, frame, cancellation);
        var run = body is null ? null
            : question.Given is { } given ? Follow(body, given, question, cancellation)
            : FollowOwn(body, question, cancellation);
        return new Summary(run?.Outcomes ?? default, run?.Spawned, frame.Height, frame.Cost);
    }

    /// <summary>The body of a method of the program, ready to be run; null when it cannot be seen or does not bind.</summary>
    private BodyContext? ContextOf(IMethodSymbol method, BodyContext? caller, SummaryFrame frame, CancellationToken cancellation)
    {
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
        {
            var nested = method.MethodKind == MethodKind.LocalFunction ? caller?.LocalFunctionGraph(method, cancellation) : caller?.LambdaGraph(method, cancellation);
            return nested is { } local && IsUsable(local)
                ? new BodyContext(local, caller!.Member, method, false, caller.Lambdas, caller.Callees.For(frame))
                : null;
        }

        if (_bodies.BodyOf(method, cancellation) is not { } member || CalleeBodies.GraphOf(member, cancellation) is not { } graph || !IsUsable(graph))
        {
            return null;
        }

        var callees = CalleesOf(frame, cancellation);
        return new BodyContext(graph, member, null, false, new LambdaCaptures(member, _known, callees), callees);
    }

    private bool IsUsable(ControlFlowGraph graph) =>
        graph.Blocks.Length <= _program.MaxBlocks && !graph.Blocks.SelectMany(BodyContext.OperationsOf).Any(o => o is IInvalidOperation);

    /// <summary>Follows what the method is given.</summary>
    private static (ImmutableArray<CallOutcome> Outcomes, SpawnedChild? Spawned)? Follow(
        BodyContext body, GivenChild given, SummaryQuestion question, CancellationToken cancellation)
    {
        var run = new ChildRun();
        var problem = new ChildProblem(body, given, run) { Entry = question.Handed.AtEntry() };
        return ForwardAnalysis<ChildState>.Run(body.Graph, problem, new FlowBudget(body.Graph.Blocks.Length, cancellation))
            ? (CallOutcomes.OfGiven(run, question), null)
            : null;
    }

    /// <summary>Follows the children that the method starts itself, one after the other.</summary>
    private (ImmutableArray<CallOutcome> Outcomes, SpawnedChild? Spawned)? FollowOwn(BodyContext body, SummaryQuestion question, CancellationToken cancellation)
    {
        var outcomes = new List<CallOutcome>();
        SpawnedChild? spawned = null;
        var starts = new StartInfoAnalysis(body.Member, _known, _shellByDefault);
        foreach (var site in SpawnSites.Of(body))
        {
            if (!site.IsRaw && starts.LeavesNoObligation(site))
            {
                continue;
            }

            var run = new ChildRun();
            var problem = new ChildProblem(body, site, run) { Entry = question.Handed.AtEntry() };
            if (!ForwardAnalysis<ChildState>.Run(body.Graph, problem, new FlowBudget(body.Graph.Blocks.Length, cancellation)))
            {
                return null;
            }

            if (run.HandedOut.Count > 0 && (spawned is null || spawned.Kind == site.Kind))
            {
                spawned ??= starts.SpawnedBy(site);
                outcomes.AddRange(CallOutcomes.OfOwn(run, question));
            }
        }

        return (outcomes.Distinct().ToImmutableArray(), spawned);
    }
}

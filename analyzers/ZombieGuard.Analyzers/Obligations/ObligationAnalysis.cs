using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Flow;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>The one door: a member in, its open wait obligations out.</summary>
internal sealed class ObligationAnalysis
{
    private readonly KnownSymbols _known;
    private readonly ProgramFacts _program;
    private readonly MethodSummaries _summaries;
    private readonly KeptUses _kept;
    private readonly bool _shellByDefault;

    /// <param name="known">What the catalogue says of this compilation's symbols.</param>
    /// <param name="program">What the whole program does about its children.</param>
    /// <param name="compilation">Where the program's other methods are.</param>
    /// <param name="shellByDefault">Whether a start that says nothing of the shell uses it (.NET Framework).</param>
    public ObligationAnalysis(KnownSymbols known, ProgramFacts program, Compilation compilation, bool shellByDefault)
    {
        _known = known;
        _program = program;
        _summaries = new MethodSummaries(known, new CalleeBodies(compilation), new RawSpawners(compilation, known), program, shellByDefault);
        _kept = new KeptUses(compilation, known, _summaries);
        _shellByDefault = shellByDefault;
    }

    /// <summary>Analyses one member with the lambdas and local functions in it.</summary>
    /// <param name="member">The bound tree of the member's body.</param>
    /// <param name="isEntryPoint">Whether leaving the body normally ends the program.</param>
    /// <param name="graphOf">Builds the graph; asked only when the member spawns a child.</param>
    /// <param name="cancellation">Ends the analysis when the host no longer wants it.</param>
    /// <exception cref="OperationCanceledException">The host no longer wants the answer.</exception>
    public ImmutableArray<OpenChild> Analyze(IOperation member, bool isEntryPoint, Func<ControlFlowGraph> graphOf, CancellationToken cancellation)
    {
        var callees = _summaries.CalleesOfRoot(cancellation);
        if (!SpawnSites.MayBeIn(member, _known, callees))
        {
            return ImmutableArray<OpenChild>.Empty;
        }

        try
        {
            var lambdas = new LambdaCaptures(member, _known, callees);
            var starts = new StartInfoAnalysis(member, _known, _shellByDefault);
            var open = ImmutableArray.CreateBuilder<OpenChild>();
            foreach (var (graph, function) in WithNested(graphOf(), null, cancellation))
            {
                var body = new BodyContext(graph, member, function, isEntryPoint && function is null, lambdas, callees);
                open.AddRange(Analyze(body, starts, cancellation));
            }

            return open.ToImmutable();
        }
        catch (InsufficientExecutionStackException)
        {
            // An expression nested thousands deep: unknown, and so silent.
            return ImmutableArray<OpenChild>.Empty;
        }
    }

    /// <summary>Decides about a child that members keep, once the type at hand has been looked at: the most specific finding, or none.</summary>
    /// <exception cref="OperationCanceledException">The host no longer wants the answer.</exception>
    public Finding? Conclude(OpenChild child, CancellationToken cancellation)
    {
        if (child.KeptIn.FirstOrDefault(member => !_kept.AreTaken(member, cancellation)) is not { } forgotten
            || (child.Site.IsRaw && IsReapedElsewhere(child.Site.Call.Syntax, cancellation)))
        {
            return child.Finding;
        }

        return new Finding(child.Site, Cause.Kept, ImmutableArray<WitnessStep>.Empty, null, child.Finding?.Variable) { Member = forgotten };
    }

    private IEnumerable<OpenChild> Analyze(BodyContext body, StartInfoAnalysis starts, CancellationToken cancellation)
    {
        if (body.Graph.Blocks.Length > _program.MaxBlocks)
        {
            yield break;
        }

        foreach (var site in SpawnSites.Of(body))
        {
            if (site.Entry.Result == ResultMeaning.ZeroIsChild && site.BoundCall is { } fork && ChildBranch.RunsOn(fork, _known) is { } end)
            {
                var runsOn = new Finding(site, Cause.ChildRunsOn, ImmutableArray<WitnessStep>.Empty, null, null) { At = end };
                yield return new OpenChild(site, runsOn, ImmutableArray<ISymbol>.Empty);
            }

            if (site.IsRaw ? body.Lambdas.ReapAnyChild(body.Function) : starts.LeavesNoObligation(site))
            {
                continue;
            }

            var run = new ChildRun();
            var started = site with { Pipes = starts.PipesOf(site), IsLauncher = !site.IsRaw && starts.StartsLauncher(site) };
            if (!ForwardAnalysis<ChildState>.Run(body.Graph, new ChildProblem(body, started, run), new FlowBudget(body.Graph.Blocks.Length, cancellation)))
            {
                continue;
            }

            var isReaped = site.IsRaw && IsReapedElsewhere(body.Member.Syntax, cancellation);
            foreach (var (cause, call, path) in run.Incidents)
            {
                yield return new OpenChild(site, FindingOf(site, run, cause, path) with { At = call }, ImmutableArray<ISymbol>.Empty);
            }

            foreach (var path in run.LeftCancelled.Where(path => IsLeftAlone(path, body)).Take(1))
            {
                yield return new OpenChild(site, FindingOf(site, run, Cause.Cancelled, path), ImmutableArray<ISymbol>.Empty);
            }

            var finding = run.Verdict(site.IsInLoop) is { } verdict && !isReaped ? FindingOf(site, run, verdict.Cause, verdict.Path) : null;
            if (finding is null && site.IsInLoop && (run is { HasOneWait: true, IsInOtherHands: false } && run.LastWait is { } last ? last : IndexedWait.Of(site, _known)) is { } collects
                && LoopCount.AreFewer(collects, site.Call.Syntax))
            {
                finding = FindingOf(site, run, Cause.Fewer, null) with { At = collects };
            }

            if (run.Subscription is { } subscription && finding?.Cause is null or < Cause.Fewer or Cause.OutputRead && IsNeverRaised(site, run, body))
            {
                finding = FindingOf(site, run, Cause.ExitNeverRaised, null) with { At = subscription };
            }

            if (finding is not null || run.KeptIn.Count > 0)
            {
                yield return new OpenChild(site, finding, run.KeptIn.OrderBy(m => m.Name, StringComparer.Ordinal).ToImmutableArray());
            }
        }
    }

    private static Finding FindingOf(ChildSite site, ChildRun run, Cause cause, ChildState? path) =>
        new(site, cause, StepsOf(path), run.PartingStep(path), run.Variable) { At = cause == Cause.Killed && site.IsRaw ? null : run.CallOf(cause, path) };

    /// <summary>Whether nobody who can reach the child raises the event of its exit.</summary>
    private static bool IsNeverRaised(ChildSite site, ChildRun run, BodyContext body) =>
        !run.IsExitEventEnabled && !run.IsInOtherHands
        && !run.HandedTo.Any(method => ExitEventUses.RaisedIn(method.DeclaringSyntaxReferences))
        && !ExitEventUses.RaisedIn(run.KeptIn.SelectMany(member => member.ContainingType.DeclaringSyntaxReferences))
        && !ExitEventUses.RaisedIn(site.HandleType?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
        && !ExitEventUses.RaisedIn(body.Member, run.Creation ?? site.Call.Syntax);

    /// <summary>Whether nobody ends the child when the wait is cancelled: no member has it, and no callback of a token kills.</summary>
    private static bool IsLeftAlone(ChildState path, BodyContext body) =>
        !path.Values.Any(v => v.Key.Member is not null && v.Value.CarriesChild) && !body.KillsWhenCancelled;

    // Asked last, since it looks at the whole program: another member reaps whatever ends, or the kernel does.
    private bool IsReapedElsewhere(SyntaxNode member, CancellationToken cancellation) =>
        _program.ReapsAnyChild(member, cancellation)
        || (_program.IgnoresSigchld(cancellation) && !_program.ProcessIsInUse(cancellation));

    private static ImmutableArray<WitnessStep> StepsOf(ChildState? path)
    {
        var steps = ImmutableArray.CreateBuilder<WitnessStep>();
        for (var step = path?.Witness; step is not null; step = step.Before)
        {
            steps.Insert(0, step);
        }

        return steps.ToImmutable();
    }

    private static IEnumerable<(ControlFlowGraph Graph, IMethodSymbol? Function)> WithNested(
        ControlFlowGraph graph, IMethodSymbol? function, CancellationToken cancellation)
    {
        yield return (graph, function);
        foreach (var local in graph.LocalFunctions.Where(f => !f.IsExtern))
        {
            foreach (var nested in WithNested(graph.GetLocalFunctionControlFlowGraph(local, cancellation), local, cancellation))
            {
                yield return nested;
            }
        }

        foreach (var lambda in graph.Blocks.Where(b => b.IsReachable).SelectMany(BodyContext.OperationsOf).OfType<IFlowAnonymousFunctionOperation>())
        {
            foreach (var nested in WithNested(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation), lambda.Symbol, cancellation))
            {
                yield return nested;
            }
        }
    }
}

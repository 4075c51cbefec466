using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Configuration;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>
/// What holds for the whole program and not for one member. Each fact is found when it is first asked for, which is once a
/// candidate for a finding has been found, and kept as long as the compilation.
/// </summary>
internal sealed class ProgramFacts
{
    private readonly Compilation _compilation;
    private readonly KnownSymbols _known;
    private readonly AnalyzerConfigOptionsProvider _options;
    private readonly ProgramUses _uses;

    private readonly object _gate = new();
    private readonly Lazy<int> _maxBlocks;
    private readonly Lazy<int> _maxCallDepth;
    private bool? _processIsInUse;
    private bool? _ignoresSigchld;
    private Reapers? _reapers;
    private SigchldFaults? _faults;

    public ProgramFacts(Compilation compilation, KnownSymbols known, AnalyzerConfigOptionsProvider options)
    {
        _compilation = compilation;
        _known = known;
        _options = options;
        _uses = new ProgramUses(compilation, known);
        Wrappers = new Wrappers(known);
        _maxBlocks = new(() => ZombieGuardOptions.MaxBlocks(options, compilation.SyntaxTrees));
        _maxCallDepth = new(() => ZombieGuardOptions.MaxCallDepth(options, compilation.SyntaxTrees));
    }

    /// <summary>Gets what looks through the program's own methods around imports.</summary>
    public Wrappers Wrappers { get; }

    /// <summary>Gets the number of control flow blocks above which a body is not analysed.</summary>
    public int MaxBlocks => _maxBlocks.Value;

    /// <summary>Gets how many calls deep the program's own methods are looked into.</summary>
    public int MaxCallDepth => _maxCallDepth.Value;

    /// <summary>
    /// Whether something may use <c>Process</c>: the program starts one, or is a library whose host may, or references a
    /// package that does; or the user says so.
    /// </summary>
    public bool ProcessIsInUse(CancellationToken cancellation)
    {
        // Several threads ask at the same moment, and each would look for the same for a while.
        lock (_gate)
        {
            return _processIsInUse ??= FindProcess(cancellation);
        }
    }

    /// <summary>Whether somewhere in the program any child is waited for and taken, or a reaper of the library is started.</summary>
    public bool ReapsAnyChild(CancellationToken cancellation) => ReapersOf(cancellation).Certain.Length > 0;

    /// <summary>As <see cref="ReapsAnyChild(CancellationToken)"/>, leaving out what lies in <paramref name="outside"/>.</summary>
    public bool ReapsAnyChild(SyntaxNode outside, CancellationToken cancellation) =>
        ReapersOf(cancellation).Certain.Any(reaper => reaper.Call.SyntaxTree != outside.SyntaxTree || !outside.Span.Contains(reaper.Call.Span));

    /// <summary>Whether the program sets SIGCHLD to SIG_IGN or SA_NOCLDWAIT, so that the kernel keeps no zombie. It breaks <c>Process</c>.</summary>
    public bool IgnoresSigchld(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _ignoresSigchld ??= FindIgnored(cancellation);
        }
    }

    /// <summary>
    /// Whether something may reap children that nobody waits for by name: the facts above, and waits whose pid comes from elsewhere than a spawn.
    /// It is there for silence: <see cref="ReapsAnyChild(CancellationToken)"/> is what can be relied on.
    /// </summary>
    public bool MayReapAnyChild(CancellationToken cancellation) =>
        ReapsAnyChild(cancellation)
        || ReapersOf(cancellation).IsUncertain
        || (IgnoresSigchld(cancellation) && !ProcessIsInUse(cancellation));

    /// <summary>What is wrong with a wait for any child, if it runs at SIGCHLD.</summary>
    public HandlerFault FaultOf(SyntaxNode wait, CancellationToken cancellation)
    {
        SigchldFaults faults;
        lock (_gate)
        {
            faults = _faults ??= FindFaults(cancellation);
        }

        return faults.Of(wait) == HandlerFault.WaitsOnce && IsDrained(faults, cancellation) ? HandlerFault.None : faults.Of(wait);
    }

    private bool FindProcess(CancellationToken cancellation) =>
        ZombieGuardOptions.ProcessIsInUse(_options, _compilation.SyntaxTrees)
        ?? (!IsProgram
            || _compilation.ReferencedAssemblyNames.Any(assembly => _known.StartsProcesses(assembly.Name))
            || _uses.IsUsed(ChildRole.Spawns, entry => entry is { Kind: ChildKind.Managed, MemberId: not null }, cancellation));

    private bool IsProgram => _compilation.Options.OutputKind
        is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    private Reapers ReapersOf(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _reapers ??= FindReapers(cancellation);
        }
    }

    private Reapers FindReapers(CancellationToken cancellation)
    {
        var certain = ImmutableArray.CreateBuilder<(SyntaxNode Call, bool Loops)>();
        certain.AddRange(_uses.Calls(ChildRole.Reaps, _ => true, cancellation).Select(call => (call.Syntax, true)));
        var isUncertain = _uses.IsHandedOn(ChildRole.Discharges, NativeWait.IsOfFamily, cancellation);
        foreach (var (call, via) in _uses.CallsAndCallers(ChildRole.Discharges, NativeWait.IsOfFamily, cancellation))
        {
            if (NativeWait.Of(call, _known, via) is not { Consumes: true } wait)
            {
                continue;
            }

            if (wait.Scope == WaitScope.Any)
            {
                var outermost = via is null ? call : Outermost(via);
                certain.Add((outermost.Syntax, GoesOn(call) || GoesOn(outermost)));
            }
            else if (via is null)
            {
                isUncertain |= wait.Scope == WaitScope.Group
                    || (wait.Scope == WaitScope.Unknown && call.ValueIn(wait.Entry.Child) is { } pid && !PidOrigin.IsOfSpawn(pid, _known));
            }
        }

        return new(certain.ToImmutable(), isUncertain);
    }

    // A lambda outside a handler is a timer's, or a task's that loops elsewhere.
    private static bool GoesOn(IOperation call) => OwnFunction.LoopsAround(call).Any() || OwnFunction.Around(call) is AnonymousFunctionExpressionSyntax;

    private static IInvocationOperation Outermost(CallSite via)
    {
        while (via.Outer is { } outer)
        {
            via = outer;
        }

        return via.Call;
    }

    private bool FindIgnored(CancellationToken cancellation) =>
        _uses.CallsAndCallers(ChildRole.SetsSigchld, _ => true, cancellation)
            .Any(use => _known.LinesAbout(use.Call, use.Via)
                .Any(entry => entry.Role == ChildRole.SetsSigchld && SigchldChanges.Of(use.Call, entry, _known, use.Via) == SigchldChange.Ignored));

    private SigchldFaults FindFaults(CancellationToken cancellation)
    {
        var faults = new SigchldFaults(_known, Wrappers);
        foreach (var role in new[] { ChildRole.HandlesSigchld, ChildRole.SetsSigchld })
        {
            foreach (var (call, via) in _uses.CallsAndCallers(role, _ => true, cancellation))
            {
                foreach (var handler in _known.LinesAbout(call, via).Where(entry => entry.Role == role).SelectMany(entry => SigchldChanges.HandlersOf(call, entry)))
                {
                    if (OwnFunction.OfValue(handler, via) is { } function)
                    {
                        faults.Add(function);
                    }
                }
            }
        }

        foreach (var call in _uses.Calls(ChildRole.AwaitsSignal, _ => true, cancellation).OfType<IInvocationOperation>())
        {
            faults.AddLoopAround(call);
        }

        return faults;
    }

    // What one handler leaves, another handler, a loop elsewhere or the library's reaper may collect.
    private bool IsDrained(SigchldFaults faults, CancellationToken cancellation) =>
        faults.MayDrain || ReapersOf(cancellation).Certain.Any(reaper => reaper.Loops && !faults.Runs(reaper.Call));

    /// <param name="Certain">The waits that take any child and the library's reapers, and whether they go on doing so.</param>
    /// <param name="IsUncertain">Whether there are waits of which nobody knows whom they take.</param>
    private sealed record Reapers(ImmutableArray<(SyntaxNode Call, bool Loops)> Certain, bool IsUncertain);
}

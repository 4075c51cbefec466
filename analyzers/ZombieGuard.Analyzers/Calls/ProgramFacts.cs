using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
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

    // A box, so that it is written at once; two threads that find the same fact find the same.
    private object? _processIsInUse;
    private object? _ignoresSigchld;
    private Reapers? _reapers;
    private HashSet<SyntaxNode>? _handlers;

    public ProgramFacts(Compilation compilation, KnownSymbols known, AnalyzerConfigOptionsProvider options)
    {
        _compilation = compilation;
        _known = known;
        _options = options;
        _uses = new ProgramUses(compilation, known);
    }

    /// <summary>
    /// Whether something may use <c>Process</c>: the program starts one, or is a library whose host may, or references a
    /// package that does; or the user says so.
    /// </summary>
    public bool ProcessIsInUse(CancellationToken cancellation) => (bool)(_processIsInUse ??= FindProcess(cancellation));

    /// <summary>Whether somewhere in the program any child is waited for and taken, or a reaper of the library is started.</summary>
    public bool ReapsAnyChild(CancellationToken cancellation) => (_reapers ??= FindReapers(cancellation)).Certain.Length > 0;

    /// <summary>As <see cref="ReapsAnyChild(CancellationToken)"/>, leaving out what lies in <paramref name="outside"/>.</summary>
    public bool ReapsAnyChild(SyntaxNode outside, CancellationToken cancellation) =>
        (_reapers ??= FindReapers(cancellation)).Certain.Any(call => call.SyntaxTree != outside.SyntaxTree || !outside.Span.Contains(call.Span));

    /// <summary>Whether the program sets SIGCHLD to SIG_IGN or SA_NOCLDWAIT, so that the kernel keeps no zombie. It breaks <c>Process</c>.</summary>
    public bool IgnoresSigchld(CancellationToken cancellation) => (bool)(_ignoresSigchld ??= FindIgnored(cancellation));

    /// <summary>
    /// Whether something may reap children that nobody waits for by name: the facts above, and waits whose pid comes from elsewhere than a spawn.
    /// It is there for silence: <see cref="ReapsAnyChild(CancellationToken)"/> is what can be relied on.
    /// </summary>
    public bool MayReapAnyChild(CancellationToken cancellation) =>
        ReapsAnyChild(cancellation)
        || (_reapers ??= FindReapers(cancellation)).IsUncertain
        || (IgnoresSigchld(cancellation) && !ProcessIsInUse(cancellation));

    /// <summary>Whether the function (a method, local function or lambda) runs at each SIGCHLD.</summary>
    public bool HandlesSigchld(SyntaxNode function, CancellationToken cancellation) => (_handlers ??= FindHandlers(cancellation)).Contains(function);

    private bool FindProcess(CancellationToken cancellation) =>
        ZombieGuardOptions.ProcessIsInUse(_options, _compilation.SyntaxTrees)
        ?? (!IsProgram
            || _compilation.ReferencedAssemblyNames.Any(assembly => _known.StartsProcesses(assembly.Name))
            || _uses.IsUsed(ChildRole.Spawns, entry => entry is { Kind: ChildKind.Managed, MemberId: not null }, cancellation));

    private bool IsProgram => _compilation.Options.OutputKind
        is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    private Reapers FindReapers(CancellationToken cancellation)
    {
        var certain = ImmutableArray.CreateBuilder<SyntaxNode>();
        certain.AddRange(_uses.Calls(ChildRole.Reaps, _ => true, cancellation).Select(call => call.Syntax));
        var isUncertain = false;
        foreach (var call in _uses.Calls(ChildRole.Discharges, NativeWait.IsOfFamily, cancellation).OfType<IInvocationOperation>())
        {
            if (NativeWait.Of(call, _known) is not { Consumes: true } wait)
            {
                continue;
            }

            if (wait.Scope == WaitScope.Any)
            {
                certain.Add(call.Syntax);
            }
            else if (wait.Scope == WaitScope.Unknown)
            {
                isUncertain |= call.ValueIn(wait.Entry.Child) is { } pid && !PidOrigin.IsOfSpawn(pid, _known);
            }
        }

        return new(certain.ToImmutable(), isUncertain);
    }

    private bool FindIgnored(CancellationToken cancellation) =>
        _uses.Calls(ChildRole.SetsSigchld, _ => true, cancellation).OfType<IInvocationOperation>()
            .Any(call => _known.EntriesOf(call)
                .Any(entry => entry.Role == ChildRole.SetsSigchld && SigchldChanges.Of(call, entry, _known) == SigchldChange.Ignored));

    private HashSet<SyntaxNode> FindHandlers(CancellationToken cancellation)
    {
        var handlers = new SigchldHandlers(_compilation, cancellation);
        foreach (var role in new[] { ChildRole.HandlesSigchld, ChildRole.SetsSigchld })
        {
            foreach (var call in _uses.Calls(role, _ => true, cancellation).OfType<IInvocationOperation>())
            {
                foreach (var entry in _known.EntriesOf(call).Where(entry => entry.Role == role))
                {
                    handlers.Add(call.ValueIn(entry.Handler));
                }
            }
        }

        return handlers.Functions;
    }

    private sealed record Reapers(ImmutableArray<SyntaxNode> Certain, bool IsUncertain);
}

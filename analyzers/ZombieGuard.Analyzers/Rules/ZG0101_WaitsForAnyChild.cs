using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Calls;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0101: a wait for any child, where Process is in use, takes the runtime's children away from it.</summary>
internal sealed class ZG0101_WaitsForAnyChild : CallRule
{
    internal const string Id = "ZG0101";

    private static readonly DiagnosticDescriptor Steals = Descriptors.Create(
        Id,
        "Wait for any child takes the children of Process",
        "'{0}' waits for any child and so also takes those that Process has started, whose WaitForExit then never returns; "
        + "wait for each pid of your own, or let ChildReaper of the package ZombieGuard.Runtime reap them",
        "The .NET runtime waits for each child of Process itself. When waitpid(-1), wait or waitid(P_ALL) gets there first, the exit code is "
        + "lost and nothing tells the runtime, so WaitForExit hangs for ever; now and then the runtime notices, and ends the program.");

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Steals);

    public override bool SeesThroughWrappers => true;

    public override DiagnosticDescriptor? DescriptorFor(KnownCall call) =>
        NativeWait.Of(call.Operation, call.Entry, call.Via) is { TakesAny: true } && call.Program.ProcessIsInUse(call.Cancellation) ? Steals : null;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0102: a wait by pid, or an adoption, of a child that Process started and waits for itself.</summary>
internal sealed class ZG0102_WaitsForAProcessById : CallRule
{
    internal const string Id = "ZG0102";

    private const string Title = "Child of Process is waited for by its pid";

    private const string Description =
        "The .NET runtime waits for each child of Process itself. When somebody else takes the child's status, by waitpid(process.Id), the "
        + "exit code is lost and nothing tells the runtime: WaitForExit hangs for ever, or the runtime notices and ends the program.";

    private static readonly DiagnosticDescriptor Waits = Descriptors.Create(
        Id, Title, "'{0}' takes the exit of a child that Process waits for itself, so its WaitForExit never returns; "
        + "call WaitForExit on the Process instead", Description);

    private static readonly DiagnosticDescriptor Adopts = Descriptors.Create(
        Id, Title, "'{0}' makes the reaper wait for a child that Process waits for itself, so one of the two never learns of its exit; "
        + "call WaitForExit on the Process instead", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Waits, Adopts);

    public override bool SeesThroughWrappers => true;

    public override DiagnosticDescriptor? DescriptorFor(KnownCall call)
    {
        if (call.Operation.ValueIn(call.Entry.Child) is not { } pid)
        {
            return null;
        }

        var sentence = call.Entry.Role == ChildRole.Adopts ? Adopts
            : NativeWait.Of(call.Operation, call.Entry, call.Via) is { Consumes: true, Scope: WaitScope.One or WaitScope.Unknown } ? Waits
            : null;
        return sentence is not null && PidOrigin.IsOfManagedChild(pid, call.Known, call.Via) ? sentence : null;
    }
}

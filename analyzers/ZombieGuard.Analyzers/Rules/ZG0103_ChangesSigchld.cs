using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0103: SIGCHLD is ignored or given another handler where the runtime needs it for Process.</summary>
internal sealed class ZG0103_ChangesSigchld : CallRule
{
    internal const string Id = "ZG0103";

    private const string Title = "SIGCHLD is taken from the runtime";

    private const string Description =
        "The .NET runtime learns by its SIGCHLD handler that a child of Process has ended. With the signal ignored, set back to its default or "
        + "given another handler, it never learns it: WaitForExit hangs for ever and HasExited stays false.";

    private static readonly DiagnosticDescriptor Ignored = Descriptors.Create(
        Id, Title, "'{0}' makes the kernel throw the exit of every child away, so WaitForExit of each Process never returns; "
        + "leave SIGCHLD alone and wait for each pid of your own, or let ChildReaper of the package ZombieGuard.Runtime reap them", Description);

    private static readonly DiagnosticDescriptor Replaced = Descriptors.Create(
        Id, Title, "'{0}' replaces the SIGCHLD handler by which the runtime learns that a Process has ended, so once that is there WaitForExit never returns; "
        + "be told of the signal by PosixSignalRegistration, which leaves the handler in place", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Ignored, Replaced);

    public override bool SeesThroughWrappers => true;

    public override DiagnosticDescriptor? DescriptorFor(KnownCall call)
    {
        if (call.Entry.Role != ChildRole.SetsSigchld)
        {
            return null;
        }

        var sentence = SigchldChanges.Of(call.Operation, call.Entry, call.Known, call.Via) switch
        {
            SigchldChange.Ignored => Ignored,
            SigchldChange.Replaced => Replaced,
            _ => null,
        };
        return sentence is not null && call.Program.ProcessIsInUse(call.Cancellation) ? sentence : null;
    }

    public override DiagnosticDescriptor? DescriptorForNew(CatalogueEntry entry, ProgramFacts program, CancellationToken cancellation) =>
        entry.Role == ChildRole.SetsSigchld && program.ProcessIsInUse(cancellation) ? Replaced : null;
}

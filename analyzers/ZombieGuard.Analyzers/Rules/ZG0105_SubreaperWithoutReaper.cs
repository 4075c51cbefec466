using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0105: the program becomes the parent of its orphaned descendants, and nothing in it reaps them.</summary>
internal sealed class ZG0105_SubreaperWithoutReaper : CallRule
{
    internal const string Id = "ZG0105";

    private static readonly DiagnosticDescriptor NobodyReaps = Descriptors.Create(
        Id,
        "Subreaper without a reaper",
        "'{0}' makes this program the parent of its orphaned descendants and nothing in it reaps them, so each stays a zombie until this program ends; "
        + "start ChildReaper.ReapUnowned of the package ZombieGuard.Runtime beside it",
        "A subreaper inherits the orphans among its descendants and, like init, owes each a wait. The .NET runtime does not reap them: it knows "
        + "only what Process has started.");

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(NobodyReaps);

    public override bool SeesThroughWrappers => true;

    public override DiagnosticDescriptor? DescriptorFor(KnownCall call) =>
        call.Entry.Role == ChildRole.AdoptsOrphans
        && KnownNumber.In(call.Operation, call.Entry.Flag, call.Via) is not (null or 0)
        && !call.Program.MayReapAnyChild(call.Cancellation)
            ? NobodyReaps
            : null;
}

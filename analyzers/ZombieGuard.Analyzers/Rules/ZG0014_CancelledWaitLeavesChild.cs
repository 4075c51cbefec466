using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0014: a cancelled wait leaves the process running.</summary>
internal sealed class ZG0014_CancelledWaitLeavesChild : ObligationRule
{
    internal const string Id = "ZG0014";

    private const string Title = "Cancelled wait leaves the process running";

    private const string Description =
        "The token of WaitForExitAsync ends the wait and nothing else. The process runs on, and nobody has it any more.";

    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "Cancelling '{4}' ends the wait, not the process that '{0}' starts, which then runs on with nobody to end it; "
        + "kill it and wait for it when the wait is cancelled", Description, DiagnosticSeverity.Info);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding is { Cause: Cause.Cancelled, Kind: ChildKind.Managed } ? Process : null;
}

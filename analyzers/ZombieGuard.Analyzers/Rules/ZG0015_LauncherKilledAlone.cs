using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0015: a shell or launcher is killed, and not what it has started.</summary>
internal sealed class ZG0015_LauncherKilledAlone : ObligationRule
{
    internal const string Id = "ZG0015";

    private const string Title = "Launcher is killed alone";

    private const string Description =
        "Kill() ends one process. A shell, npm or sudo starts the real work as a child of its own, which then runs on without a parent; "
        + "Kill(entireProcessTree: true) ends it, too.";

    private static readonly DiagnosticDescriptor Alone = Descriptors.Create(
        Id, Title, "'{4}' ends only the launcher that '{0}' starts, and the programs that it has started run on; "
        + "call Kill(entireProcessTree: true)", Description, DiagnosticSeverity.Info);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Alone);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) => finding.Cause == Cause.LauncherKilled ? Alone : null;
}

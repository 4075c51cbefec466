using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0006: several children started in a loop, and fewer waited for.</summary>
internal sealed class ZG0006_FewerWaitsThanChildren : ObligationRule
{
    // NoFix: where the children are kept until all have been started is a decision about the loop.
    internal const string Id = "ZG0006";

    private const string Title = "Fewer waits than children";

    private const string Description =
        "Each turn of a loop starts a child, but what waits behind the loop collects only one of them, the last, or one too few.";

    // NoFix: where the children are kept, and what a failed one means to the others, is the program's decision.
    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "The loop starts a process with '{0}' in each turn, but '{4}' waits for fewer of them, so the exits of the others are lost; "
        + "keep each Process and wait for all", Description);

    private static readonly DiagnosticDescriptor Raw = Descriptors.Create(
        Id, Title, "The loop starts a child with '{0}' in each turn, but '{4}' waits for fewer of them, so the others stay zombies until this program ends; "
        + "wait once for each child", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process, Raw);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding.Cause != Cause.Fewer ? null
        : finding.Kind == ChildKind.Managed ? Process
        : platform.HasNoZombies ? null : Raw;
}

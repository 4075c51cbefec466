using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0012: a timed wait returned true, and the collected output is used at once.</summary>
internal sealed class ZG0012_TimedWaitMissesLines : ObligationRule
{
    internal const string Id = "ZG0012";

    private const string Title = "Timed wait misses lines of output";

    private const string Description =
        "WaitForExit with a timeout waits for the process, not for the handlers that receive its output: lines that are still in the pipe come later, or "
        + "never. The overload without a timeout waits for them.";

    private static readonly DiagnosticDescriptor Missing = Descriptors.Create(
        Id, Title, "'{4}' returns when the process that '{0}' starts has ended, not when the handlers have its last lines, so lines are missing from what is "
        + "used after it; call WaitForExit() without a timeout in between", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Missing);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) => finding.Cause == Cause.LinesMissing ? Missing : null;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0008: a handler waits for the exit, and nothing raises the event.</summary>
internal sealed class ZG0008_ExitEventNeverRaised : ObligationRule
{
    internal const string Id = "ZG0008";

    private const string Title = "Exited is never raised";

    private const string Description =
        "A Process raises Exited when EnableRaisingEvents is set, or when somebody looks at HasExited, ExitCode or ExitTime or awaits WaitForExitAsync. "
        + "WaitForExit alone does not raise it.";

    private static readonly DiagnosticDescriptor Never = Descriptors.Create(
        Id, Title, "The handler of 'Exited' never runs when the process that '{0}' starts ends, since nothing enables the event; "
        + "set EnableRaisingEvents to true before the start", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Never);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) => finding.Cause == Cause.ExitNeverRaised ? Never : null;
}

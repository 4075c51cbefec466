using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0009: waits for the exit before the redirected output is read.</summary>
internal sealed class ZG0009_WaitsBeforeReading : ObligationRule
{
    internal const string Id = "ZG0009";

    private const string Title = "Waits before the output is read";

    private const string Description =
        "A pipe holds 64 KiB. A process that has more to say blocks until somebody reads, and somebody who waits for its exit first does not read: both "
        + "wait for ever. Read first, or while you wait.";

    private static readonly DiagnosticDescriptor Before = Descriptors.Create(
        Id, Title, "'{4}' waits for the process that '{0}' starts before its redirected output is read, and never returns when the output fills the pipe; "
        + "read the output first", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Before);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) => finding.Cause == Cause.WaitsBeforeReading ? Before : null;
}

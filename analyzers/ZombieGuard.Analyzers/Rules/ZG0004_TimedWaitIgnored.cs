using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0004: a bounded or non-blocking wait whose "not yet" is ignored.</summary>
internal sealed class ZG0004_TimedWaitIgnored : ObligationRule
{
    internal const string Id = "ZG0004";

    private const string Title = "Timed wait is ignored";

    private const string Description =
        "A wait with a timeout, or one that does not block, may return while the child still runs. Only its result tells, and code that does not look "
        + "at it, or does nothing about the child when it says no, goes on beside a running child.";

    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "'{4}' may return while the process that '{0}' starts is still running, and nothing here acts on that, so this code goes on beside it; "
        + "test what it returns, and kill the process or wait again", Description);

    private static readonly DiagnosticDescriptor GaveUp = Descriptors.Create(
        Id, Title, "'{4}' may give up while the process that '{0}' starts is still running, and nothing here acts on that, so this code goes on beside it; "
        + "where it times out, kill the process or wait again", Description);

    private static readonly DiagnosticDescriptor Raw = Descriptors.Create(
        Id, Title, "'{4}' may return before the child that '{0}' starts has ended, and nothing here acts on that, so the child becomes a zombie when it ends; "
        + "test what it returns, and wait again", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process, GaveUp, Raw);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding.Cause != Cause.TimedWait ? null
        : finding.Kind == ChildKind.Managed ? (finding.At?.ToString() == "WaitAsync" ? GaveUp : Process)
        : platform.HasNoZombies ? null : Raw;
}

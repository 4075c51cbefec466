using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0003: a child in a private field or property that no code which can reach it waits for, observes or hands on.</summary>
internal sealed class ZG0003_KeptChildNeverWaited : ObligationRule
{
    // NoFix: which member should wait, and for how long, is a decision about the type.
    internal const string Id = "ZG0003";

    private const string Title = "Child kept in a field is never waited for";

    private const string Description =
        "Only the type itself can reach a private field. Where none of its members waits for the child in it, subscribes to its exit or hands it "
        + "on, nobody does: starting, killing and disposing it, reading its Id, HasExited or output is no wait.";

    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "The process that '{0}' starts is kept in '{2}', but nothing that can reach '{2}' waits for it or observes its exit, so its exit code "
        + "is lost; wait for it where '{3}' stops it, or subscribe to Exited and set EnableRaisingEvents", Description);

    private static readonly DiagnosticDescriptor ProcessQuietly = Descriptors.AsInfo(Process);

    private static readonly DiagnosticDescriptor Raw = Descriptors.Create(
        Id, Title, "The child that '{0}' starts is kept in '{2}', but nothing that can reach '{2}' waits for it, so it stays a zombie from its end until "
        + "this program's; wait for it with waitpid", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process, ProcessQuietly, Raw);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding.Cause != Cause.Kept ? null
        : finding.Kind == ChildKind.Managed ? (platform.HasNoZombies ? ProcessQuietly : Process)
        : platform.HasNoZombies ? null : Raw;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0001: a raw child (posix_spawn, fork, popen …) that some normal path does not wait for stays a zombie.</summary>
internal sealed class ZG0001_ChildNeverWaited : ObligationRule
{
    internal const string Id = "ZG0001";

    private const string Title = "Raw child process is never waited for";

    private const string Description =
        "The .NET runtime reaps only what System.Diagnostics.Process started. A child made by posix_spawn, fork, forkpty or popen that "
        + "nobody waits for stays a zombie until this program ends, and makes every later SIGCHLD dearer.";

    private static readonly DiagnosticDescriptor Never = Descriptors.Create(
        Id, Title, "The child that '{0}' starts is never waited for, so it stays a zombie from its end until this program's; "
        + "wait for it with waitpid, or hand it to ChildReaper of the package ZombieGuard.Runtime", Description);

    private static readonly DiagnosticDescriptor SomePath = Descriptors.Create(
        Id, Title, "The child that '{0}' starts is not waited for {1}, so there it stays a zombie until this program ends; wait for it on that path too", Description);

    private static readonly DiagnosticDescriptor Discarded = Descriptors.Create(
        Id, Title, "Nobody keeps the child that '{0}' starts, so it stays a zombie from its end until this program's; keep its pid and wait for it", Description);

    private static readonly DiagnosticDescriptor Overwritten = Descriptors.Create(
        Id, Title, "The variable with the child that '{0}' starts is overwritten before anybody waits, so the child stays a zombie until this program ends; wait for it first", Description);

    private static readonly DiagnosticDescriptor InLoop = Descriptors.Create(
        Id, Title, "Each turn of the loop starts a child with '{0}' and forgets the one before, so zombies pile up until no process can be started; wait for each of them", Description);

    private static readonly DiagnosticDescriptor Killed = Descriptors.Create(
        Id, Title, "The child that '{0}' starts is killed but not waited for, so it stays a zombie until this program ends; call waitpid after the kill", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } =
        ImmutableArray.Create(Never, SomePath, Discarded, Overwritten, InLoop, Killed);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding.Kind != ChildKind.Raw || platform.HasNoZombies ? null : finding.Cause switch
        {
            Cause.SomePath => SomePath,
            Cause.Discarded => Discarded,
            Cause.Overwritten => Overwritten,
            Cause.InLoop => InLoop,
            Cause.Killed => Killed,
            Cause.Never or Cause.Disposed => Never,
            _ => null,
        };
}

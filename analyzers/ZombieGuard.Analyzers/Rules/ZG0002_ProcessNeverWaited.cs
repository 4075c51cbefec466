using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0002: a started Process that some normal path neither waits for nor hands over: its exit is lost.</summary>
internal sealed class ZG0002_ProcessNeverWaited : ObligationRule
{
    internal const string Id = "ZG0002";

    private const string Title = "Started process is never waited for";

    private const string Description =
        "The .NET runtime reaps a Process that is never waited for, so it is no zombie. What is lost is its exit: whether it failed, and when "
        + "it ended; code that goes on meanwhile works beside a process that may still be running. Disposing or killing is not waiting.";

    private static readonly DiagnosticDescriptor Never = Descriptors.Create(
        Id, Title, "The process that '{0}' starts is never waited for, so its exit code is lost; "
        + "call WaitForExit or await WaitForExitAsync", Description);

    private static readonly DiagnosticDescriptor SomePath = Descriptors.Create(
        Id, Title, "The process that '{0}' starts is not waited for {1}, so there its exit code is lost; "
        + "wait for it on that path too", Description);

    private static readonly DiagnosticDescriptor Discarded = Descriptors.Create(
        Id, Title, "The process that '{0}' starts is forgotten at once, so its exit code is lost; "
        + "keep the Process and call WaitForExit", Description);

    private static readonly DiagnosticDescriptor Overwritten = Descriptors.Create(
        Id, Title, "The variable with the process that '{0}' starts is overwritten before anybody waits, so the exit code is lost; "
        + "call WaitForExit first", Description);

    private static readonly DiagnosticDescriptor InLoop = Descriptors.Create(
        Id, Title, "Each turn of the loop starts a process with '{0}' and forgets the one before, so their exit codes are lost; "
        + "call WaitForExit on each of them", Description);

    private static readonly DiagnosticDescriptor Disposed = Descriptors.Create(
        Id, Title, "The process that '{0}' starts is disposed but not waited for, and disposing does not end it, so it may run on unnoticed; "
        + "call WaitForExit before", Description);

    // Windows and .NET Framework know no zombies, and many starts there open documents: the same sentences, more quietly.
    private static readonly ImmutableDictionary<Cause, (DiagnosticDescriptor Warning, DiagnosticDescriptor Info)> ByCause =
        new Dictionary<Cause, DiagnosticDescriptor>
        {
            [Cause.Never] = Never,
            [Cause.SomePath] = SomePath,
            [Cause.Discarded] = Discarded,
            [Cause.Overwritten] = Overwritten,
            [Cause.InLoop] = InLoop,
            [Cause.Disposed] = Disposed,
        }.ToImmutableDictionary(s => s.Key, s => (s.Value, Descriptors.AsInfo(s.Value)));

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } =
        ByCause.OrderBy(s => s.Key).SelectMany(s => new[] { s.Value.Warning, s.Value.Info }).ToImmutableArray();

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform)
    {
        if (finding.Kind != ChildKind.Managed || !ByCause.TryGetValue(finding.Cause, out var sentence))
        {
            return null;
        }

        return platform.HasNoZombies ? sentence.Info : sentence.Warning;
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0005: a Process that is killed and not waited for.</summary>
internal sealed class ZG0005_KilledNotWaited : ObligationRule
{
    internal const string Id = "ZG0005";

    private const string Title = "Killed process is not waited for";

    private const string Description =
        "Kill asks for the end and returns at once. Until the process is gone it holds its files, ports and locks; code that deletes or reopens them "
        + "fails now and then.";

    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "'{4}' returns before the process that '{0}' starts has ended, so its files and ports may still be in use when this code goes on; "
        + "call WaitForExit after it", Description, DiagnosticSeverity.Info);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding is { Cause: Cause.Killed, Kind: ChildKind.Managed } ? Process : null;
}

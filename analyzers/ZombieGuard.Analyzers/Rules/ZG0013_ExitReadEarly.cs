using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0013: the exit code is read where the process may still run.</summary>
internal sealed class ZG0013_ExitReadEarly : ObligationRule
{
    internal const string Id = "ZG0013";

    private const string Title = "Exit code is read too early";

    private const string Description =
        "ExitCode and ExitTime throw InvalidOperationException until the process has ended. The end of its output, a kill, or a timed wait that said no "
        + "does not prove the end.";

    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "'{4}' throws InvalidOperationException while the process that '{0}' starts is still running, and nothing before it makes sure of the end; "
        + "call WaitForExit first", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding is { Cause: Cause.ExitReadEarly, Kind: ChildKind.Managed } ? Process : null;
}

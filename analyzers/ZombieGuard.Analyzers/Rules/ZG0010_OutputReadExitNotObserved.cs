using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0010: the output is read to its end, and the exit is never observed.</summary>
internal sealed class ZG0010_OutputReadExitNotObserved : ObligationRule
{
    internal const string Id = "ZG0010";

    private const string Title = "Output is read, exit is not observed";

    private const string Description =
        "The end of the output is not the end of the process, and it does not tell whether the process failed: a half-written output ends like a "
        + "whole one.";

    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "The output of the process that '{0}' starts is read to its end by '{4}', but nothing waits for the process, so a failure goes unseen; "
        + "call WaitForExit after it and look at ExitCode", Description, DiagnosticSeverity.Info);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding is { Cause: Cause.OutputRead, Kind: ChildKind.Managed } ? Process : null;
}

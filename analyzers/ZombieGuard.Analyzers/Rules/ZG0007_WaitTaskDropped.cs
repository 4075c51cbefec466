using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0007: the task of WaitForExitAsync is dropped.</summary>
internal sealed class ZG0007_WaitTaskDropped : ObligationRule
{
    internal const string Id = "ZG0007";

    private const string Title = "Task of a wait is dropped";

    private const string Description =
        "WaitForExitAsync returns at once with a task that ends when the process does. Who drops the task has not waited, and the compiler warns of it "
        + "in asynchronous methods only.";

    private static readonly DiagnosticDescriptor Process = Descriptors.Create(
        Id, Title, "The task of '{4}' is dropped, so this code goes on while the process that '{0}' starts is still running; await the task", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Process);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) =>
        finding is { Cause: Cause.WaitDropped, Kind: ChildKind.Managed } ? Process : null;
}

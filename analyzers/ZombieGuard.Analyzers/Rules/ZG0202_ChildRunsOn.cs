using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0202: the branch of a forked child ends, and the child runs on into what its parent does.</summary>
internal sealed class ZG0202_ChildRunsOn : ObligationRule
{
    internal const string Id = "ZG0202";

    // NoFix: with which code the child should end, and whether it should end here at all, only the author knows.
    private static readonly DiagnosticDescriptor RunsOn = Descriptors.Create(
        Id,
        "Forked child runs on into the parent's code",
        "The child of '{0}' runs on from here into the code of its parent, so that code runs twice; end the child's branch with _exit",
        "A forked child is a copy of its parent, with the same code ahead of it. Only a branch that ends the child (_exit, a successful exec) keeps it from "
        + "doing the parent's work a second time.");

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(RunsOn);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) => finding.Cause == Cause.ChildRunsOn ? RunsOn : null;
}

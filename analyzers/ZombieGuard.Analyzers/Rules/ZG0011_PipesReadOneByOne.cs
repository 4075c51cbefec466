using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0011: two redirected pipes read one after the other, only one read, or none.</summary>
internal sealed class ZG0011_PipesReadOneByOne : ObligationRule
{
    // NoFix: whether the other output is wanted at all decides between reading it and not redirecting it.
    internal const string Id = "ZG0011";

    private const string Title = "Redirected output is not read beside the other";

    private const string Description =
        "A pipe holds 64 KiB. A process that writes to one pipe while this code reads the other to its end blocks when the first is full; so does one "
        + "whose redirected output nobody reads.";

    // NoFix: a reader that runs beside this code, and what becomes of what it reads, has to be designed.
    private static readonly DiagnosticDescriptor OneByOne = Descriptors.Create(
        Id, Title, "'{4}' reads one output of the process that '{0}' starts to its end before anybody reads the other, so both sides hang when the other pipe "
        + "fills up; read both at the same time", Description, DiagnosticSeverity.Info);

    private static readonly DiagnosticDescriptor OnlyOne = Descriptors.Create(
        Id, Title, "'{4}' reads one output of the process that '{0}' starts, and nobody reads the other, so both sides hang when the other pipe fills up; "
        + "read both at the same time, or do not redirect it", Description, DiagnosticSeverity.Info);

    private static readonly DiagnosticDescriptor Unread = Descriptors.Create(
        Id, Title, "An output of the process that '{0}' starts is redirected, and nobody reads it, so the process hangs when the pipe fills up; "
        + "read it, or do not redirect it", Description, DiagnosticSeverity.Info);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(OneByOne, OnlyOne, Unread);

    public override DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform) => finding.Cause switch
    {
        Cause.ReadOneByOne => OneByOne,
        Cause.ReadOnlyOne => OnlyOne,
        Cause.NeverRead => Unread,
        _ => null,
    };
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>A wait obligation that a path leaves open.</summary>
/// <param name="Site">Where the child is spawned.</param>
/// <param name="Cause">In what way it is left open.</param>
/// <param name="Path">The tests and handlers on the path, first step first.</param>
/// <param name="Parting">The step at which the path parts from those that wait; null when there is none.</param>
/// <param name="Variable">The variable that holds the child behind the spawning statement; null when none does.</param>
internal sealed record Finding(ChildSite Site, Cause Cause, ImmutableArray<WitnessStep> Path, WitnessStep? Parting, string? Variable)
{
    /// <summary>The field or property that keeps the child; null for none.</summary>
    public ISymbol? Member { get; init; }

    /// <summary>The name of the call that falls short; null where the finding stands on the spawning call.</summary>
    public SyntaxNode? At { get; init; }

    /// <summary>Who would reap the child.</summary>
    public ChildKind Kind => Site.Entry.Kind;

    /// <summary>The name of the API as people call it: <c>Process.Start</c>, <c>fork</c>.</summary>
    public string Api => Site.Call.TargetMethod is { IsExtern: false } method && Site.Entry.MemberId is not null
        ? method.ContainingType.Name + "." + method.Name
        : Site.Entry.EntryPoint ?? Site.Call.TargetMethod.Name;
}

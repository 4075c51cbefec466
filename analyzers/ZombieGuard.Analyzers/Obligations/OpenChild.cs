using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>A child that some path of a member does not wait for, or leaves in a field or property.</summary>
/// <param name="Site">Where it is spawned.</param>
/// <param name="Finding">What a path leaves open; null when members of the program keep the child on each path that does not wait.</param>
/// <param name="KeptIn">The members of the program's own that keep it; empty for none.</param>
internal sealed record OpenChild(ChildSite Site, Finding? Finding, ImmutableArray<ISymbol> KeptIn);

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>What is asked about a method of the program.</summary>
/// <param name="Method">The method's definition.</param>
/// <param name="Handed">What it is given.</param>
/// <param name="IsForOwnChildren">Whether its own children are asked about.</param>
/// <param name="Kind">Who reaps the child that it is given.</param>
/// <param name="HandleType">The type of the child's handle; null where the method's own children are asked about.</param>
internal readonly record struct SummaryKey(IMethodSymbol Method, string Handed, bool IsForOwnChildren, ChildKind Kind, ITypeSymbol? HandleType);

/// <summary>The ways through a method, and what it took to find them.</summary>
/// <param name="Outcomes">The ways; none when the method never returns.</param>
/// <param name="Spawned">What starts the children that the method hands to its caller; null when it hands out none, or was not asked.</param>
/// <param name="Height">The longest chain of calls below the method that was followed.</param>
/// <param name="Cost">How many bodies were looked into, its own included.</param>
internal sealed record Summary(ImmutableArray<CallOutcome> Outcomes, SpawnedChild? Spawned, int Height, int Cost);

/// <summary>A child that a method starts and hands to its caller.</summary>
/// <param name="Kind">Who would reap it.</param>
/// <param name="HandleType">The type of its handle.</param>
/// <param name="IsFork">Whether zero in its place means that this is the child itself.</param>
/// <param name="StartInfo">The parameter with the start information; the slot is empty when the method makes it itself.</param>
/// <param name="File">The parameter with the program's name.</param>
/// <param name="CommandLine">The parameter with the arguments as one text.</param>
internal sealed record SpawnedChild(ChildKind Kind, ITypeSymbol? HandleType, bool IsFork, Slot StartInfo, Slot File, Slot CommandLine);

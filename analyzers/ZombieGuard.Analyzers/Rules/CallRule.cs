using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>A rule about a call, whatever becomes of the child.</summary>
internal abstract class CallRule
{
    /// <summary>One descriptor a sentence; all have the rule's ID.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Sentences { get; }

    /// <summary>The sentence for the call; null when there is nothing to say.</summary>
    public abstract DiagnosticDescriptor? DescriptorFor(KnownCall call);

    /// <summary>Gets a value indicating whether the rule also speaks at a call of the program's own method that wraps the API.</summary>
    public virtual bool SeesThroughWrappers => false;

    /// <summary>The sentence for making an object that the catalogue speaks of; null when there is nothing to say.</summary>
    public virtual DiagnosticDescriptor? DescriptorForNew(CatalogueEntry entry, ProgramFacts program, CancellationToken cancellation) => null;
}

/// <summary>A call that the catalogue speaks of, and what may be asked about it.</summary>
/// <param name="Operation">The call.</param>
/// <param name="Entry">One line about it.</param>
/// <param name="Known">All lines.</param>
/// <param name="Program">What holds for the whole program; asking costs, so a rule asks last.</param>
/// <param name="Cancellation">Ends the asking.</param>
/// <param name="Via">The call of the program's own method that leads to <paramref name="Operation"/>; null where that is looked at by itself.</param>
internal sealed record KnownCall(
    IInvocationOperation Operation, CatalogueEntry Entry, KnownSymbols Known, ProgramFacts Program, CancellationToken Cancellation, CallSite? Via = null)
{
    /// <summary>Gets the call that findings stand on.</summary>
    public IInvocationOperation Site
    {
        get
        {
            var site = Via;
            while (site?.Outer is { } outer)
            {
                site = outer;
            }

            return site?.Call ?? Operation;
        }
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>A rule about an open wait obligation: says which findings are its own, and in which words.</summary>
internal abstract class ObligationRule
{
    /// <summary>One descriptor a sentence; all have the rule's ID.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Sentences { get; }

    /// <summary>The sentence for a finding; null when it is another rule's, or none's on this platform.</summary>
    public abstract DiagnosticDescriptor? DescriptorFor(Finding finding, TargetPlatform platform);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The analyzers under test, what they can report, and what can be fixed of it.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<string, DiagnosticDescriptor> descriptors;
    private readonly Func<ImmutableArray<DiagnosticAnalyzer>, DiagnosticDescriptor?> chooseDefault;
    private readonly ImmutableHashSet<string> fixable;

    public RuleSet(
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        Func<ImmutableArray<DiagnosticAnalyzer>, DiagnosticDescriptor?> chooseDefault,
        IEnumerable<string> fixable)
    {
        Analyzers = analyzers;
        this.chooseDefault = chooseDefault;
        this.fixable = [.. fixable];
        descriptors = analyzers
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(descriptor => descriptor.Id)
            .ToDictionary(descriptor => descriptor.Id);
    }

    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; }

    public IEnumerable<DiagnosticDescriptor> Descriptors => descriptors.Values;

    /// <summary>What a <c>[|…|]</c> stands for.</summary>
    public DiagnosticDescriptor Default =>
        chooseDefault(Analyzers)
        ?? throw new InvalidOperationException("[|…|] needs an analyzer with exactly one descriptor: write {|ID:…|}.");

    public bool CanFix(string id) => fixable.Contains(id);

    public DiagnosticDescriptor? Find(string id) => descriptors.GetValueOrDefault(id);

    /// <summary>What a <c>{|ID:…|}</c> stands for; an ID of no rule here is the compiler's.</summary>
    public DiagnosticResult ResultOf(string id) =>
        Find(id) is { } descriptor
            ? new(descriptor)
            : DiagnosticResult.CompilerError(id).WithOptions(DiagnosticOptions.IgnoreSeverity);
}

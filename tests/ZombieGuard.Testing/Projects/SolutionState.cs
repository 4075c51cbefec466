using System.Collections.Generic;
using System.Linq;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A project before or after a fix, and the diagnostics expected in it.</summary>
public sealed class SolutionState
{
    /// <summary>The sources; markup in them expects diagnostics.</summary>
    public SourceList Sources { get; } = [];

    /// <summary>Files as <c>/.editorconfig</c>, or a <c>/.globalconfig</c> that carries <c>build_property.*</c>.</summary>
    public List<(string Filename, string Content)> AnalyzerConfigFiles { get; } = [];

    /// <summary>The project's <c>AdditionalFiles</c>; markup in them expects diagnostics.</summary>
    public List<(string Filename, string Content)> AdditionalFiles { get; } = [];

    /// <summary>Assemblies referenced next to <see cref="ReferenceAssemblies"/>.</summary>
    public List<MetadataReference> AdditionalReferences { get; } = [];

    /// <summary>The expected diagnostics that markup alone cannot express.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>What the sources are compiled against; null is the test's.</summary>
    public ReferenceAssemblies? ReferenceAssemblies { get; set; }

    /// <summary>Null is a library in a test state, and the test state's kind in a fixed one.</summary>
    public OutputKind? OutputKind { get; set; }

    /// <summary>Null is <see cref="MarkupMode.Allow"/>.</summary>
    public MarkupMode? MarkupHandling { get; set; }

    /// <summary>
    /// A fixed state as it is meant: what was not said is that of the test state, and all of its diagnostics are where the sources
    /// are the same ("no fix is offered").
    /// </summary>
    internal SolutionState InheritFrom(SolutionState baseState)
    {
        var unsaid = Sources.Count == 0 || Sources.SequenceEqual(baseState.Sources);
        var merged = new SolutionState
        {
            ReferenceAssemblies = ReferenceAssemblies ?? baseState.ReferenceAssemblies,
            OutputKind = OutputKind ?? baseState.OutputKind,
            MarkupHandling = MarkupHandling ?? (unsaid ? baseState.MarkupHandling : null),
        };
        merged.Sources.AddRange(Sources.Count == 0 ? baseState.Sources : Sources);
        merged.AnalyzerConfigFiles.AddRange(AnalyzerConfigFiles.Count == 0 ? baseState.AnalyzerConfigFiles : AnalyzerConfigFiles);
        merged.AdditionalFiles.AddRange(AdditionalFiles.Count == 0 ? baseState.AdditionalFiles : AdditionalFiles);
        merged.AdditionalReferences.AddRange(AdditionalReferences.Count == 0 ? baseState.AdditionalReferences : AdditionalReferences);
        merged.ExpectedDiagnostics.AddRange(
            ExpectedDiagnostics.Count == 0 && unsaid ? baseState.ExpectedDiagnostics : ExpectedDiagnostics);
        return merged;
    }
}

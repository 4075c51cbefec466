using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Runs compiler and analyzers over a project, as a build does or as an editor does.</summary>
internal sealed class DiagnosticRun(RuleSet rules, CompilerDiagnostics compilerDiagnostics)
{
    public RuleSet Rules => rules;

    /// <summary>All of the project at once.</summary>
    public async Task<ImmutableArray<Diagnostic>> BuildAsync(Project project, CancellationToken cancellation)
    {
        var compilation = await CompileAsync(project, cancellation);
        var diagnostics = await Analyze(compilation, project).GetAllDiagnosticsAsync(cancellation);
        return Sorted(diagnostics.Where(IsWanted));
    }

    /// <summary>
    /// The analyzers' diagnostics only, file by file. Each file meets fresh analyzers: a rule that speaks only once it has seen
    /// another file must not be helped by the order of the files.
    /// </summary>
    public async Task<ImmutableArray<Diagnostic>> LiveAsync(Project project, CancellationToken cancellation)
    {
        var compilation = await CompileAsync(project, cancellation);
        var found = new List<Diagnostic>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var analysis = Analyze(compilation, project);
            found.AddRange(await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation));
            found.AddRange(await analysis.GetAnalyzerSemanticDiagnosticsAsync(
                analysis.Compilation.GetSemanticModel(tree), filterSpan: null, cancellation));
        }

        foreach (var file in project.AnalyzerOptions.AdditionalFiles)
        {
            var result = await Analyze(compilation, project).GetAnalysisResultAsync(file, cancellation);
            found.AddRange(result.GetAllDiagnostics());
        }

        return Sorted(found);
    }

    public static bool IsCompilers(Diagnostic diagnostic) => diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);

    private static async Task<Compilation> CompileAsync(Project project, CancellationToken cancellation) =>
        await project.GetCompilationAsync(cancellation) ?? throw new InvalidOperationException("The project has no compilation.");

    private static ImmutableArray<Diagnostic> Sorted(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.End)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
    ];

    private CompilationWithAnalyzers Analyze(Compilation compilation, Project project)
    {
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        return compilation.WithOptions(WithEveryRuleOn(compilation.Options)).WithAnalyzers(rules.Analyzers, options);
    }

    /// <summary>A rule that is off by default is on in its tests, as in Microsoft's library.</summary>
    private CompilationOptions WithEveryRuleOn(CompilationOptions options)
    {
        var off = rules.Descriptors
            .Where(descriptor => !descriptor.IsEnabledByDefault && !options.SpecificDiagnosticOptions.ContainsKey(descriptor.Id))
            .Select(descriptor => KeyValuePair.Create(descriptor.Id, ReportAs(descriptor.DefaultSeverity)));
        return options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.AddRange(off));
    }

    private static ReportDiagnostic ReportAs(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => ReportDiagnostic.Error,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        _ => ReportDiagnostic.Hidden,
    };

    private bool IsWanted(Diagnostic diagnostic) => !IsCompilers(diagnostic) || compilerDiagnostics switch
    {
        CompilerDiagnostics.None => false,
        CompilerDiagnostics.Errors => diagnostic.Severity == DiagnosticSeverity.Error,
        CompilerDiagnostics.Warnings => diagnostic.Severity >= DiagnosticSeverity.Warning,
        CompilerDiagnostics.Suggestions => diagnostic.Severity >= DiagnosticSeverity.Info,
        _ => true,
    };
}

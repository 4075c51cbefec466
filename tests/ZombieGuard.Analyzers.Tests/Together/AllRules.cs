using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>Runs every analyzer of the assembly over one compilation, as a build does or as an editor does.</summary>
internal static class AllRules
{
    /// <summary>What a run may take at most; the slowest takes a tenth of it on a machine of two cores.</summary>
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    /// <summary>Fresh ones: no run sees what another has cached.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
    [
        .. typeof(SwitchableAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static IEnumerable<DiagnosticDescriptor> Descriptors() => Analyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics);

    /// <summary>All of the compilation at once. An analyzer that throws, or takes longer than the deadline, fails the test.</summary>
    public static Task<ImmutableArray<Diagnostic>> BuildAsync(
        Compilation compilation, bool concurrent = true, ImmutableArray<AdditionalText> files = default) =>
        RunAsync(compilation, concurrent, files, (run, cancellation) => run().GetAnalyzerDiagnosticsAsync(cancellation));

    /// <summary>
    /// Tree by tree and file by file. An editor that has just been opened knows nothing of the other trees: the analyzers are fresh
    /// for each. Later on it asks the same analyzers again.
    /// </summary>
    public static Task<ImmutableArray<Diagnostic>> LiveAsync(
        Compilation compilation, bool concurrent, bool freshForEachTree, ImmutableArray<AdditionalText> files = default) =>
        RunAsync(compilation, concurrent, files, async (run, cancellation) =>
        {
            var found = ImmutableArray.CreateBuilder<Diagnostic>();
            var analysis = run();
            foreach (var tree in compilation.SyntaxTrees)
            {
                analysis = freshForEachTree ? run() : analysis;
                found.AddRange(await analysis.GetAnalyzerSyntaxDiagnosticsAsync(tree, cancellation));
                var model = analysis.Compilation.GetSemanticModel(tree);
                found.AddRange(await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellation));
            }

            foreach (var file in files.IsDefault ? [] : files)
            {
                found.AddRange((await analysis.GetAnalysisResultAsync(file, cancellation)).GetAllDiagnostics());
            }

            return found.ToImmutable();
        });

    private static async Task<ImmutableArray<Diagnostic>> RunAsync(
        Compilation compilation,
        bool concurrent,
        ImmutableArray<AdditionalText> files,
        Func<Func<CompilationWithAnalyzers>, CancellationToken, Task<ImmutableArray<Diagnostic>>> analyze)
    {
        var thrown = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files.IsDefault ? [] : files),
            (exception, analyzer, _) => thrown.Enqueue($"{analyzer.GetType().Name}: {exception}"),
            concurrent,
            logAnalyzerExecutionTime: false);
        using var deadline = new CancellationTokenSource(s_deadline);
        var found = await analyze(() => compilation.WithAnalyzers(Analyzers(), options), deadline.Token);
        Assert.True(thrown.IsEmpty, string.Join('\n', thrown));
        return found;
    }
}

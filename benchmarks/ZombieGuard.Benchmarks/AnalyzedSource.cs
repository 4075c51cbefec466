using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Benchmarks;

/// <summary>One source text, compiled and then analysed as the compiler does it.</summary>
internal sealed class AnalyzedSource
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly SyntaxTree tree;
    private readonly Func<DiagnosticAnalyzer> analyzer;

    /// <param name="source">The text.</param>
    /// <param name="analyzer">What to run; null for one that does nothing, which shows what the driver itself costs.</param>
    public AnalyzedSource(string source, Func<DiagnosticAnalyzer>? analyzer = null)
    {
        tree = CSharpSyntaxTree.ParseText(source);
        this.analyzer = analyzer ?? (() => new ObligationAnalyzer());
        var errors = Compile().GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
        {
            throw new InvalidOperationException(errors[0].ToString());
        }
    }

    /// <summary>A compilation is made anew each time: the analysis caches what it has learnt of one.</summary>
    public async Task<ImmutableArray<Diagnostic>> RunAsync()
    {
        var diagnostics = await Compile().WithAnalyzers([analyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        var thrown = diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001");
        return thrown is null ? diagnostics : throw new InvalidOperationException(thrown.ToString());
    }

    private CSharpCompilation Compile() => CSharpCompilation.Create(
        "Measured", [tree], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}

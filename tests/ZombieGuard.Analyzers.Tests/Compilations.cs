using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace ZombieGuard.Analyzers.Tests;

/// <summary>Compiles sources and runs analyzers over them without a workspace, with options and files as a test makes them.</summary>
internal static class Compilations
{
    /// <summary>A library of the sources, which are named <c>/0/Test0.cs</c> and so on.</summary>
    public static CSharpCompilation Of(params string[] sources) => CSharpCompilation.Create(
        "Subject",
        sources.Select((source, number) => CSharpSyntaxTree.ParseText(source, new(LanguageVersion.Preview), $"/0/Test{number}.cs", Encoding.UTF8)),
        ReferenceAssemblies.Default.Resolve(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(
        this Compilation compilation, DiagnosticAnalyzer analyzer, params (string Path, string Text)[] files) =>
        compilation.DiagnosticsAsync(analyzer, [.. files.Select(file => new TextFile(file.Path, SourceText.From(file.Text, Encoding.UTF8)))], null);

    public static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(
        this Compilation compilation, DiagnosticAnalyzer analyzer, ImmutableArray<AdditionalText> files, AnalyzerConfigOptionsProvider? options, bool concurrent = true)
    {
        var analyzerOptions = options is null ? new AnalyzerOptions(files) : new AnalyzerOptions(files, options);
        return compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(analyzerOptions, onAnalyzerException: null, concurrent, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
    }

    /// <summary>A file that is there to be read.</summary>
    public sealed class TextFile(string path, SourceText? text) : AdditionalText
    {
        public override string Path => path;

        /// <summary>How often the file was read.</summary>
        public int Reads { get; private set; }

        public override SourceText? GetText(CancellationToken cancellationToken = default)
        {
            Reads++;
            return text;
        }
    }
}

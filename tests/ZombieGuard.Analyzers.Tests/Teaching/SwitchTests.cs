using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using ZombieGuard.Analyzers.Rules;
using ZombieGuard.Analyzers.Tests.Rules;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary>Switched off, by property or by severity, the rules do nothing at all: not even a catalogue file is read.</summary>
public class SwitchTests
{
    private const string Program = """
        using System.Diagnostics;
        using static Libc;

        class Caller
        {
            public void Run()
            {
                Process.Start("make");
                waitpid(-1, out _, 0);
                var pid = fork();
            }
        }
        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. typeof(SwitchableAnalyzer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => (DiagnosticAnalyzer)System.Activator.CreateInstance(type)!)];

    [Fact]
    public void EveryAnalyzer_CanBeSwitchedOff() => Assert.All(Analyzers, analyzer => Assert.IsAssignableFrom<SwitchableAnalyzer>(analyzer));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("off")]
    public async Task LeftOn_Reports(string? enabled)
    {
        var (found, file) = await RunAsync(enabled);
        Assert.Superset(new HashSet<string> { "ZG0001", "ZG0002", "ZG0101", "ZG0201", "ZG0901" }, found.ToHashSet());
        Assert.NotEqual(0, file.Reads);
    }

    [Theory]
    [InlineData("false")]
    [InlineData(" False ")]
    public async Task SwitchedOff_IsSilent(string enabled)
    {
        var (found, file) = await RunAsync(enabled);
        Assert.Empty(found);
        Assert.Equal(0, file.Reads);
    }

    [Fact]
    public async Task EverySeverityNone_IsSilent()
    {
        var none = Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Distinct()
            .Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress));
        var (found, file) = await RunAsync(null, none);
        Assert.Empty(found);
        Assert.Equal(0, file.Reads);
    }

    private static async Task<(IEnumerable<string> Ids, Compilations.TextFile File)> RunAsync(
        string? enabled, IEnumerable<KeyValuePair<string, ReportDiagnostic>>? severities = null)
    {
        var compilation = Compilations.Of(Program, NativeSources.Libc);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities ?? []));
        var file = new Compilations.TextFile("ZombieGuard.txt", SourceText.From("not a line", Encoding.UTF8));
        var options = new AnalyzerOptions([file], new Enabled(enabled));
        var found = await compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(options, null, true, false)).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return (found.Select(diagnostic => diagnostic.Id), file);
    }

    private sealed class Enabled(string? value) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Global(value);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Global(null);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Global(null);

        private sealed class Global(string? value) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? found)
            {
                found = key == "build_property.ZombieGuardEnabled" ? value : null;
                return found is not null;
            }
        }
    }
}

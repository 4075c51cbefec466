using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary>A file is parsed and indexed once, however many compilations and analyzers ask: an editor makes one at each keystroke.</summary>
public class CatalogueCacheTests
{
    private const string Line = "spawns M:Acme.Shell.Run(...) child=return kind=managed";

    [Fact]
    public async Task OneTextInSeveralCompilations_IsOneIndex()
    {
        var text = SourceText.From(Line, Encoding.UTF8);
        var probe = new Probe();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(number =>
            Compilations.Of($"class C{number} {{ }}").DiagnosticsAsync(probe, [new Compilations.TextFile("ZombieGuard.txt", text)], null)));
        Assert.Equal(3, probe.Seen.Count);
        Assert.Single(probe.Seen.Distinct(ReferenceEqualityComparer.Instance));
        Assert.NotSame(CatalogueIndex.BuiltIn, probe.Seen[0]);
    }

    [Fact]
    public async Task ChangedText_IsAnotherIndex()
    {
        var probe = new Probe();
        foreach (var text in new[] { Line, "lingers T:Acme.Shell" })
        {
            await Compilations.Of("class C { }").DiagnosticsAsync(probe, [new Compilations.TextFile("ZombieGuard.txt", SourceText.From(text, Encoding.UTF8))], null);
        }

        Assert.Equal(2, probe.Seen.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task NoFile_IsTheBuiltInIndex()
    {
        var probe = new Probe();
        await Compilations.Of("class C { }").DiagnosticsAsync(probe);
        await Compilations.Of("class C { }").DiagnosticsAsync(probe, ("ZombieGuard.txt", "# nothing yet"), ("other.txt", Line));
        Assert.All(probe.Seen, index => Assert.Same(CatalogueIndex.BuiltIn, index));
    }

    /// <summary>Notes which catalogue an analyzer of a compilation works with.</summary>
#pragma warning disable RS1001, RS1036 // It is no analyzer of the product: it looks on.
    private sealed class Probe : DiagnosticAnalyzer
    {
        private readonly Lock _lock = new();

        public List<CatalogueIndex> Seen { get; } = [];

        public override System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.DiagnosticDescriptor> SupportedDiagnostics { get; } =
            new Analyzers.Rules.ConfigurationAnalyzer().SupportedDiagnostics;

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                lock (_lock)
                {
                    Seen.Add(UserCatalogue.IndexOf(start.Options, start.TryGetValue, start.CancellationToken));
                }

                start.RegisterSyntaxTreeAction(_ => { });
            });
        }
    }
}

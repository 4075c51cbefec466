using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>What a finding says: the path that misses the wait, and the harm in the right words.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task OnSomePath_NamesThePath_Reports()
    {
        var never = await SingleDiagnosticAsync("""
            using System.Diagnostics;

            class Builder
            {
                public int Build(bool background)
                {
                    var make = Process.Start("make");
                    if (background)
                        return 0;

                    return 1;
                }
            }
            """);
        var onSomePath = await SingleDiagnosticAsync("""
            using System.Diagnostics;

            class Builder
            {
                public int Build(bool background)
                {
                    var make = Process.Start("make");
                    if (background)
                        return 0;

                    make.WaitForExit();
                    return 1;
                }
            }
            """);

        Assert.NotEqual(never.GetMessage(), onSomePath.GetMessage());
        Assert.Contains(onSomePath.AdditionalLocations, location => LinesOf(location).Contains("background"));
    }

    [Fact]
    public async Task EveryPathWaits_IsSilent() => Assert.Empty(await DiagnosticsAsync("""
        using System.Diagnostics;

        class Builder
        {
            public int Build(bool background)
            {
                var make = Process.Start("make");
                make.WaitForExit();
                if (background)
                    return 0;

                return 1;
            }
        }
        """));

    [Fact]
    public async Task OnSomePath_OfARawChild_NamesThePath_Reports()
    {
        var diagnostic = await SingleDiagnosticAsync("""
            using static Libc;

            class Spawner
            {
                public void Run(string[] argv, bool background)
                {
                    posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                    if (background)
                        return;

                    waitpid(pid, out _, 0);
                }
            }
            """ + NativeSources.Libc);

        Assert.Equal("ZG0001", diagnostic.Id);
        Assert.Contains(diagnostic.AdditionalLocations, location => LinesOf(location).Contains("background"));
    }

    [Fact]
    public async Task AProcess_IsNeverCalledAZombie_Reports()
    {
        var diagnostic = await SingleDiagnosticAsync("""
            using System.Diagnostics;

            class Builder
            {
                public void Build() => Process.Start("make");
            }
            """);

        Assert.Equal("ZG0002", diagnostic.Id);
        Assert.DoesNotContain("zombie", diagnostic.GetMessage(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ARawChild_StaysAZombie_Reports()
    {
        var diagnostic = await SingleDiagnosticAsync("""
            using static Libc;

            class Spawner
            {
                public void Run(string[] argv) => posix_spawn(out _, argv[0], 0, 0, argv, null);
            }
            """ + NativeSources.Libc);

        Assert.Equal("ZG0001", diagnostic.Id);
        Assert.Contains("zombie", diagnostic.GetMessage(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task DisposedOnly_HasAMessageOfItsOwn_Reports()
    {
        var disposed = await SingleDiagnosticAsync("""
            using System.Diagnostics;

            class Builder
            {
                public void Build()
                {
                    using var make = Process.Start("make");
                }
            }
            """);
        var killed = await SingleDiagnosticAsync("""
            using System.Diagnostics;

            class Builder
            {
                public void Build()
                {
                    var git = Process.Start("git");
                    git.Kill();
                }
            }
            """);

        Assert.NotEqual(disposed.GetMessage(), killed.GetMessage());
    }

    [Theory]
    [InlineData("WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(1))", "where it times out")]
    [InlineData("WaitForExitAsync().Wait(1000)", "test what it returns")]
    public async Task GivingUp_SaysHowThatIsSeen_Reports(string wait, string advice)
    {
        var diagnostic = await SingleDiagnosticAsync($$"""
            using System;
            using System.Diagnostics;
            using System.Threading.Tasks;

            class Builder
            {
                public async Task Build()
                {
                    using var make = Process.Start("make");
                    try
                    {
                        {{(wait.Contains("WaitAsync", StringComparison.Ordinal) ? "await " : "")}}make.{{wait}};
                        await Task.Yield();
                    }
                    catch (TimeoutException)
                    {
                        Console.WriteLine("slow");
                    }
                }
            }
            """);

        Assert.Equal("ZG0004", diagnostic.Id);
        Assert.Contains(advice, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    private static string LinesOf(Location location)
    {
        var text = location.SourceTree!.GetText();
        var lines = location.GetLineSpan();
        return string.Join("\n", Enumerable
            .Range(lines.StartLinePosition.Line, lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1)
            .Select(line => text.Lines[line].ToString()));
    }

    private static async Task<Diagnostic> SingleDiagnosticAsync(string source) => Assert.Single(await DiagnosticsAsync(source));

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Messages",
            [CSharpSyntaxTree.ParseText(source)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await compilation.WithAnalyzers([new ObligationAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}

using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Configuration;
using static ZombieGuard.Analyzers.Tests.Teaching.TaughtVerifier;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary>What the options change.</summary>
public class OptionTests
{
    private const string Viewer = """
        using System.Diagnostics;

        class Caller
        {
            public void Show() => Process.Start("/opt/acme/viewer.exe", "page.html");
        }
        """;

    private const string SomePath = """
        using System.Diagnostics;

        class Caller
        {
            public void Run(bool wait)
            {
                var process = Process.Start("make")!;
                if (wait)
                    process.WaitForExit();
            }
        }
        """;

    private const string HelperOfHelper = """
        using System.Diagnostics;

        class Caller
        {
            public void Run()
            {
                var process = Process.Start("make")!;
                Finish(process);
            }

            private static void Finish(Process process) => Log(process);

            private static void Log(Process process) => System.Console.WriteLine(process.Id);
        }
        """;

    [Fact]
    public Task Openers_IsSilent() => VerifyAsync("/.editorconfig", "[*.cs]\nzombieguard.openers = krita, Viewer", Viewer);

    [Fact]
    public Task Openers_OfAnotherFileOfTheProgram_IsSilent() => VerifyAsync("/.editorconfig", "[Libc.cs]\nzombieguard.openers = \"viewer.exe\"", Viewer);

    [Theory]
    [InlineData("zombieguard.openers =")]
    [InlineData("zombieguard.openers = view, er")]
    public Task OtherOpeners_Reports(string option) => VerifyAsync("/.editorconfig", "[*.cs]\n" + option, Marked(Viewer, "ZG0002"));

    [Fact]
    public Task SomePaths_NotReported_IsSilent() => VerifyAsync("/.editorconfig", "[*.cs]\nzombieguard.report_some_paths = false", SomePath);

    [Theory]
    [InlineData("/.editorconfig", "[*.cs]\nzombieguard.report_some_paths = true")]
    [InlineData("/.editorconfig", "[Libc.cs]\nzombieguard.report_some_paths = false")]
    [InlineData("/.editorconfig", "[*.cs]\nzombieguard.report_some_paths = no")]
    public Task SomePaths_Reports(string file, string config) => VerifyAsync(file, config, Marked(SomePath, "ZG0002"));

    [Theory]
    [InlineData("zombieguard.max_call_depth = 0")]
    [InlineData("zombieguard.max_call_depth = 1")]
    public Task CallDepth_TooFlatToSeeTheHelper_IsSilent(string option) => VerifyAsync("/.editorconfig", "[*.cs]\n" + option, HelperOfHelper);

    [Theory]
    [InlineData("zombieguard.max_call_depth = 2")]
    [InlineData("zombieguard.max_call_depth = twenty")]
    public Task CallDepth_Reports(string option) => VerifyAsync("/.editorconfig", "[*.cs]\n" + option, Marked(HelperOfHelper, "ZG0002"));

    [Fact]
    public Task NoPathAtAll_IsReportedAllTheSame_Reports() =>
        VerifyAsync("/.editorconfig", "[*.cs]\nzombieguard.report_some_paths = false", Marked(Viewer, "ZG0002"));

    [Fact]
    public Task MethodPastTheBudget_IsSilent() => VerifyAsync("/.globalconfig", "is_global = true\nzombieguard.max_blocks = 3", SomePath);

    [Fact]
    public Task MethodWithinTheBudget_Reports() => VerifyAsync("/.globalconfig", "is_global = true\nzombieguard.max_blocks = 20", Marked(SomePath, "ZG0002"));

    [Fact]
    public void Budgets_HaveTheirDefaults()
    {
        var none = new Microsoft.CodeAnalysis.Diagnostics.AnalyzerOptions([]).AnalyzerConfigOptionsProvider;
        Assert.Equal((4_000, 5), (ZombieGuardOptions.MaxBlocks(none, []), ZombieGuardOptions.MaxCallDepth(none, [])));
    }

    [Fact]
    public void AnOptionOfTheProgram_IsThatOfTheFirstFileByPath()
    {
        var trees = Compilations.Of("", "", "").SyntaxTrees;
        var provider = new FileOptions(path => path == "/0/Test0.cs" ? null : path == "/0/Test1.cs" ? "2" : "3");
        Assert.Equal(2, ZombieGuardOptions.MaxCallDepth(provider, trees));
        Assert.Equal(2, ZombieGuardOptions.MaxCallDepth(provider, trees.Reverse()));
    }

    private static string Marked(string source, string id) => source.Replace("Process.Start", "Process.{|" + id + ":Start|}", System.StringComparison.Ordinal);

    private static Task VerifyAsync(string file, string config, string source)
    {
        var test = Test(source);
        test.TestState.AnalyzerConfigFiles.Add((file, config));
        return test.RunAsync();
    }

    /// <summary>One option, by file.</summary>
    private sealed class FileOptions(System.Func<string, string?> valueOf) : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider
    {
        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GlobalOptions => new One(null);

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new One(valueOf(tree.FilePath));

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new One(null);

        private sealed class One(string? value) : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? found)
            {
                found = key == "zombieguard.max_call_depth" ? value : null;
                return found is not null;
            }
        }
    }
}

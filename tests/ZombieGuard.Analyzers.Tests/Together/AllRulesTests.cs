using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>All rules at once: silent on legal code and on this repository's own, unharmed by broken code.</summary>
public sealed class AllRulesTests
{
    private static readonly SourceFolder s_validCode = new("tests/ZombieGuard.ValidCode");

    // What a source generator would write is missing here: bodies of partial methods and properties.
    private static readonly string[] s_generated = ["CS8795", "CS9248"];

    [Theory]
    [InlineData(OutputKind.ConsoleApplication)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary)]
    public async Task ValidCode_IsSilent(OutputKind kind)
    {
        var compilation = s_validCode.Compile(kind);
        Assert.Empty(Errors(compilation));
        AssertNone(await AllRules.BuildAsync(compilation));
    }

    [Theory]
    [InlineData("analyzers/ZombieGuard.Analyzers")]
    [InlineData("codefixes/ZombieGuard.CodeFixes")]
    [InlineData("runtime/ZombieGuard.Runtime")]
    public async Task OwnSources_IsSilent(string project)
    {
        var compilation = new SourceFolder(project).Compile(OutputKind.DynamicallyLinkedLibrary, HostAssemblies(project));
        Assert.Empty(Errors(compilation));
        AssertNone(await AllRules.BuildAsync(compilation));
    }

    /// <summary>Every file stops somewhere, or lacks some of its words; the same ones for the same seed.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task BrokenCode_NeverThrows(int seed)
    {
        var random = new Random(seed);
        var compilation = s_validCode.Compile(OutputKind.ConsoleApplication, change: text => random.Next(4) switch
        {
            0 => text,
            1 => text[..random.Next(text.Length)],
            2 => text.Remove(random.Next(text.Length - 200), random.Next(200)),
            _ => WithoutSomeTokens(text, random),
        });
        Assert.NotEmpty(Errors(compilation));
        await AllRules.BuildAsync(compilation);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    /// <summary>The sample's leaks, and the worst that one child can be done at once.</summary>
    [Fact]
    public async Task OneChild_HasOneFinding()
    {
        var sample = new SourceFolder("samples/LeakyLauncher").Compile(OutputKind.ConsoleApplication);
        var found = await AllRules.BuildAsync(sample.AddSyntaxTrees(SourceFolder.Parse("Worst.cs", Worst)));
        Assert.True(found.Count(IsAboutAChild) >= 10, $"Few leaks were found: {found.Length}.");
        Assert.Empty(found.Where(IsAboutAChild).GroupBy(ChildOf).Where(child => child.Count() > 1).Select(child => child.Key));
        Assert.Empty(found.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location)).Where(call => call.Count() > 1).Select(call => call.Key));
    }

    /// <summary>Rules about a call are exempt: the same name carries the obligation's finding and theirs.</summary>
    [Fact]
    public Task RulesAboutACall_SpeakBesideTheChilds_Reports() => TogetherTest.VerifyAsync(Worst
        .Replace("if (fork()", "if ({|ZG0001,ZG0201:fork|}()")
        .Replace("Start(\"kept\")", "{|ZG0003:Start|}(\"kept\")")
        .Replace("lost.Kill", "lost.{|ZG0005:Kill|}")
        .Replace("waitpid(stolen", "{|ZG0102:waitpid|}(stolen"));

    [Fact]
    public Task RulesAboutACall_WhereAllIsWell_IsSilent() => TogetherTest.VerifyAsync(Worst
        .Replace("if (fork() == 0)", "if (true)")
        .Replace("Console.WriteLine(lost.Id)", "lost.WaitForExit()")
        .Replace("waitpid(stolen.Id, 0, 0)", "stolen.WaitForExit()")
        .Replace("_kept.Dispose()", "_kept.WaitForExit()"));

    private const string Worst = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        class Worst : IDisposable
        {
            private Process _kept;

            [DllImport("libc")]
            private static extern int fork();

            [DllImport("libc")]
            private static extern int waitpid(int pid, nint status, int options);

            public void Run(bool quiet)
            {
                _kept = Process.Start("kept");
                _kept.Kill();
                using (var lost = Process.Start("lost"))
                {
                    Console.WriteLine(lost.Id);
                    if (!quiet)
                    {
                        lost.Kill();
                    }
                }

                using var stolen = Process.Start("stolen");
                waitpid(stolen.Id, 0, 0);

                if (fork() == 0)
                {
                    Environment.Exit(1);
                }
            }

            public void Dispose() => _kept.Dispose();
        }
        """;

    // What stands on the spawn's name, and what has the spawn as its first other place.
    private static Location ChildOf(Diagnostic diagnostic) =>
        diagnostic.Id is "ZG0001" or "ZG0002" or "ZG0003" ? diagnostic.Location : diagnostic.AdditionalLocations[0];

    private static bool IsAboutAChild(Diagnostic diagnostic) =>
        string.CompareOrdinal(diagnostic.Id, "ZG0001") >= 0 && string.CompareOrdinal(diagnostic.Id, "ZG0008") <= 0 || diagnostic.Id == "ZG0010";

    private static string WithoutSomeTokens(string text, Random random)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        var dropped = root.DescendantTokens().Where(_ => random.Next(60) == 0).OrderByDescending(token => token.SpanStart);
        return dropped.Aggregate(text, (rest, token) => rest.Remove(token.SpanStart, token.Span.Length));
    }

    private static IEnumerable<string> Errors(Compilation compilation) =>
        compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !s_generated.Contains(diagnostic.Id))
            .Select(diagnostic => diagnostic.ToString());

    private static void AssertNone(IEnumerable<Diagnostic> found) =>
        Assert.True(!found.Any(), string.Join('\n', found.Select(diagnostic => diagnostic.ToString())));

    private static IEnumerable<MetadataReference> HostAssemblies(string project) =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => Path.GetFileName(file) is var name
                && (name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal) || name.StartsWith("System.Composition.", StringComparison.Ordinal)
                    || (name == "ZombieGuard.Analyzers.dll" && project.StartsWith("codefixes", StringComparison.Ordinal))))
            .Select(file => MetadataReference.CreateFromFile(file));
}

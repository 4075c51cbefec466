using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Teaching;

/// <summary>Whatever a catalogue file holds, there is a diagnostic or silence, and the lines that are good count.</summary>
public class HostileFileTests
{
    private const string Program = """
        using System.Diagnostics;

        namespace Acme
        {
            static class Shell { public static Process Run(string command) => throw new System.NotImplementedException(); }
        }

        class Caller
        {
            public void Run() => Acme.Shell.Run("make");
        }
        """;

    private const string Good = "spawns M:Acme.Shell.Run(...) child=return kind=managed";

    [Theory]
    [InlineData("\r\n# Acme\r\n" + Good + "\r\n")]
    [InlineData("\uFEFF" + Good)]
    [InlineData("\t" + Good + "\t \t# Acme\t")]
    [InlineData("spawns\tM:Acme.Shell.Run(...)\tchild=return\tkind=managed")]
    [InlineData("\r\r\n\n" + Good + "\u2028")]
    public async Task GoodLine_InOddDress_Reports(string text)
    {
        Assert.Equal("ZG0002", Assert.Single(await RunAsync(new ObligationAnalyzer(), text)).Id);
        Assert.Empty(await RunAsync(new ConfigurationAnalyzer(), text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\n\n\n")]
    [InlineData("#")]
    public async Task NothingInIt_IsSilent(string text)
    {
        Assert.Empty(await RunAsync(new ObligationAnalyzer(), text));
        Assert.Empty(await RunAsync(new ConfigurationAnalyzer(), text));
    }

    [Fact]
    public async Task Binary_ReportsOnce_AndNothingOfItCounts()
    {
        var bytes = new byte[100_000];
        new Random(3).NextBytes(bytes);
        var text = Good + "\n" + Encoding.Latin1.GetString(bytes);
        Assert.Empty(await RunAsync(new ObligationAnalyzer(), text));
        Assert.Contains("The file holds no text", Assert.Single(await RunAsync(new ConfigurationAnalyzer(), text)).GetMessage());
    }

    [Fact]
    public async Task ControlCharacters_AreNotPrinted_Reports()
    {
        var found = await RunAsync(new ConfigurationAnalyzer(), "spawns \u001b[31mred\n" + Good);
        Assert.Contains("U+001B", Assert.Single(found).GetMessage());
        Assert.DoesNotContain(found[0].GetMessage(), char.IsControl);
        Assert.Single(await RunAsync(new ObligationAnalyzer(), "spawns \u001b[31mred\n" + Good));
    }

    [Fact]
    public async Task TenMegabytesOfRubbish_ReportsTheFirstHundred()
    {
        var text = string.Concat(Enumerable.Repeat("lorem ipsum dolor sit amet\n", 400_000)) + Good;
        Assert.Single(await RunAsync(new ObligationAnalyzer(), text));
        var found = await RunAsync(new ConfigurationAnalyzer(), text);
        Assert.Equal(101, found.Length);
        Assert.Contains(found, diagnostic => diagnostic.GetMessage().EndsWith("further lines of this file that do not count: 399899", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneLineOfTenMegabytes_Reports()
    {
        var text = "spawns M:" + string.Concat(Enumerable.Repeat("A{", 5_000_000)) + "\n" + Good;
        Assert.Single(await RunAsync(new ObligationAnalyzer(), text));
        Assert.Contains("2000 are allowed", Assert.Single(await RunAsync(new ConfigurationAnalyzer(), text)).GetMessage());
    }

    [Fact]
    public async Task ManyGoodLines_IsSilent()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"spawns M:Acme.Shell{number}.Run(...) child=return kind=managed\n"));
        Assert.Empty(await RunAsync(new ObligationAnalyzer(), text));
        Assert.Empty(await RunAsync(new ConfigurationAnalyzer(), text));
    }

    [Theory]
    [InlineData("spawns M:Acme.Shell.Run(System.String{{{{{ child=return kind=managed")]
    [InlineData("spawns M:Acme.Shell.Run(``99999999999) child=return kind=managed")]
    [InlineData("spawns M:Acme.Shell`99999999999.Run(...) child=return kind=managed")]
    [InlineData("spawns M:Acme.Shell.#ctor child=return kind=managed")]
    [InlineData("spawns M:{0}.{1} child=return kind=managed")]
    [InlineData("spawns M:Acme.Shell.Run(...)x) child=return kind=managed")]
    [InlineData("spawns M:`1.Run`1 child=return kind=managed")]
    [InlineData("exit-event E:Acme.Shell.~Run")]
    public async Task OddTargets_DoNoHarm_IsSilent(string line)
    {
        Assert.Empty(await RunAsync(new ObligationAnalyzer(), line));
        var found = await RunAsync(new ConfigurationAnalyzer(), line);
        Assert.All(found, diagnostic => Assert.Equal("ZG0901", diagnostic.Id));
    }

    [Fact]
    public async Task FileThatCannotBeRead_IsSilent()
    {
        ImmutableArray<AdditionalText> files = [new Compilations.TextFile("ZombieGuard.txt", null)];
        Assert.Empty(await Compilations.Of(Program).DiagnosticsAsync(new ObligationAnalyzer(), files, null));
        Assert.Empty(await Compilations.Of(Program).DiagnosticsAsync(new ConfigurationAnalyzer(), files, null));
    }

    private static Task<ImmutableArray<Diagnostic>> RunAsync(DiagnosticAnalyzer analyzer, string text) =>
        Compilations.Of(Program).DiagnosticsAsync(analyzer, [new Compilations.TextFile("ZombieGuard.txt", SourceText.From(text, Encoding.UTF8))], null);
}

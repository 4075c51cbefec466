using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>
/// An editor asks file by file, a build asks once, on one thread or on many, and gives the files in an order of its own. Each hears
/// the same of every rule.
/// </summary>
public sealed class DocumentByDocumentTests
{
    /// <summary>The rules that speak at the end of a compilation only, where no editor hears them. There is none, and each would need its reason here.</summary>
    private static readonly string[] s_onlyAtTheEnd = [];

    public static TheoryData<int> Seeds => [0, 1, 2, 3, 4];

    [Fact]
    public void RulesOfTheEnd_AreThoseWithAReason() => Assert.Equal(
        s_onlyAtTheEnd,
        AllRules.Descriptors().Where(rule => rule.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)).Select(rule => rule.Id).Distinct());

    [Fact]
    public void EveryRule_IsBroken() =>
        Assert.Equal(AllRules.Descriptors().Select(rule => rule.Id).Distinct().Order(), ManyFiles.Ids.Order());

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Deployment_Reports(int seed)
    {
        var test = new TogetherTest();
        test.TestState.Sources.AddRange(Shuffled(Named(ManyFiles.Deployment), seed));
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.txt", ManyFiles.Catalogue));
        return test.RunAsync();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Reaped_Reports(int seed) => TogetherTest.VerifyAsync(Shuffled(ManyFiles.Reaped, seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Adopting_Reports(int seed) => TogetherTest.VerifyAsync(Shuffled(ManyFiles.Adopting, seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Building_Reports(int seed) => TogetherTest.VerifyAsync(Shuffled(ManyFiles.Building, seed));

    [Fact]
    public async Task ValidCode_FileByFile_IsSilent()
    {
        var compilation = new SourceFolder("tests/ZombieGuard.ValidCode").Compile(OutputKind.ConsoleApplication);
        Assert.Empty(Texts(await AllRules.LiveAsync(compilation, concurrent: true, freshForEachTree: true)));
    }

    /// <summary>Messages, other places and what fixes are told are compared, too.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EveryOrderAndEveryWay_SaysTheSame(int seed)
    {
        foreach (var program in new[] { ManyFiles.Deployment, ManyFiles.Reaped, ManyFiles.Adopting, ManyFiles.Building })
        {
            await AssertSaysTheSame(program, seed);
        }
    }

    private static async Task AssertSaysTheSame(ImmutableArray<string> program, int seed)
    {
        ImmutableArray<AdditionalText> files =
            [new Compilations.TextFile("/0/ZombieGuard.txt", SourceText.From(ManyFiles.Unmarked(ManyFiles.Catalogue), Encoding.UTF8))];
        var trees = Named([.. program.Select(ManyFiles.Unmarked)])
            .Select(file => SourceFolder.Parse(file.Path, file.Text)).ToList();
        var whole = Compilations.Of().AddSyntaxTrees(trees);
        var expected = Texts(await AllRules.BuildAsync(whole, concurrent: false, files));
        Assert.NotEmpty(expected);

        var shuffled = Compilations.Of().AddSyntaxTrees(Shuffled(trees, seed));
        foreach (var concurrent in new[] { false, true })
        {
            Assert.Equal(expected, Texts(await AllRules.BuildAsync(shuffled, concurrent, files)));
            Assert.Equal(expected, Texts(await AllRules.LiveAsync(shuffled, concurrent, freshForEachTree: true, files)));
            Assert.Equal(expected, Texts(await AllRules.LiveAsync(shuffled, concurrent, freshForEachTree: false, files)));
        }
    }

    private static List<(string Path, string Text)> Named(ImmutableArray<string> sources) =>
        [.. sources.Select((text, number) => ($"/0/File{number}.cs", text))];

    private static List<T> Shuffled<T>(IReadOnlyCollection<T> files, int seed)
    {
        var items = files.ToArray();
        new Random(seed).Shuffle(items);
        return [.. items];
    }

    private static List<string> Texts(IEnumerable<Diagnostic> found) =>
    [
        .. found.Select(diagnostic => string.Join(" | ", new[] { diagnostic.ToString() }
                .Concat(diagnostic.AdditionalLocations.Select(place => place.GetLineSpan().ToString()))
                .Concat(diagnostic.Properties.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}={fact.Value}"))))
            .Order(StringComparer.Ordinal),
    ];
}

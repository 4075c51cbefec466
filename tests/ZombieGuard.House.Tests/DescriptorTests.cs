using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace ZombieGuard.House.Tests;

/// <summary>A rule can be found by its ID: in the name of its file, of its tests and of its page.</summary>
public sealed class DescriptorTests
{
    private static readonly string[] PageSections =
    [
        "## What it reports",
        "## What happens at run time",
        "## Example",
        "## How to fix it",
        "## When to suppress it",
        "## Configuration",
    ];

    private static readonly string[] Harms =
    [
        "zombies?",
        "(exits?|exit codes?)( of the others)? (is|are) lost|failure goes unseen|learns of its exit",
        "never returns|\\bhangs?\\b",
        "FailFast|\\bdies\\b|crash",
        "goes on (beside|while)|\\bruns? on\\b|still be running|outlive",
        "in use when",
        "lines are missing",
        "throws",
        "busy",
    ];

    public static TheoryData<string> Ids => [.. ShippedRules.All.Select(rule => rule.Id)];

    [Fact]
    public void ThereAreRules() => Assert.Equal(["ZG0001", "ZG0002"], ShippedRules.All.Select(rule => rule.Id).Take(2));

    [Theory]
    [MemberData(nameof(Ids))]
    public void OneFile(string id) => Assert.Single(Rule(id).SourceFiles);

    [Theory]
    [MemberData(nameof(Ids))]
    public void TestsOfItsName(string id)
    {
        var stem = Path.GetFileNameWithoutExtension(Assert.Single(Rule(id).SourceFiles));
        var files = Repository.Files("tests/ZombieGuard.Analyzers.Tests", $"{stem}Tests*.cs");
        Assert.Contains(files, file => Regex.IsMatch(Repository.Read(file), $@"\bclass {stem}Tests\b"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HelpLinkLeadsToItsPage(string id)
    {
        var rule = Rule(id);
        Assert.All(rule.Descriptors, descriptor => Assert.EndsWith("/" + rule.Page, descriptor.HelpLinkUri, StringComparison.Ordinal));
        Assert.True(File.Exists(Repository.FullPath(rule.Page)), $"{rule.Page} is missing.");
    }

    /// <summary>Pages, descriptors and packages take it from one property, so it can be changed.</summary>
    [Fact]
    public void RepositoryIsNamedOnce()
    {
        var url = Regex.Match(Repository.Read("Directory.Build.props"), "<RepositoryUrl>(.+)</RepositoryUrl>").Groups[1].Value;
        Assert.All(ShippedRules.All, rule => Assert.All(rule.Descriptors, descriptor =>
            Assert.Equal($"{url}/blob/main/{rule.Page}", descriptor.HelpLinkUri)));
        Assert.Equal(
            ["Directory.Build.props"],
            new[] { "*.cs", "*.csproj", "*.props", "*.targets" }
                .SelectMany(pattern => Repository.Files("", pattern))
                .Where(file => Repository.Read(file).Contains(url, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void PageHasItsHeadings(string id)
    {
        var rule = Rule(id);
        Assert.Equal(PageSections, Repository.Read(rule.Page).Split('\n').Where(line => line.StartsWith("##", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void FixOrReason(string id)
    {
        var rule = Rule(id);
        Assert.True(
            rule.Fixes.Count > 0 || Repository.Read(Assert.Single(rule.SourceFiles)).Contains("NoFix", StringComparison.Ordinal),
            $"{id} has neither a code fix nor a written reason (NoFix) beside its descriptor.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void SaysAtMostTwoSentences(string id) =>
        Assert.All(Rule(id).Descriptors, descriptor =>
        {
            var message = descriptor.MessageFormat.ToString();
            Assert.True(Regex.Count(message, @"\.(?=\s|$)") <= 2, message);
        });

    /// <summary>Several harms in one message, and the reader does not know which is his. A forked runtime has several at once.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void SpeaksOfOneHarm(string id) =>
        Assert.All(Rule(id).Descriptors.Where(_ => id != "ZG0201"), descriptor =>
        {
            var message = descriptor.MessageFormat.ToString();
            Assert.True(Harms.Count(harm => Regex.IsMatch(message, harm)) <= 1, message);
        });

    [Theory]
    [MemberData(nameof(Ids))]
    public void SaysWhatToDo(string id) =>
        Assert.All(Rule(id).Descriptors.Where(_ => id != "ZG0901"), descriptor =>
            Assert.Matches(@"^[^;]+; \w[^;]+$", descriptor.MessageFormat.ToString()));

    [Fact]
    public void LostProcessIsNoZombie() =>
        Assert.All(Rule("ZG0002").Descriptors, descriptor =>
            Assert.DoesNotContain("zombie", descriptor.MessageFormat.ToString(), StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void NoPageWithoutARule() =>
        Assert.Equal(ShippedRules.All.Select(rule => rule.Page), Repository.Files("docs/rules", "*.md"));

    private static ShippedRule Rule(string id) => ShippedRules.All.Single(rule => rule.Id == id);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;
using ZombieGuard.Analyzers.Configuration;

namespace ZombieGuard.House.Tests;

/// <summary>The tables of the documentation are the descriptors. <c>ZG_UPDATE=1 dotnet test</c> rewrites them.</summary>
public sealed class DocsInSyncTests
{
    [Theory]
    [InlineData("README.md", "docs/rules/")]
    [InlineData("docs/README.md", "rules/")]
    public void RuleTable(string file, string pages) => TableHolds(file, "rules", Rows(pages));

    [Fact]
    public void OptionTable() => TableHolds("docs/configuration.md", "options",
    [
        "| Key | Values | Default | Meaning |",
        "|---|---|---|---|",
        .. ZombieGuardOptions.All.Select(option =>
            $"| `{option.Key}` | {(option.Words.Count > 0 ? string.Join(", ", option.Words.Select(word => $"`{word}`")) : option.Allowed)} "
            + $"| {(option.Default.Length > 0 ? $"`{option.Default}`" : "")} | {option.Meaning} |"),
    ]);

    /// <summary>What the other pages say of options, they say of options that there are.</summary>
    [Fact]
    public void OptionsThatPagesName() =>
        Breaches.AreNone(
            from file in Repository.Files("", "*.md")
            where !file.EndsWith("/ZG0901.md", StringComparison.Ordinal)
            from Match key in Regex.Matches(Repository.Read(file), @"zombieguard\.[a-z]\w*(?=[`\s])")
            where ZombieGuardOptions.Find(key.Value) is null
            select $"{file}: {key.Value}");

    [Fact]
    public void PageHeading() =>
        Assert.All(ShippedRules.All, rule =>
        {
            // The title, and the line of facts below it: severity, what else there is to say of it, category, fix.
            var text = Repository.Read(rule.Page);
            var facts = Regex.Match(text, @"\A.*\n\n\w+(.*) · \w+ · (?:has a|no) fix");
            Assert.True(facts.Success, $"{rule.Page} has no line of facts.");
            Holds(
                rule.Page,
                text,
                $"# {rule.Id}: {rule.Title}\n\n{rule.Severity}{facts.Groups[1].Value} · {rule.Descriptors[0].Category} · {(rule.Fixes.Count > 0 ? "has a" : "no")} fix"
                    + text[facts.Length..]);
        });

    [Theory]
    [InlineData("Shipped")]
    [InlineData("Unshipped")]
    public void ReleaseLinks(string list)
    {
        var file = $"analyzers/ZombieGuard.Analyzers/AnalyzerReleases.{list}.md";
        var text = Repository.Read(file);
        var pages = ShippedRules.All.ToDictionary(rule => rule.Id, rule => rule.Descriptors[0].HelpLinkUri);
        Holds(file, text, Regex.Replace(text, @"(?<=^(ZG\d{4}) .*\]\()[^)]*(?=\)$)", link => pages[link.Groups[1].Value], RegexOptions.Multiline));
    }

    [Fact]
    public void LinksLeadSomewhere() =>
        Breaches.AreNone(
            from file in Repository.Files("", "*.md")
            from Match link in Regex.Matches(Repository.Read(file), @"\]\((?!https?:|mailto:|#)([^)#\s]+)")
            let target = Path.Combine(Path.GetDirectoryName(Repository.FullPath(file))!, link.Groups[1].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{file}: {link.Groups[1].Value}");

    private static void Holds(string file, string text, string expected)
    {
        if (Environment.GetEnvironmentVariable("ZG_UPDATE") == "1")
        {
            File.WriteAllText(Repository.FullPath(file), expected);
        }
        else
        {
            Assert.Equal(expected, text);
        }
    }

    private static void TableHolds(string file, string name, IEnumerable<string> rows)
    {
        var text = Repository.Read(file);
        var begin = $"<!-- {name} -->\n";
        var start = text.IndexOf(begin, StringComparison.Ordinal);
        var end = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, $"{file} has no <!-- {name} --> … <!-- /{name} -->.");

        Holds(file, text, text[..(start + begin.Length)] + string.Concat(rows.Select(row => row + "\n")) + text[end..]);
    }

    private static IEnumerable<string> Rows(string pages) =>
    [
        "| Rule | Reports | Severity | Fix |",
        "|---|---|---|---|",
        .. ShippedRules.All.Select(rule =>
            $"| [{rule.Id}]({pages}{rule.Id}.md) | {rule.Title} | {rule.Severity} | {(rule.Fixes.Count > 0 ? "yes" : "no")} |"),
    ];
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace ZombieGuard.House.Tests;

/// <summary>The tables of the documentation are the descriptors. <c>ZG_UPDATE=1 dotnet test</c> rewrites them.</summary>
public sealed class DocsInSyncTests
{
    private const string Begin = "<!-- rules -->\n";
    private const string End = "<!-- /rules -->";

    [Theory]
    [InlineData("README.md", "docs/rules/")]
    [InlineData("docs/README.md", "rules/")]
    public void RuleTable(string file, string pages)
    {
        var text = Repository.Read(file);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"{file} has no {Begin.Trim()} … {End}.");

        Holds(file, text, text[..(begin + Begin.Length)] + Table(pages) + text[end..]);
    }

    [Fact]
    public void PageHeading() =>
        Assert.All(ShippedRules.All, rule =>
        {
            var text = Repository.Read(rule.Page);
            Holds(rule.Page, text, $"# {rule.Id}: {rule.Title}" + text[text.IndexOf('\n', StringComparison.Ordinal)..]);
        });

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

    private static string Table(string pages) =>
        string.Concat(Rows(pages).Select(row => row + "\n"));

    private static IEnumerable<string> Rows(string pages) =>
    [
        "| Rule | Reports | Severity | Fix |",
        "|---|---|---|---|",
        .. ShippedRules.All.Select(rule =>
            $"| [{rule.Id}]({pages}{rule.Id}.md) | {rule.Title} | {rule.Severity} | {(rule.Fixes.Count > 0 ? "yes" : "no")} |"),
    ];
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>One warning of the sample: printed by a build, or promised by a comment at the end of a line.</summary>
internal sealed record SampleWarning(string File, int Line, string Id);

/// <summary>The sample launcher, and what it promises.</summary>
internal static class Sample
{
    public const string Folder = "samples/LeakyLauncher";
    public const string Project = "LeakyLauncher.csproj";

    public static IReadOnlyList<string> Sources => Repository.Files(Folder, "*.cs");

    /// <summary>A line that ends in <c>// ZG0001</c> is reported, no other line is.</summary>
    public static IEnumerable<SampleWarning> Promised() =>
        from file in Sources
        from line in Repository.Read(file).Split('\n').Index()
        from Match id in Regex.Matches(Regex.Match(line.Item, @"// ZG\d{4}[ ZG\d]*$").Value, @"ZG\d{4}")
        select new SampleWarning(Path.GetFileName(file), line.Index + 1, id.Value);

    /// <summary>The warnings of a build's output; MSBuild repeats them in its summary, so each counts once.</summary>
    public static IEnumerable<SampleWarning> Printed(CommandResult build) => Matches(build)
        .Select(match => new SampleWarning(Path.GetFileName(match.Groups["file"].Value), int.Parse(match.Groups["line"].Value), match.Groups["id"].Value))
        .Distinct();

    /// <summary>The word that each warning stands on.</summary>
    public static IEnumerable<string> WordsUnderSquiggles(CommandResult build) => Matches(build)
        .Select(match => File.ReadLines(match.Groups["file"].Value)
            .ElementAt(int.Parse(match.Groups["line"].Value) - 1)[(int.Parse(match.Groups["column"].Value) - 1)..])
        .Select(rest => Regex.Match(rest, @"^\w*").Value);

    /// <summary>The jobs that the running sample says to have waited for, or to have left running.</summary>
    public static IReadOnlyList<string> Jobs(CommandResult run, string verdict) =>
        [.. run.Lines.Where(line => line.StartsWith(verdict + ": ", StringComparison.Ordinal)).Select(line => line[(verdict.Length + 2)..])];

    private static IEnumerable<Match> Matches(CommandResult build) => build.Lines
        .Select(line => Regex.Match(line, @"^(?<file>.+\.cs)\((?<line>\d+),(?<column>\d+)\): warning (?<id>ZG\d{4}): "))
        .Where(match => match.Success);
}

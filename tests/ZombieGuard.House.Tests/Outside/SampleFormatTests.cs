using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary><c>dotnet format</c> on a copy of the sample that has the package: it waits only where it was asked to.</summary>
[Collection(DotnetCollection.Name)]
public sealed class SampleFormatTests(PackedPackage package)
{
    [Fact]
    public async Task WithoutTheOption_LeavesTheCodeAlone()
    {
        using var copy = CopyOfSample(option: "");
        await FormatAsync(copy, "ZG0002");
        Assert.All(Sample.Sources, source => Assert.Equal(Repository.Read(source), File.ReadAllText(copy[Path.GetFileName(source)])));
    }

    [Fact]
    public async Task WithTheOption_EveryProcessIsWaitedFor()
    {
        using var copy = CopyOfSample(option: "zombieguard.join_in_fix_all = true");
        await FormatAsync(copy, "ZG0002");

        var build = (await Command.DotnetAsync(copy.Path, "build", "--no-restore", "-c", "Release")).Succeeds();
        Breaches.AreNone(Sample.Printed(build).Where(warning => warning.Id == "ZG0002").Select(warning => warning.ToString()));

        var program = Path.Combine(copy.Path, "bin", "Release", "net10.0", "LeakyLauncher");
        var run = (await Command.RunAsync(copy.Path, program)).Succeeds();

        // What a timed wait or a kill falls short of has rules and fixes of its own; a killed child may be gone before anybody looks.
        Assert.Equal(["Upload"], Sample.Jobs(run, "left running").Where(job => job != "StopPreview"));
        Assert.Equal(
            ["RotateLogs", "CompressLog", "SendReport", "ConvertPages", "StartWorkers", "SyncAsync"],
            Sample.Jobs(run, "waited").Where(job => job != "StopPreview" && !job.StartsWith("right: ", StringComparison.Ordinal)));
    }

    /// <summary>The format asks the fix of each rule with whatever finding is the first, and applies nothing where that fails.</summary>
    [Fact]
    public async Task SeveralRulesAtOnce_EachIsFixed()
    {
        using var copy = CopyOfSample(option: "zombieguard.join_in_fix_all = true");
        var format = await FormatAsync(copy, "ZG0002", "ZG0004", "ZG0005");
        Assert.DoesNotContain("Failed to apply", format.Output, StringComparison.Ordinal);

        var build = (await Command.DotnetAsync(copy.Path, "build", "--no-restore", "-c", "Release")).Succeeds();
        Breaches.AreNone(Sample.Printed(build).Where(warning => warning.Id is "ZG0002" or "ZG0004").Select(warning => warning.ToString()));
        Assert.Matches(@"preview\.Kill\(\);.*\s+preview\.WaitForExit\(\);", File.ReadAllText(copy["ProcessJobs.cs"]));
    }

    private static async Task<CommandResult> FormatAsync(TemporaryFolder copy, params string[] rules)
    {
        (await Command.DotnetAsync(copy.Path, "restore")).Succeeds();
        string[] asked = ["format", "analyzers", Sample.Project, "--no-restore", "--verbosity", "detailed", "--severity", "info", "--diagnostics", .. rules];
        return (await Command.DotnetAsync(copy.Path, asked)).Succeeds();
    }

    private TemporaryFolder CopyOfSample(string option)
    {
        var copy = new TemporaryFolder();
        package.WriteNuGetConfig(copy);
        foreach (var source in Sample.Sources)
        {
            File.Copy(Repository.FullPath(source), copy[Path.GetFileName(source)]);
        }

        // What the repository's props and project references give the sample, said by the copy itself.
        var project = Regex.Replace(Repository.Read($"{Sample.Folder}/{Sample.Project}"), @"\s*<ProjectReference [^>]*/>", "")
            .Replace("<ItemGroup>", $"""<ItemGroup><PackageReference Include="ZombieGuard.Analyzers" Version="{package.Version}" PrivateAssets="all" />""", StringComparison.Ordinal)
            .Replace("<PropertyGroup>", "<PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable>", StringComparison.Ordinal);
        copy.Write(Sample.Project, project);
        copy.Write(".editorconfig", $"""
            root = true

            [*.cs]
            {option}
            """);
        return copy;
    }
}

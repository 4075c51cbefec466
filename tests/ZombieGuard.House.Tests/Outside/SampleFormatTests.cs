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
        await FormatAsync(copy);
        Assert.All(Sample.Sources, source => Assert.Equal(Repository.Read(source), File.ReadAllText(copy[Path.GetFileName(source)])));
    }

    [Fact]
    public async Task WithTheOption_EveryProcessIsWaitedFor()
    {
        using var copy = CopyOfSample(option: "zombieguard.join_in_fix_all = true");
        await FormatAsync(copy);

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

    private static async Task FormatAsync(TemporaryFolder copy)
    {
        (await Command.DotnetAsync(copy.Path, "restore")).Succeeds();
        (await Command.DotnetAsync(copy.Path, "format", "analyzers", Sample.Project, "--no-restore", "--diagnostics", "ZG0002", "--verbosity", "detailed")).Succeeds();
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

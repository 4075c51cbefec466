using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The sample with the reaper: zombies before, none after.</summary>
[Collection(DotnetCollection.Name)]
public sealed class ReapedSampleTests(PackedPackage package)
{
    [Fact]
    public async Task Run_ShowsZombiesBefore_AndNoneAfter()
    {
        var build = await Command.DotnetAsync(
            Repository.Root, "build", "samples/ReapedLauncher", "-c", "Release", $"-p:ArtifactsPath={package.Artifacts}");
        build.Succeeds();

        var program = Path.Combine(package.Artifacts, "bin", "ReapedLauncher", "release", "ReapedLauncher");
        var run = (await Command.RunAsync(Path.GetTempPath(), program)).Succeeds();

        // Before; after ReapUnowned, the same jobs run once more; after Adopt.
        Assert.Equal(["5", "0", "0"], Values(run, "zombies"));
        Assert.Equal(5, run.Lines.Count(line => Regex.IsMatch(line, @"^Z +\d+ +\d+ \[\w+\] <defunct>$")));
        Assert.Equal(["10"], Values(run, "reaped"));
        Assert.Equal(["exited with 3", "killed by SIGKILL"], Values(run, "adopted"));
        Assert.Equal(["exited with 5"], Values(run, "Process"));
    }

    private static string[] Values(CommandResult run, string name) =>
        [.. run.Lines.Where(line => line.StartsWith(name + ": ", StringComparison.Ordinal)).Select(line => line[(name.Length + 2)..])];
}

using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The sample shows what it promises, in its own place.</summary>
[Collection(DotnetCollection.Name)]
public sealed class SampleTests(PackedPackage package)
{
    private static readonly string[] Calls = ["Start", "WaitForExit", "posix_spawn", "fork", "forkpty"];

    [Fact]
    public async Task Build_PrintsEachPromisedWarning()
    {
        var build = await BuildAsync();
        Assert.Equal(
            Sample.Promised().Select(warning => warning.ToString()).Order(StringComparer.Ordinal),
            Sample.Printed(build).Select(warning => warning.ToString()).Order(StringComparer.Ordinal));
        Assert.All(Sample.WordsUnderSquiggles(build), word => Assert.Contains(word, Calls));
    }

    [Fact]
    public async Task Run_ShowsWhatIsLeft_AndEnds()
    {
        await BuildAsync();
        var mark = $"ZOMBIEGUARD_SAMPLE={Guid.NewGuid()}";
        var program = Path.Combine(package.Artifacts, "bin", "LeakyLauncher", "release", "LeakyLauncher");
        var run = (await Command.RunAsync(Path.GetTempPath(), "env", mark, program)).Succeeds();

        // A killed child may be gone before anybody looks.
        Assert.Equal(
            ["RotateLogs", "CompressLog", "SendReport", "ConvertPages", "StartWorkers", "Upload", "SyncAsync"],
            Sample.Jobs(run, "left running").Where(job => job != "StopPreview"));
        Assert.Equal(
            ["RotateLogs", "CompressLog", "StopPreview", "StartWorkers", "Upload", "SyncAsync", "BeginAndWait"],
            Sample.Jobs(run, "waited").Where(job => job != "StopPreview").Select(job => job.Replace("right: ", "", StringComparison.Ordinal)));
        Assert.Equal(["0", "5"], run.Lines.Select(line => Regex.Match(line, @"^zombies: (\d+)$")).Where(match => match.Success).Select(match => match.Groups[1].Value));
        Assert.Contains(run.Lines, line => Regex.IsMatch(line, @"^Z +\d+ +\d+ \[true\] <defunct>$"));
        Assert.Empty(ProcessesMarked(mark));
    }

    private static string[] ProcessesMarked(string mark) =>
    [
        .. Directory.EnumerateDirectories("/proc").Where(folder =>
        {
            try
            {
                return char.IsAsciiDigit(Path.GetFileName(folder)[0])
                    && File.ReadAllText(Path.Combine(folder, "environ")).Contains(mark, StringComparison.Ordinal);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }),
    ];

    private async Task<CommandResult> BuildAsync()
    {
        var build = await Command.DotnetAsync(
            Repository.Root, "build", Sample.Folder, "-c", "Release", "--no-incremental", $"-p:ArtifactsPath={package.Artifacts}");
        return build.Succeeds();
    }
}

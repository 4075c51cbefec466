using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The sample whose test leaves a child behind. It is not in the solution, where it would fail the whole run.</summary>
[Collection(DotnetCollection.Name)]
public sealed class GuardedSampleTests(PackedPackage package)
{
    [Fact]
    public async Task Test_FailsWithWhatIsLeftAndItsStart()
    {
        var run = await Command.DotnetAsync(
            Repository.Root, "test", "samples/GuardedTests", "-c", "Release", $"-p:ArtifactsPath={package.Artifacts}");
        run.Fails();
        Assert.Single(run.Lines, line => Regex.IsMatch(line, @"^Failed GuardedTests\.PlayerTests\.DisposedPlayerIsGone "));
        Assert.Single(run.Lines, line => Regex.IsMatch(line, @"^S \d+ \d+ sleep 30, started at .+/samples/GuardedTests/Player\.cs:\d+$"));
        Assert.Contains(run.Lines, line => Regex.IsMatch(line, @"^Failed! +- Failed: +1, Passed: +1, Skipped: +0, Total: +2,"));
    }
}

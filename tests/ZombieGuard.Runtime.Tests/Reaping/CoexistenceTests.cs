using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Native;

namespace ZombieGuard.Runtime.Tests.Reaping;

/// <summary>Raw children and Process under load, in a program of their own.</summary>
public sealed class CoexistenceTests
{
    private const string Many = "2000";

    [Theory]
    [Trait("Scenario", "S3")]
    [InlineData("Best")]
    [InlineData("Sigchld")]
    public async Task OursBesideProcess(string way) =>
        (await Child.Runs("ours-beside-process", Many, way)).Succeeds().Says(
            "ours_right=2000",
            "process_right=2000",
            "zombies=0");

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task UnownedBesideBoth() =>
        (await Child.Runs("unowned-beside-process", Many, "300")).Succeeds().Says(
            "ours_right=2000",
            "process_right=2000",
            "orphaned=300",
            "unowned=600",
            "unowned_orphans=300",
            "unowned_raw=300",
            "zombies=0");

    /// <summary>
    /// All alive together, then killed together. The large one, 10,000 of each and 1,000 orphans, is run by hand: "all-at-once 10000 1000".
    /// </summary>
    [Fact]
    [Trait("Scenario", "S3")]
    public async Task AllAliveAtOnce() =>
        (await Child.Runs("all-at-once", "300", "60")).Succeeds().Says(
            "alive=660",
            "ours_right=300",
            "process_right=300",
            "orphans_reaped=60",
            "zombies=0");

    /// <summary>A sandbox that knows no pidfd_open: every child is waited for after SIGCHLD.</summary>
    [Fact]
    public Task WithoutPidfds() => NoPidfd.Use(true, async launcher =>
        (await Child.RunsBelow(launcher, "ours-beside-process", "500", "Best")).Succeeds().Says("ours_right=500", "process_right=500", "zombies=0"));

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task OnlyTheBarrierProtectsProcess() =>
        (await Child.Runs("unowned-at-once", Many)).Succeeds().Says("process_right=2000", "unowned=2000", "zombies=0");

    /// <summary>The control: with the textbook's handler the same count shows waits that never return, or the runtime's FailFast.</summary>
    [Fact]
    [Trait("Scenario", "S3")]
    public async Task NaiveHandlerFails()
    {
        var ending = await Child.Runs("naive-beside-process", Many);
        Assert.True(ending.ExitCode != 0 || ending.Count("process_hung") > 0, ending.Output);
        Assert.NotEqual(2000, ending.Count("process_right"));
    }

    /// <summary>The library as net8.0 programs get it, on a newer runtime.</summary>
    [Fact]
    public async Task OlderAssetOnNewerRuntime()
    {
        var ending = await Child.RunAsync(
            Child.Dotnet, ["exec", "--roll-forward", "Major", Child.Program("net8.0"), "unowned-beside-process", "100", "20"]);
        ending.Succeeds().Says(
            "ours_right=100",
            "process_right=100",
            "orphaned=20",
            "unowned=40",
            "unowned_orphans=20",
            "unowned_raw=20",
            "zombies=0");
        Assert.Equal(".NETCoreApp,Version=v8.0", ending["asset"]);
    }
}

using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Native;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>Ending with the parent, and knowing of any process's end.</summary>
public sealed class ParentWatchTests
{
    /// <summary>The parent is killed, and nobody tells the child but the kernel.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChildExitsWithItsKilledParent(bool withoutPidfds)
    {
        await NoPidfd.Use(withoutPidfds, async launcher =>
        {
            string[] watcher = [.. launcher, Child.Dotnet, "exec", Child.Program("net10.0"), "watch-parent"];
            using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "\"$@\"; exit", "sh", .. watcher]) { RedirectStandardOutput = true })!;
            Assert.Equal("watches", await parent.StandardOutput.ReadLineAsync().WaitAsync(Until.Deadline));
            RawChild.kill(parent.Id, RawChild.SIGKILL);

            // To the end: nobody has the pipe any more.
            Assert.Equal("exits with 7\n", await parent.StandardOutput.ReadToEndAsync().WaitAsync(Until.Deadline));
        });
    }

    [Fact]
    public async Task EndOfAnyProcessIsTold()
    {
        var pids = Enumerable.Range(0, 20).Select(_ => RawChild.Sleeps()).ToList();
        var threads = Process.GetCurrentProcess().Threads.Count;
        var ends = pids.ConvertAll(ParentWatch.WhenEnds);

        // Not one each. The runtime's pool may have added some of its own.
        Assert.InRange(Process.GetCurrentProcess().Threads.Count, 0, threads + (pids.Count / 2));
        Assert.DoesNotContain(ends, end => end.IsCompleted);
        pids.ForEach(pid => RawChild.kill(pid, RawChild.SIGKILL));

        // They are zombies: nobody has waited for them.
        await Task.WhenAll(ends).WaitAsync(Until.Deadline);
        pids.ForEach(pid => Assert.Equal((pid, 9), RawChild.Wait(pid)));
        Assert.True(ParentWatch.WhenEnds(pids[0]).IsCompletedSuccessfully);
    }

    /// <summary>Also where it has to be looked for: a zombie has ended, though it can still be signalled.</summary>
    [Fact]
    public Task EndIsToldWithoutPidfds() => NoPidfd.Use(true, async launcher =>
        (await Child.RunsBelow(launcher, "watch-zombie")).Succeeds().Says("lives=False", "zombie=True", "gone=True"));

    [Fact]
    public async Task ProcessesThatLiveHaveNotEnded()
    {
        Assert.False(ParentWatch.WhenParentEnds().IsCompleted);
        Assert.False(ParentWatch.WhenEnds(1).IsCompleted);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("pid", () => ParentWatch.WhenEnds(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("pid", () => ParentWatch.WhenEnds(-1));
    }
}

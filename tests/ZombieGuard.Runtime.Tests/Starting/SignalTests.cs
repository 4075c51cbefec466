using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>Terminating, stopping, the group.</summary>
public sealed class SignalTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    public static TheoryData<int> Ways => AdoptTests.Ways;

    [Theory]
    [Trait("Scenario", "S6")]
    [MemberData(nameof(Ways))]
    public async Task SuspendedChildIsStoppedUntilResumed(int way)
    {
        var child = Started.Sleeps(way);
        Assert.Equal(ChildState.Running, child.State);
        Assert.True(child.Suspend());
        Assert.True(Until.True(() => child.State == ChildState.Stopped));
        Assert.True(child.IsAlive);
        Assert.True(child.Resume());
        Assert.True(Until.True(() => child.State == ChildState.Running));
        Assert.True(child.Terminate());
        Assert.Equal(15, (await Started.End(child)).TerminatingSignal);
        Assert.Equal(ChildState.Ended, child.State);
        Assert.Equal((false, false, false, false), (child.Suspend(), child.Resume(), child.Terminate(), child.Kill()));
    }

    /// <summary>SIGTERM alone would stay pending in a stopped child for ever.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task StoppedChildTakesNoticeOfTerminate(int way)
    {
        var child = Started.Sleeps(way);
        child.Suspend();
        Assert.True(Until.True(() => child.State == ChildState.Stopped));
        child.Terminate();
        Assert.Equal(15, (await Started.End(child)).TerminatingSignal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task StopAsksFirst(int way)
    {
        using var child = await ThatSays("ready", "trap 'exit 6' TERM; echo ready; while kill -0 $PPID; do sleep 0.01; done", way);
        Assert.Equal(6, (await child.StopAsync(Until.Deadline)).ExitCode);
        Assert.Equal(6, (await child.StopAsync(TimeSpan.Zero)).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task StopKillsWhatDoesNotListen(int way)
    {
        using var child = await ThatSays("ready", "trap '' TERM; echo ready; exec sleep 1000", way);
        var start = Environment.TickCount64;
        Assert.Equal(9, (await child.StopAsync(Grace).WaitAsync(Until.Deadline)).TerminatingSignal);
        Assert.InRange(Environment.TickCount64 - start, (long)Grace.TotalMilliseconds - 20, (long)Until.Deadline.TotalMilliseconds);
    }

    [Fact]
    public async Task StopWakesStoppedChildren()
    {
        var child = Started.Sleeps();
        child.Suspend();
        Assert.Equal(15, (await child.StopAsync(Until.Deadline)).TerminatingSignal);
    }

    [Fact]
    public async Task StopWithoutGraceKills() => Assert.Equal(9, (await Started.Sleeps().StopAsync(TimeSpan.Zero)).TerminatingSignal);

    /// <summary>The signal goes to all of the group, and nobody of it is left: neither who ignores it, nor who is stopped.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GroupEndsWithItsLeader(int way)
    {
        const string Script = """
            sh -c 'trap "" TERM; echo a; exec sleep 1000' &
            sh -c 'kill -STOP $$' &
            sleep 1000 &
            echo b; wait
            """;
        using var child = await ThatSays("ab", Script, way, info => info.OwnGroup = true);
        Assert.False(Started.IsEmpty(child.Pid));
        Assert.Equal(15, (await child.StopAsync(Until.Deadline)).TerminatingSignal);
        Assert.True(Until.True(() => Started.IsEmpty(child.Pid)));
    }

    [Fact]
    public async Task WithoutAGroupOnlyTheChildIsStopped()
    {
        using var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", "sleep 1000 & echo $!; wait") { StandardOutput = ChildStdio.Pipe });
        var grandchild = int.Parse((await new System.IO.StreamReader(child.StandardOutput!).ReadLineAsync())!);
        await child.StopAsync(Until.Deadline);
        Assert.True(RawChild.Stat(grandchild) is { State: not 'Z' });
        RawChild.kill(grandchild, RawChild.SIGKILL);
        Assert.Throws<InvalidOperationException>(() => child.SignalGroup(15));
    }

    [Fact]
    public async Task GroupIsSignalledUntilItsLeaderHasEnded()
    {
        using var child = await ThatSays("a", "trap 'echo usr1; exit 0' USR1; echo a; while kill -0 $PPID; do sleep 0.01; done", 0, info => info.OwnSession = true);
        Assert.True(child.SignalGroup(0));
        Assert.True(child.SignalGroup(10));
        Assert.Equal(0, (await Started.End(child)).ExitCode);
        Assert.False(child.SignalGroup(15));
        Assert.Throws<ArgumentOutOfRangeException>("signal", () => child.SignalGroup(65));
    }

    /// <summary>The cancelled stop leaves the child to the grace it has: nothing more is sent.</summary>
    [Fact]
    public async Task StopCanBeCancelled()
    {
        using var child = await ThatSays("ready", "trap '' TERM; echo ready; exec sleep 1000", 0);
        using var cancel = new CancellationTokenSource();
        var stop = child.StopAsync(Timeout.InfiniteTimeSpan, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stop);
        Assert.True(child.IsAlive);
        child.Kill();
        await Started.End(child);
    }

    /// <summary>Two threads, one child: whoever comes second finds nothing, and nobody reaches a stranger or fails.</summary>
    [Fact]
    public async Task SignalsAndEndsRace()
    {
        for (var round = 0; round < 30; round++)
        {
            var child = Started.Shell("exit 0", round % 2);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                while (child.Signal(0))
                {
                }

                Assert.False(child.IsAlive);
            }))).WaitAsync(Until.Deadline);
            Assert.Equal(0, child.Exit!.Value.ExitCode);
        }
    }

    private static async Task<ChildProcess> ThatSays(string letters, string script, int way, Action<ChildStartInfo>? settings = null)
    {
        var info = new ChildStartInfo("sh", "-c", script) { StandardOutput = ChildStdio.Pipe };
        settings?.Invoke(info);
        var child = Started.By(way, info);
        var said = "";
        var one = new byte[1];
        while (said.Length < letters.Length)
        {
            await child.StandardOutput!.ReadExactlyAsync(one).AsTask().WaitAsync(Until.Deadline);
            said += one[0] == '\n' ? "" : (char)one[0];
        }

        Assert.Equal(letters.Order(), said.Order());
        return child;
    }

    /// <summary>The group that it led is empty then, and a signal to that reaches nobody.</summary>
    [Fact]
    public async Task ChildThatHasLeftItsGroupIsStopped()
    {
        var child = ChildProcess.Start(new ChildStartInfo("perl", "-e", "setpgrp(0, getpgrp(getppid())); $| = 1; print 1; sleep 1000")
        {
            OwnGroup = true,
            StandardOutput = ChildStdio.Pipe,
        });
        Assert.Equal('1', child.StandardOutput!.ReadByte());
        Assert.Equal(15, (await child.StopAsync(TimeSpan.FromSeconds(30)).WaitAsync(Until.Deadline)).TerminatingSignal);
        child.Dispose();
    }
}

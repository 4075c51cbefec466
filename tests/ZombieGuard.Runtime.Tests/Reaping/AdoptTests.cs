using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Reaping;

public sealed class AdoptTests
{
    public static TheoryData<int> Ways => new(Enum.GetValues<WaitsBy>().Select(way => (int)way));

    /// <summary>The first of all scenarios: a child that nobody waits for is a zombie; adopted, it is gone and its code is known.</summary>
    [Theory]
    [Trait("Scenario", "S2")]
    [Trait("Scenario", "S11")]
    [MemberData(nameof(Ways))]
    public async Task ZombieGoesAndItsCodeIsKnown(int way)
    {
        var pid = RawChild.Exits(3);
        Assert.True(Until.True(() => RawChild.IsZombie(pid)));

        var exit = await EndOf(Adopt(pid, way));

        Assert.Equal(new ChildExit(pid, new WaitStatus(3 << 8)), exit);
        Assert.Equal((3, null, false), (exit.ExitCode, exit.TerminatingSignal, exit.IsLost));
        Assert.Equal($"child {pid} exited with 3", exit.ToString());
        Assert.Null(RawChild.Stat(pid));
    }

    [Theory]
    [Trait("Scenario", "S11")]
    [MemberData(nameof(Ways))]
    public async Task EveryCodeAndSignalArrives(int way)
    {
        for (var code = 0; code < 256; code += 15)
        {
            Assert.Equal(code, (await EndOf(Adopt(RawChild.Exits(code), way))).ExitCode);
        }

        // Those that stop, continue or are ignored by default do not kill. What this process ignores its children would
        // ignore, too: the runtime ignores SIGPIPE, and a shell's background job SIGINT and SIGQUIT. No core is wanted.
        foreach (var signal in Enumerable.Range(1, 31).Except([17, 18, 19, 20, 21, 22, 23, 28]))
        {
            var script = $"ulimit -c 0; kill -{signal} $$; sleep 1000";
            var exit = await EndOf(Adopt(RawChild.Spawn("/usr/bin/env", "--default-signal", "/bin/sh", "-c", script), way));
            Assert.Equal((signal, null), (exit.TerminatingSignal, exit.ExitCode));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task LivingChildIsSignalledUntilItIsGone(int way)
    {
        var child = Adopt(RawChild.Sleeps(), way);
        Assert.False(child.IsCompleted);
        Assert.Equal($"child {child.Pid} runs", child.ToString());
        Assert.True(child.Signal(0));
        Assert.True(child.Kill());
        Assert.Equal("killed by SIGKILL", (await EndOf(child)).Status.ToString());
        Assert.True(child.IsCompleted);
        Assert.Equal($"child {child.Pid} killed by SIGKILL", child.ToString());
        Assert.False(child.Kill());
        Assert.False(child.Signal(15));
    }

    /// <summary>A stopped child lives: its stop must not be taken for its end.</summary>
    [Theory]
    [Trait("Scenario", "S10")]
    [MemberData(nameof(Ways))]
    public async Task StopIsNotTheEnd(int way)
    {
        var child = Adopt(RawChild.Sleeps(), way);
        child.Signal(19);
        Assert.True(Until.True(() => RawChild.Stat(child.Pid)?.State == 'T'));
        Assert.False(child.IsCompleted);
        child.Signal(18);
        Assert.True(Until.True(() => RawChild.Stat(child.Pid)?.State != 'T'));
        child.Signal(15);
        Assert.Equal(15, (await EndOf(child)).TerminatingSignal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AdoptedTwiceIsTheSameChild(int way)
    {
        var child = Adopt(RawChild.Sleeps(), way);
        Assert.Same(child, ChildReaper.Shared.Adopt(child.Pid));
        Assert.Same(child, Adopt(child.Pid, (int)WaitsBy.Sigchld));
        child.Kill();
        Assert.Equal(9, (await EndOf(child)).TerminatingSignal);
        Assert.Throws<NotAChildException>(() => ChildReaper.Shared.Adopt(child.Pid));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task StolenStatusIsLost(int way)
    {
        var child = Adopt(RawChild.Sleeps(), way);
        lock (ChildReaper.Shared.Gate)
        {
            child.Kill();
            Assert.Equal((child.Pid, 9), RawChild.Wait(child.Pid));
        }

        var exit = await EndOf(child);
        Assert.True(exit.IsLost);
        Assert.Equal((null, null, null), (exit.Status, exit.ExitCode, exit.TerminatingSignal));
        Assert.Equal($"child {child.Pid} ended, its status is lost", exit.ToString());
        Assert.False(child.Kill());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void PidsThatNameNoProcessAreRefused(int pid) =>
        Assert.Throws<ArgumentOutOfRangeException>("pid", () => ChildReaper.Shared.Adopt(pid));

    [Theory]
    [MemberData(nameof(Ways))]
    public void OnlyOwnChildrenAreTaken(int way)
    {
        var waitedFor = RawChild.Exits(0);
        Assert.Equal((waitedFor, 0), RawChild.Wait(waitedFor));
        foreach (var pid in new[] { Environment.ProcessId, 1, waitedFor, int.MaxValue })
        {
            Assert.Equal(pid, Assert.Throws<NotAChildException>(() => Adopt(pid, way)).Pid);
        }
    }

    [Fact]
    public async Task SignalsThatDoNotExistAreRefused()
    {
        var child = Adopt(RawChild.Sleeps(), 0);
        Assert.Throws<ArgumentOutOfRangeException>("signal", () => child.Signal(-1));
        Assert.Throws<ArgumentOutOfRangeException>("signal", () => child.Signal(65));
        child.Kill();
        await EndOf(child);
    }

    /// <summary>A continuation that blocks holds up nobody else's end.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ContinuationsDoNotRunOnTheReaper(int way)
    {
        using var release = new ManualResetEventSlim();
        var first = Adopt(RawChild.Sleeps(), way);
        var blocked = first.Completion.ContinueWith(
            _ => release.Wait(Until.Deadline), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        first.Kill();
        await EndOf(first);
        Assert.Equal(4, (await EndOf(Adopt(RawChild.Exits(4), way))).ExitCode);
        release.Set();
        Assert.True(await blocked);
    }

    /// <summary>Descriptors are closed with their children.</summary>
    [Fact]
    public async Task NoDescriptorIsLeft()
    {
        await EndOf(Adopt(RawChild.Exits(0), 0));

        // The guardian's, and of what ParentWatch was asked about, stay.
        var before = Pidfds().Count;
        var children = Enumerable.Range(0, 50).Select(_ => Adopt(RawChild.Sleeps(), 0)).ToList();
        Assert.Equal(children.Select(child => child.Pid).Order(), Pidfds().Intersect(children.Select(child => child.Pid)).Order());
        children.ForEach(child => child.Kill());
        foreach (var child in children)
        {
            await EndOf(child);
        }

        Assert.InRange(Pidfds().Count, 0, before);

        // By the pids that they hold, of which those that have ended are -1.
        static List<int> Pidfds() =>
        [
            .. from fd in Directory.EnumerateFileSystemEntries("/proc/self/fd")
               where new FileInfo(fd).LinkTarget?.Contains("pidfd", StringComparison.Ordinal) == true
               from line in File.ReadLines(fd.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal))
               where line.StartsWith("Pid:", StringComparison.Ordinal)
               select int.Parse(line.AsSpan("Pid:".Length), System.Globalization.CultureInfo.InvariantCulture),
        ];
    }

    private static ChildProcess Adopt(int pid, int way) => ChildReaper.Shared.Adopt(pid, (WaitsBy)way);

    private static Task<ChildExit> EndOf(ChildProcess child) => child.Completion.WaitAsync(Until.Deadline);
}

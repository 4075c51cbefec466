using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>Waiting: twice, from many threads, while others collect.</summary>
public sealed class JoinTests
{
    public static TheoryData<int> Ways => AdoptTests.Ways;

    /// <summary>Join before start cannot be written: there is no child before it. Twice is once.</summary>
    [Theory]
    [Trait("Scenario", "S6")]
    [MemberData(nameof(Ways))]
    public async Task JoinedTwiceIsTheSameExit(int way)
    {
        var child = Started.Shell("exit 9", way);
        var exit = child.Join();
        Assert.Equal(9, exit.ExitCode);
        Assert.Equal(exit, child.Join());
        Assert.Equal(exit, await child.JoinAsync());
        Assert.True(child.Join(TimeSpan.Zero));
        Assert.True(await child.JoinAsync(TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ManyThreadsJoinOneChild(int way)
    {
        for (var round = 0; round < 20; round++)
        {
            var child = Started.Sleeps(way);
            var waiting = 0;
            var threads = Enumerable.Range(0, 8).Select(number => Task.Factory.StartNew(
                () =>
                {
                    Interlocked.Increment(ref waiting);
                    return number % 2 == 0 ? child.Join() : child.Join(Until.Deadline) ? child.Exit!.Value : default;
                },
                TaskCreationOptions.LongRunning)).ToList();
            Until.True(() => Volatile.Read(ref waiting) == 8);
            child.Kill();
            foreach (var exit in await Task.WhenAll(threads).WaitAsync(Until.Deadline))
            {
                Assert.Equal(9, exit.TerminatingSignal);
            }
        }
    }

    /// <summary>The kernel is asked: a child that is a zombie is not alive, whichever thread was to hear of it first.</summary>
    [Theory]
    [Trait("Scenario", "S6")]
    [MemberData(nameof(Ways))]
    public void AliveIsTrueOfTheMoment(int way)
    {
        for (var round = 0; round < 50; round++)
        {
            var child = Started.Sleeps(way);
            Assert.True(child.IsAlive);
            child.Kill();
            Until.True(() => RawChild.Stat(child.Pid) is null or ('Z', _));
            Assert.False(child.IsAlive);
            Assert.Equal(9, child.Exit!.Value.TerminatingSignal);
        }
    }

    /// <summary>A wait that gives up leaves the child to the next one.</summary>
    [Theory]
    [Trait("Scenario", "S4")]
    [MemberData(nameof(Ways))]
    public async Task WaitThatEndsEarlyChangesNothing(int way)
    {
        var child = Started.Sleeps(way);
        Assert.False(child.Join(TimeSpan.FromMilliseconds(20)));
        Assert.False(await child.JoinAsync(TimeSpan.FromMilliseconds(20)));
        using var stop = new CancellationTokenSource();
        var cancelled = child.JoinAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.True(child.IsAlive);
        child.Kill();
        Assert.Equal(9, (await child.JoinAsync().WaitAsync(Until.Deadline)).TerminatingSignal);
    }

    /// <summary>Waiting by the pidfd is not woken by the end of another child, nor by a signal.</summary>
    [Fact]
    public async Task ThreadThatWaitsIsInterruptedByNothing()
    {
        var child = Started.Sleeps();
        var join = Task.Factory.StartNew(child.Join, TaskCreationOptions.LongRunning);
        for (var i = 0; i < 100; i++)
        {
            RawChild.raise(28);
            Started.Shell("exit 0").Join();
        }

        Assert.False(join.IsCompleted);
        child.Kill();
        Assert.Equal(9, (await join.WaitAsync(Until.Deadline)).TerminatingSignal);
    }

    /// <summary>Nobody keeps the object: the child is waited for all the same.</summary>
    [Theory]
    [Trait("Scenario", "S8")]
    [Trait("Scenario", "S9")]
    [MemberData(nameof(Ways))]
    public void ForgottenChildrenAreNoZombies(int way)
    {
        for (var i = 0; i < 50; i++)
        {
            Started.Shell("exit 1", way).Dispose();
        }

        GC.Collect();
        Assert.True(Until.True(() => RawChild.Zombies().Count == 0));
    }

    /// <summary>Signals are no waits, and a thread that is interrupted has left nothing half done.</summary>
    [Fact]
    public async Task InterruptedThreadLeavesTheChildToOthers()
    {
        var child = Started.Sleeps();
        var thread = new Thread(() =>
        {
            try
            {
                child.Join();
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
            }
        });
        thread.Start();
        Until.True(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || thread.IsAlive);
        thread.Interrupt();
        child.Kill();
        Assert.Equal(9, (await Started.End(child)).TerminatingSignal);
        Assert.True(thread.Join(Until.Deadline));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>Stop and continue are reported while the child lives.</summary>
[Trait("Scenario", "S10")]
public sealed class WatchTests
{
    public static TheoryData<int> Ways => AdoptTests.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task StopContinueAndEndAreReported(int way)
    {
        // In a group of its own: the terminal's stop does nothing to an orphaned one, which this process's may be.
        var child = Started.By(way, new ChildStartInfo("sleep", "1000") { OwnGroup = true });
        await using var changes = child.WatchAsync().GetAsyncEnumerator();
        foreach (var (signal, words) in new[]
        {
            (19, "stopped by SIGSTOP"), (18, "continued"), (20, "stopped by SIGTSTP"), (18, "continued"), (15, "killed by SIGTERM"),
        })
        {
            var next = changes.MoveNextAsync().AsTask();
            child.Signal(signal);
            Assert.True(await next.WaitAsync(Until.Deadline));
            Assert.Equal(words, changes.Current.ToString());
        }

        Assert.False(await changes.MoveNextAsync());
        Assert.Equal(15, child.Exit!.Value.TerminatingSignal);
    }

    /// <summary>A stop from before anybody watched is still there to be told; so is the end.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhatWasBeforeIsReported(int way)
    {
        var child = Started.Sleeps(way);
        child.Suspend();
        Assert.True(Until.True(() => child.State == ChildState.Stopped));
        await using (var changes = child.WatchAsync().GetAsyncEnumerator())
        {
            Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(Until.Deadline));
            Assert.Equal(19, changes.Current.StopSignal);
        }

        child.Kill();
        await Started.End(child);
        Assert.Equal([new WaitStatus(9)], await All(child));
    }

    [Fact]
    public async Task EveryReaderGetsAll()
    {
        var child = Started.Sleeps();
        await using var first = child.WatchAsync().GetAsyncEnumerator();
        await using var second = child.WatchAsync().GetAsyncEnumerator();
        var moves = new[] { first.MoveNextAsync().AsTask(), second.MoveNextAsync().AsTask() };
        child.Suspend();
        Assert.DoesNotContain(false, await Task.WhenAll(moves).WaitAsync(Until.Deadline));
        Assert.Equal((19, 19), (first.Current.StopSignal, second.Current.StopSignal));
        child.Kill();
        await Started.End(child);
    }

    [Fact]
    public async Task WatchingCanBeCancelled()
    {
        var child = Started.Sleeps();
        using var cancel = new CancellationTokenSource();
        var changes = child.WatchAsync(cancel.Token).GetAsyncEnumerator();
        var next = changes.MoveNextAsync().AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        child.Kill();
        Assert.Equal(9, (await Started.End(child)).TerminatingSignal);
    }

    /// <summary>A thousand stops and continuations: the child's end is right, and the last word is the end.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ChurnEndsInTheEnd(int way)
    {
        var child = Started.Sleeps(way);
        var all = All(child);
        for (var i = 0; i < 1000; i++)
        {
            child.Suspend();
            child.Resume();
        }

        child.Terminate();
        var changes = await all.WaitAsync(Until.Deadline);
        Assert.Equal(15, changes[^1].TerminatingSignal);
        Assert.All(changes.SkipLast(1), change => Assert.True(change.IsStopped || change.IsContinued));
        Assert.Equal(15, (await Started.End(child)).TerminatingSignal);
    }

    private static async Task<List<WaitStatus>> All(ChildProcess child)
    {
        var all = new List<WaitStatus>();
        await foreach (var change in child.WatchAsync())
        {
            all.Add(change);
        }

        return all;
    }
}

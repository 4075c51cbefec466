using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using ZombieGuard.Reaping;
using ZombieGuard.Runtime.Tests.Observing;
using ZombieGuard.Runtime.Tests.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Supervising;

/// <summary>Workers that end, and what becomes of them.</summary>
[Trait("Scenario", "S12")]
public sealed class SupervisionTests(ITestOutputHelper output)
{
    public static TheoryData<int> Ways => AdoptTests.Ways;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task NoNumberIsOneForEachCore(int workers)
    {
        var crew = new Crew(_ => "exit 0") { Workers = workers };
        Assert.True(await crew.Runs());
        Assert.Equal(Enumerable.Range(0, Environment.ProcessorCount), crew.Starts.Select(start => start.TaskId).Order());
        Assert.True(crew.IsGone());
    }

    [Fact]
    public async Task DefaultsAreEnough() =>
        Assert.True(await new WorkerSupervisor(_ => new ChildStartInfo("true")).RunAsync().WaitAsync(Until.Deadline));

    /// <summary>Each one crashes 250 times with a code that says its id, and then ends normally.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task IdsStayOverAThousandCrashes(int way)
    {
        const int Each = 250;
        var starts = new ConcurrentDictionary<int, int>();
        var crew = new Crew(taskId => starts.AddOrUpdate(taskId, 1, (_, count) => count + 1) > Each ? "exit 0" : "exit $((ZOMBIEGUARD_TASK_ID + 50))")
        {
            Way = (WaitsBy)way,
            Workers = 4,
            MaxRestarts = 4 * Each,
        };
        Assert.True(await crew.Supervisor().RunAsync().WaitAsync(3 * Until.Deadline));
        Assert.Equal(
            Enumerable.Range(0, 4).SelectMany(taskId => Enumerable.Repeat((taskId, 50 + taskId), Each).Append((taskId, 0))).Order(),
            crew.Exits.Select(exit => (exit.TaskId, exit.Exit.ExitCode!.Value)).Order());
        Assert.True(crew.IsGone());
    }

    /// <summary>A code, a signal, a status that somebody else took; and no restart after the normal end.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AbnormalEndsAreRestarted(int way)
    {
        var count = 0;
        var stolen = new TaskCompletionSource();
        Crew crew = null!;
        crew = new Crew(_ => ++count switch { 1 => "exit 3", 2 => "kill -KILL $$", 3 => "exec sleep 1000", _ => "exit 0" })
        {
            Way = (WaitsBy)way,
            OnStart = _ =>
            {
                if (count == 3)
                {
                    stolen.SetResult();
                }
            },
        };
        var run = crew.Runs();
        await stolen.Task.WaitAsync(Until.Deadline);
        lock (ChildReaper.Shared.Gate)
        {
            var worker = crew.Starts.Last().Worker;
            worker.Kill();
            RawChild.Wait(worker.Pid);
        }

        Assert.True(await run);
        Assert.Equal(["exited with 3", "killed by SIGKILL", "ended, its status is lost", "exited with 0"], crew.Exits.Select(exit => exit.Exit.Words));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task FirstRestartComesAfterTheBackoff(int way)
    {
        const int Rounds = 5;
        var backoff = TimeSpan.FromMilliseconds(500);
        var started = new BlockingCollection<long>();
        using var cancellation = new CancellationTokenSource();
        var crew = new Crew(_ => "exec sleep 1000")
        {
            Way = (WaitsBy)way,
            Backoff = backoff,
            StableAfter = TimeSpan.Zero,
            OnStart = _ => started.Add(Stopwatch.GetTimestamp()),
        };
        var run = crew.Runs(cancellation.Token);
        Assert.True(started.TryTake(out _, Until.Deadline));
        var soonest = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var killed = Stopwatch.GetTimestamp();
            crew.Starts.Last().Worker.Kill();
            Assert.True(started.TryTake(out var again, Until.Deadline));
            var waited = Stopwatch.GetElapsedTime(killed, again) / backoff;
            output.WriteLine($"restarted after {waited:F3} x backoff");

            Assert.InRange(waited, 0.79, 2);
            soonest = Math.Min(soonest, waited);
        }

        // What else the machine does makes some come later, but not all.
        Assert.True(soonest <= 1.2, $"the soonest came after {soonest:F3} x backoff");

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(crew.IsGone());
    }

    [Theory]
    [InlineData(false, new[] { 10, 20, 40, 50, 50, 50 })]
    [InlineData(true, new[] { 10, 10, 10, 10, 10, 10 })]
    public async Task BackoffDoublesUntilTheWorkerIsStable(bool isStable, int[] backoffs)
    {
        using var listener = new ObservingTests.Listener();
        var crew = new Crew(_ => "exit 7")
        {
            MaxRestarts = backoffs.Length,
            Backoff = TimeSpan.FromMilliseconds(10),
            StableAfter = isStable ? TimeSpan.Zero : TimeSpan.FromHours(1),
        };
        await Assert.ThrowsAsync<InvalidOperationException>(() => crew.Runs());
        var pauses = listener.Events.Where(line => line.StartsWith("WorkerRestarts ", StringComparison.Ordinal)).ToList();
        Assert.All(pauses, line => Assert.Matches(@"^WorkerRestarts child \d+ exited with 7 0 \d+$", line));
        Assert.Equal(backoffs.Length, pauses.Count);
        Assert.All(
            pauses.Select(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).Zip(backoffs),
            pair => Assert.InRange(pair.First, (int)(pair.Second * 0.8) - 1, pair.Second));
    }

    /// <summary>The siblings do not listen, and have children of their own; nothing is left when it throws.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GivingUpLeavesNobodyBehind(int way)
    {
        using var listener = new ObservingTests.Listener();
        var folder = Directory.CreateTempSubdirectory("zombieguard-deaf-").FullName;
        var crew = new Crew(taskId => taskId == 1
            ? $"until [ -e {folder}/0 ] && [ -e {folder}/2 ]; do sleep 0.01; done; exit 9"
            : $"trap '' TERM; : > {folder}/$ZOMBIEGUARD_TASK_ID; sleep 1000 & sleep 1000; sleep 1000")
        {
            Way = (WaitsBy)way,
            Workers = 3,
            MaxRestarts = 5,
        };
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => crew.Runs());
        Assert.Equal(6, crew.Exits.Count(exit => exit is { TaskId: 1, Exit.ExitCode: 9 }));
        Assert.Equal([0, 2], crew.Exits.Where(exit => exit.Exit.TerminatingSignal == 9).Select(exit => exit.TaskId).Order());
        Assert.Equal(
            $"Worker 1 was not started again, because MaxRestarts (5) was reached: {crew.Exits.Last(exit => exit.TaskId == 1).Exit}.", failure.Message);
        Assert.Single(listener.Events, line => line.StartsWith("SupervisorGaveUp child ", StringComparison.Ordinal));
        Assert.True(crew.IsGone());
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>However the worker ends.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhatAWorkerLeavesInItsGroupIsKilled(int way)
    {
        var count = 0;
        var crew = new Crew(_ => $"sleep 1000 & trap '' TERM HUP; sleep 1000 & exit {2 - Math.Min(++count, 2)}") { Way = (WaitsBy)way };
        Assert.True(await crew.Runs());
        Assert.Equal([1, 0], crew.Exits.Select(exit => exit.Exit.ExitCode!.Value));
        Assert.True(crew.IsGone());
    }

    /// <summary>One start info for all, with an environment of its own: it is not written to.</summary>
    [Fact]
    public async Task StartInfoCanBeShared()
    {
        var info = new ChildStartInfo("sh", "-c", "[ $ZOMBIEGUARD_TASK_ID$MINE = 0x ] || [ $ZOMBIEGUARD_TASK_ID$MINE = 1x ]") { Environment = { ["MINE"] = "x" } };
        var crew = new Crew(_ => info) { Workers = 2, MaxRestarts = 0 };
        Assert.True(await crew.Runs());
        Assert.Equal(["MINE"], info.Environment.Keys);
        Assert.False(info.OwnGroup);
    }

    /// <summary>What a callback keeps needs no lock.</summary>
    [Fact]
    public async Task CallersCodeRunsOneAtATime()
    {
        var inside = 0;
        var overlaps = 0;
        void Enter()
        {
            overlaps += Interlocked.Increment(ref inside) - 1;
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        }

        var count = 0;
        var crew = new Crew(_ =>
        {
            Enter();
            return ++count > 100 ? "exit 0" : "exit 1";
        })
        {
            Workers = 8,
            OnStart = _ => Enter(),
            OnExit = _ => Enter(),
        };
        Assert.True(await crew.Runs());
        Assert.Equal((0, 108), (overlaps, count));
    }
}

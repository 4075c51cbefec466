using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Reaping;
using ZombieGuard.Runtime.Tests.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Supervising;

/// <summary>Cancelled, used wrongly, and with code of the caller's that fails: no worker is left.</summary>
[Trait("Scenario", "S12")]
public sealed class SupervisorEndTests
{
    private const int SIGTERM = 15;
    private const string Deaf = "trap '' TERM; sleep 1000; sleep 1000";

    public static TheoryData<int> Ways => AdoptTests.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CancelledItStopsAll(int way)
    {
        using var cancellation = new CancellationTokenSource();
        var crew = new Crew(taskId => taskId == 0 ? Deaf : "exec sleep 1000") { Way = (WaitsBy)way, Workers = 3 };
        var run = crew.Supervisor().RunAsync(cancellation.Token);
        Assert.True(Until.True(() => crew.Starts.Count == 3 && RawChild.HasSignal(crew.Starts.Single(start => start.TaskId == 0).Worker.Pid, "SigIgn", SIGTERM)));
        await cancellation.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Until.Deadline));
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.True(run.IsCanceled);
        Assert.Equal([(0, 9), (1, 15), (2, 15)], crew.Exits.Select(exit => (exit.TaskId, exit.Exit.TerminatingSignal!.Value)).Order());
        Assert.True(crew.IsGone());
    }

    [Fact]
    public async Task CancelledBeforeItStartsNobody()
    {
        var isAsked = false;
        var crew = new Crew(_ =>
        {
            isAsked = true;
            return "exit 0";
        })
        {
            Workers = 3,
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => crew.Runs(new CancellationToken(canceled: true)));
        Assert.Empty(crew.Starts);
        Assert.False(isAsked);
    }

    [Fact]
    public async Task CancelledInABackoffItDoesNotWait()
    {
        using var cancellation = new CancellationTokenSource();
        var crew = new Crew(_ => "exit 1") { Backoff = TimeSpan.FromSeconds(30), OnExit = _ => cancellation.CancelAfter(50) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => crew.Runs(cancellation.Token));
        Assert.Single(crew.Starts);
    }

    /// <summary>The caller's code is asked for a worker, and all is over when it answers.</summary>
    [Fact]
    public async Task CancelledWhileAWorkerIsMadeItIsNotStarted()
    {
        using var cancellation = new CancellationTokenSource();
        var crew = new Crew(_ =>
        {
            cancellation.Cancel();
            return "exec sleep 1000";
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => crew.Runs(cancellation.Token));
        Assert.Empty(crew.Starts);
    }

    [Fact]
    public async Task CancelledByACallbackItStops()
    {
        using var cancellation = new CancellationTokenSource();
        var crew = new Crew(_ => "exec sleep 1000") { Workers = 2, OnStart = _ => cancellation.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => crew.Runs(cancellation.Token));
        Assert.True(crew.IsGone());
    }

    /// <summary>Each of them at once.</summary>
    [Fact]
    public async Task WithoutGraceTheyAreKilled()
    {
        using var cancellation = new CancellationTokenSource();
        var crew = new Crew(_ => "exec sleep 1000") { Workers = 2, Grace = TimeSpan.Zero };
        var run = crew.Runs(cancellation.Token);
        Assert.True(Until.True(() => crew.Starts.Count == 2));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal([9, 9], crew.Exits.Select(exit => exit.Exit.TerminatingSignal!.Value));
    }

    [Fact]
    public async Task RunsOnce()
    {
        using var cancellation = new CancellationTokenSource();
        var crew = new Crew(_ => "exec sleep 1000");
        var supervisor = crew.Supervisor();
        var run = supervisor.RunAsync(cancellation.Token);
        Assert.Throws<InvalidOperationException>(() => { _ = supervisor.RunAsync(); });
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Until.Deadline));
        Assert.Throws<InvalidOperationException>(() => { _ = supervisor.RunAsync(); });
        Assert.True(crew.IsGone());
    }

    public static TheoryData<string> Failing => new("create", "null", "create again", "null again", "OnStart", "OnExit");

    /// <summary>At the start, and at a restart; the sibling does not listen.</summary>
    [Theory]
    [MemberData(nameof(Failing))]
    public async Task CallersCodeThatFailsStopsAll(string what)
    {
        var count = 0;
        Crew crew = null!;
        crew = new Crew(taskId =>
        {
            if (taskId == 0)
            {
                return Shell(Deaf);
            }

            return (what, ++count) switch
            {
                ("create", _) or ("create again", 2) => throw new FormatException(),
                ("null", _) or ("null again", 2) => null,
                _ => Shell(what == "OnStart" ? Deaf : "exit 1"),
            };
        })
        {
            Workers = 2,
            OnStart = taskId => Throw(taskId, "OnStart"),
            OnExit = taskId => Throw(taskId, "OnExit"),
        };
        var failure = await Record.ExceptionAsync(() => crew.Runs());
        if (what.StartsWith("null", StringComparison.Ordinal))
        {
            Assert.Equal("createWorker has returned null for worker 1.", Assert.IsType<InvalidOperationException>(failure).Message);
        }
        else
        {
            Assert.IsType<FormatException>(failure);
        }

        Assert.True(crew.IsGone());

        void Throw(int taskId, string where)
        {
            if (taskId == 1 && what == where)
            {
                throw new FormatException();
            }
        }
    }

    [Fact]
    public async Task ProgramThatIsMissingStopsAll()
    {
        var crew = new Crew(taskId => taskId == 1 ? new ChildStartInfo("/no/such/program") : Shell("exec sleep 1000")) { Workers = 2 };
        Assert.Equal("/no/such/program", (await Assert.ThrowsAsync<ChildStartException>(() => crew.Runs())).FileName);
        Assert.True(crew.IsGone());
    }

    /// <summary>No pid was to be had, three times: these are restarts.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public async Task StartThatMayWorkLaterIsTriedAgain(int maxRestarts, bool isEnough)
    {
        var count = 0;
        var crew = new Crew(_ => ++count > 3 ? Shell("exit 0") : throw new ChildStartException(11, "sh", "No pid.")) { MaxRestarts = maxRestarts };
        if (isEnough)
        {
            Assert.True(await crew.Runs());
        }
        else
        {
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => crew.Runs());
            Assert.Equal("Worker 0 was not started again, because MaxRestarts (2) was reached: No pid.", failure.Message);
            Assert.True(Assert.IsType<ChildStartException>(failure.InnerException).IsTransient);
        }
    }

    [Fact]
    public void BadSettingsAreRefused()
    {
        Assert.Throws<ArgumentNullException>("createWorker", () => new WorkerSupervisor(null!));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new WorkerSupervisorOptions { MaxRestarts = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new WorkerSupervisorOptions { Backoff = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new WorkerSupervisorOptions { Backoff = TimeSpan.FromSeconds(31) });
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new WorkerSupervisorOptions { StopGrace = TimeSpan.FromSeconds(-2) });
        Assert.Equal(Timeout.InfiniteTimeSpan, new WorkerSupervisorOptions { StopGrace = Timeout.InfiniteTimeSpan }.StopGrace);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(19)]
    [InlineData(0)]
    [InlineData(-42)]
    [InlineData(65)]
    public async Task SignalsThatNobodyCanHandleAreRefused(int signal)
    {
        var crew = new Crew(_ => "exit 0");
        var options = new WorkerSupervisorOptions { ForwardedSignals = [(PosixSignal)12, (PosixSignal)signal], OnStart = (_, _) => crew.Starts.Enqueue(default) };
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => new WorkerSupervisor(_ => Shell("exit 0"), options).RunAsync());
        Assert.Equal($"{signal} cannot be forwarded. (Parameter 'ForwardedSignals')", refused.Message);
        Assert.Empty(crew.Starts);
    }

    private static ChildStartInfo Shell(string script) => new("sh", "-c", script);
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;
using ZombieGuard.Runtime.Tests.Native;
using ZombieGuard.Runtime.Tests.Starting;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Supervising;

/// <summary>A supervisor that is signalled, limited or killed as a whole.</summary>
[Trait("Scenario", "S12")]
public sealed class SupervisorSignalTests(ITestOutputHelper output)
{
    private const int SIGHUP = 1;
    private const int SIGINT = 2;
    private const int SIGUSR2 = 12;
    private const int SIGTERM = 15;
    private const int SIGSTOP = 19;

    /// <summary>Says each signal that it gets, and waits for the next.</summary>
    private const string Listens = """
        trap 'echo got HUP' HUP; trap 'echo got USR2' USR2; trap 'echo got INT; exit 0' INT; trap 'echo got TERM; exit 0' TERM
        echo listens; while :; do sleep 1000 & wait $!; done
        """;

    public static TheoryData<string> Ways => FaultTests.Ways;

    [Theory]
    [InlineData(SIGTERM, "TERM", "Best")]
    [InlineData(SIGTERM, "TERM", "Sigchld")]
    [InlineData(SIGINT, "INT", "Best")]
    public async Task SignalToEndIsPassedOnAndEndsTheSupervision(int signal, string name, string way)
    {
        using var program = new SupervisorProgram(Listens, "workers=2", $"way={way}");
        await program.Says("^listens$", 2);
        program.Signal(signal);
        await program.Ends("returned False");
        Assert.Equal((2, 2, 2), (program.Count($"^got {name}$"), program.Count("^got "), program.Count(@"^ended \d child \d+ exited with 0$")));
    }

    [Fact]
    public async Task OtherSignalIsPassedOnAndTheSupervisionGoesOn()
    {
        using var program = new SupervisorProgram(Listens, "workers=2");
        await program.Says("^listens$", 2);
        program.Signal(SIGHUP);
        await program.Says("^got HUP$", 2);
        program.Signal(SIGHUP);
        await program.Says("^got HUP$", 4);
        Assert.Equal(2, program.Workers.Count);
        program.Signal(SIGTERM);
        await program.Ends("returned False");
    }

    /// <summary>A program's own list is all there is: SIGTERM then is the runtime's, and the guardian ends the workers.</summary>
    [Fact]
    public async Task SignalsCanBeChosen()
    {
        using var program = new SupervisorProgram(Listens, "workers=2", $"signal={SIGUSR2}", "guarded=1");
        await program.Says("^listens$", 2);
        program.Signal(SIGUSR2);
        await program.Says("^got USR2$", 2);
        program.Signal(SIGTERM);
        Assert.True(program.IsEmpty());
        Assert.Equal(0, program.Count("^got TERM$"));
    }

    [Fact]
    public async Task SecondSignalKillsAtOnce()
    {
        using var program = new SupervisorProgram("trap 'echo got TERM' TERM; echo listens; while :; do sleep 1000 & wait $!; done", "workers=3", "grace=600000");
        await program.Says("^listens$", 3);
        program.Signal(SIGTERM);
        await program.Says("^got TERM$", 3);
        Assert.Equal(0, program.Count("^ended"));
        program.Signal(SIGTERM);
        await program.Ends("returned False");
        Assert.Equal(3, program.Count(@"^ended \d child \d+ killed by SIGKILL$"));
    }

    /// <summary>Before, while and after the workers are started: whoever was started is stopped, and nobody comes after.</summary>
    [Theory]
    [InlineData("^runs$", 1)]
    [InlineData("^started ", 1)]
    [InlineData("^started ", 30)]
    public async Task SignalDuringTheStart(string after, int times)
    {
        using var program = new SupervisorProgram("exec sleep 1000", "workers=60", "grace=60000");
        await program.Says(after, times);
        if (after == "^runs$")
        {
            // Not before there is a handler: SigCgt tells.
            Assert.True(Until.True(() => RawChild.HasSignal(program.Pid, "SigCgt", SIGHUP)));
        }

        program.Signal(SIGTERM);
        await program.Ends("returned False");
    }

    [Fact]
    public async Task SignalBetweenCrashesDoesNotWaitForTheBackoff()
    {
        using var program = new SupervisorProgram("exit 1", "workers=3", "backoff=30000");
        await program.Says("^ended ", 3);
        program.Signal(SIGTERM);
        await program.Ends("returned False");
        Assert.Equal(3, program.Workers.Count);
    }

    /// <summary>Ten do not listen, ten are stopped and would not hear.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ShutdownOfAHundredTakesNoLongerThanTheGrace(string way)
    {
        const int Grace = 1000;
        const string Script = "if [ $ZOMBIEGUARD_TASK_ID -lt 10 ]; then trap '' TERM; fi; echo ready; sleep 1000 & while :; do wait; sleep 1000; done";
        using var program = new SupervisorProgram(Script, "workers=100", $"grace={Grace}", $"way={way}");
        await program.Says("^ready$", 100);
        await program.Says("^started ", 100);
        var groups = program.Workers;
        foreach (var pid in program.StartedAs(10..20))
        {
            RawChild.kill(-pid, SIGSTOP);
            Assert.True(Until.True(() => RawChild.Stat(pid)?.State == 'T'));
        }

        var start = Stopwatch.GetTimestamp();
        program.Signal(SIGTERM);
        await program.Says("^returned ");
        var taken = Stopwatch.GetElapsedTime(start);
        var left = groups.Count(group => !Started.IsEmpty(group));
        output.WriteLine($"returned after {taken.TotalMilliseconds:F0} ms, {left} groups not empty then");
        await program.Ends("returned False");
        Assert.Equal((90, 10), (program.Count("killed by SIGTERM$"), program.Count("killed by SIGKILL$")));

        // 250 ms more than the grace on a machine that does nothing else.
        Assert.InRange(taken.TotalMilliseconds, Grace - 1, Grace + 5000);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task KilledSupervisorLeavesNobody(string way)
    {
        using var program = new SupervisorProgram("(trap '' TERM HUP; sleep 1000) & echo ready; sleep 1000", "workers=20", "guarded=1", $"way={way}");
        await program.Says("^ready$", 20);
        await program.Says("^started ", 20);
        program.Signal(RawChild.SIGKILL);
        var start = Stopwatch.GetTimestamp();
        Assert.True(program.IsEmpty());
        output.WriteLine($"40 processes gone after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
    }

    /// <summary>The limit holds for the user, whose processes and threads are all here: the last workers find no pid until the first have ended.</summary>
    [Theory]
    [InlineData(1000, "returned True")]
    [InlineData(3, "threw InvalidOperationException ChildStartException Worker ")]
    public Task StartWithoutAPidIsTriedAgain(int restarts, string last) => FaultTests.AsNobody(async launcher =>
    {
        var ending = (await Child.RunAsync(
            launcher[0], [.. launcher[1..], "supervise", "exec sleep 2", "workers=60", "limit=60", "backoff=100", $"restarts={restarts}", "grace=100"])).Succeeds();
        var lines = ending.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith(last, lines[^1], StringComparison.Ordinal);
        var started = lines.Count(line => line.StartsWith("started ", StringComparison.Ordinal));
        Assert.Equal(started, lines.Count(line => line.StartsWith("ended ", StringComparison.Ordinal)));
        if (restarts == 3)
        {
            Assert.Contains("Resource temporarily unavailable", lines[^1], StringComparison.Ordinal);
            Assert.InRange(started, 1, 59);
        }
        else
        {
            Assert.Equal(60, started);
        }
    });

    /// <summary>A worker that has become root cannot be killed by this user: it lives on, and nobody waits for it.</summary>
    [Fact]
    public Task WorkerThatCannotBeKilledIsReported() => CProgram.Use(
        """
        #include <fcntl.h>
        #include <unistd.h>
        int main(int count, char **arguments) {
            if (count < 2 || setuid(0) != 0 || open(arguments[1], O_CREAT | O_RDONLY, 0444) < 0) return 1;
            sleep(3);
            return 0;
        }
        """,
        program => FaultTests.AsNobody(async launcher =>
        {
            var folder = Path.GetDirectoryName(launcher[^1])!;
            var root = Path.Combine(folder, "root");
            var ready = Path.Combine(folder, "ready");
            File.Copy(program, root);
            File.SetUnixFileMode(root, UnixFileMode.SetUser | UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            var script = $"[ $ZOMBIEGUARD_TASK_ID = 1 ] || exec '{root}' '{ready}'; until [ -e '{ready}' ]; do sleep 0.01; done; kill $PPID; exec sleep 1000";
            var ending = (await Child.RunAsync(launcher[0], [.. launcher[1..], "supervise", script, "workers=2", "grace=50"])).Succeeds();
            var lines = ending.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Matches(@"^threw UnauthorizedAccessException  No right to signal sh \d+\.$", lines[^1]);
            Assert.Matches(@"^ended 1 child \d+ killed by SIGTERM$", Assert.Single(lines, line => line.StartsWith("ended ", StringComparison.Ordinal)));
        }));

    /// <summary>A program of .NET: it knows its id, and its children do not take it for theirs.</summary>
    [Fact]
    public async Task WorkerKnowsItsTaskId()
    {
        var worker = $"'{Child.Dotnet}' exec '{Child.Program("net10.0")}' supervised";
        using var program = new SupervisorProgram($"[ $ZOMBIEGUARD_TASK_ID = 0 ] || exec {worker}", "workers=2");
        await program.Ends("returned True");
        foreach (var line in new[] { "task_id=1", "variable=none", "started_before=200", "started=200", "of_process=200" })
        {
            Assert.Equal(1, program.Count($"^{Regex.Escape(line)}$"));
        }

        (await Child.RunsBelow(["env", "ZOMBIEGUARD_TASK_ID=-1"], "supervised")).Succeeds()
            .Says("task_id=none", "variable=none", "started_before=200", "started=200", "of_process=200");
    }
}

using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Starting;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Scanning;

/// <summary>What a test has left behind fails it, and only that.</summary>
[Trait("Scenario", "S8")]
public sealed class LeakGuardTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    [Fact]
    public void NothingLeftIsNoFailure()
    {
        using var guard = new ZombieLeakGuard();
        ChildProcess.Start("true").Join();
        using var process = Process.Start("true");
        process.WaitForExit();
        Assert.Equal(0, RawChild.Wait(RawChild.Exits(0)).Status);
    }

    [Fact]
    [Trait("Scenario", "S2")]
    public void ZombieIsALeak()
    {
        var guard = new ZombieLeakGuard(AtOnce);
        var pid = RawChild.Exits(0);
        Assert.True(Until.True(() => RawChild.IsZombie(pid)));
        Assert.Matches($@"^Z\S* {Environment.ProcessId} {pid} \[sh\] <defunct>$", OnlyLeak(guard));
        RawChild.Wait(pid);
    }

    [Fact]
    public async Task LivingChildIsALeakAndItsStartIsNamed()
    {
        var guard = new ZombieLeakGuard(AtOnce);
        var (child, line) = (ChildProcess.Start("sleep", ["1000"]), Line());
        Assert.True(Until.True(() => guard.Check() is [var leak] && leak.Contains("sleep 1000", StringComparison.Ordinal)));
        Assert.EndsWith($"sleep 1000, started at {File()}:{line}", OnlyLeak(guard), StringComparison.Ordinal);
        child.Kill();
        await Started.End(child);
    }

    [Fact]
    public void LivingChildOfProcessIsALeak()
    {
        var guard = new ZombieLeakGuard(AtOnce);
        using var process = Process.Start("sleep", "1000");
        Assert.Contains($" {Environment.ProcessId} {process.Id} ", OnlyLeak(guard), StringComparison.Ordinal);
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>A grandchild, also one whose parent has ended and that has a session of its own: nothing but its environment tells whose it is.</summary>
    [Theory]
    [InlineData("sleep 1000 & echo $!; wait", false)]
    [InlineData("sleep 1000 & echo $!", false)]
    [InlineData("setsid sleep 1000 & echo $!", false)]
    [InlineData("setsid sleep 1000 & echo $!", true)]
    public void LivingGrandchildIsALeak(string script, bool byProcess)
    {
        var guard = new ZombieLeakGuard(AtOnce);
        string? line;
        if (byProcess)
        {
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true })!;
            line = process.StandardOutput.ReadLine();
            process.WaitForExit(TimeSpan.FromMilliseconds(100));
        }
        else
        {
            using var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", script) { StandardOutput = ChildStdio.Pipe });
            using var reader = new StreamReader(child.StandardOutput!);
            line = reader.ReadLine();
        }

        var pid = int.Parse(line!, CultureInfo.InvariantCulture);
        try
        {
            // In the middle of its exec it has no environment.
            Assert.True(Until.True(() => ZombieScanner.CommandLine(pid) == "sleep 1000"));
            var leaks = Assert.Throws<ZombieLeakException>(guard.Dispose).Leaks;
            Assert.Contains(leaks, leak => leak.Split(' ')[2] == line);
        }
        finally
        {
            RawChild.kill(pid, RawChild.SIGKILL);
        }

        Assert.True(Until.True(() => RawChild.Stat(pid) is null or ('Z', _) && RawChild.Zombies().Count == 0));
    }

    [Fact]
    public void WhatIsAboutToEndIsNoLeak()
    {
        using var guard = new ZombieLeakGuard(Until.Deadline);
        ChildProcess.Start("sleep", ["0.2"]);
        Process.Start("sleep", "0.2").Dispose();
    }

    [Fact]
    public async Task WhatWasBeforeIsNoLeak()
    {
        var raw = RawChild.Exits(0);
        var child = Started.Sleeps();
        Assert.True(Until.True(() => RawChild.IsZombie(raw)));
        new ZombieLeakGuard(AtOnce).Dispose();
        RawChild.Wait(raw);
        child.Kill();
        await Started.End(child);
    }

    [Fact]
    public async Task WhatIsMeantToStayIsNoLeak()
    {
        var guard = new ZombieLeakGuard(AtOnce);
        var detached = ChildProcess.Start(new ChildStartInfo("sh", "-c", "sleep 1000 & wait") { OwnGroup = true });
        detached.Detach();
        Assert.True(Until.True(() => ZombieScanner.Below(ZombieScanner.All(), [detached.Pid]).Count == 1));

        // The guardian stays as well.
        var guarded = ChildProcess.Start(new ChildStartInfo("true") { KillOnParentDeath = true });
        await Started.End(guarded);
        guard.Dispose();
        guard.Dispose();
        await detached.StopAsync(TimeSpan.Zero);
    }

    /// <summary>It is nobody's child; a test that starts one ends it.</summary>
    [Fact]
    public void DaemonIsALeakUntilItIsEnded()
    {
        using var guard = new ZombieLeakGuard();
        var daemon = Daemonizer.Start(new ChildStartInfo("sleep", "1000"));
        try
        {
            Assert.True(Until.True(() => guard.Check() is [var leak] && leak.Split(' ')[2] == $"{daemon}"));
        }
        finally
        {
            RawChild.kill(daemon, RawChild.SIGKILL);
        }

        Assert.True(Until.True(() => RawChild.Stat(daemon) is null or ('Z', _)));
    }

    [Fact]
    public void GuardsWithinGuards()
    {
        var variable = () => Environment.GetEnvironmentVariable("ZOMBIEGUARD_LEAK_GUARD");
        using (new ZombieLeakGuard())
        {
            var mark = variable();
            Assert.NotNull(mark);
            using (new ZombieLeakGuard())
            {
                Assert.Equal(mark, variable());
            }

            Assert.Equal(mark, variable());
        }

        Assert.Null(variable());
    }

    [Fact]
    public void TimesBelowZeroAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("settle", () => new ZombieLeakGuard(TimeSpan.FromTicks(-1)));
        Assert.Null(Environment.GetEnvironmentVariable("ZOMBIEGUARD_LEAK_GUARD"));
    }

    private static string OnlyLeak(ZombieLeakGuard guard)
    {
        var failure = Assert.Throws<ZombieLeakException>(guard.Dispose);
        Assert.Contains(failure.Leaks.Single(), failure.Message, StringComparison.Ordinal);
        return failure.Leaks.Single();
    }

    private static int Line([System.Runtime.CompilerServices.CallerLineNumber] int line = 0) => line;

    private static string File([System.Runtime.CompilerServices.CallerFilePath] string file = "") => file;
}

using System;
using System.Diagnostics;
using Xunit;
using ZombieGuard.Native;

namespace ZombieGuard.Runtime.Tests.Reaping;

public sealed class OptionsTests
{
    [Fact]
    public void Defaults()
    {
        var options = new UnownedReaperOptions();
        Assert.Equal(TimeSpan.FromSeconds(1), options.MinimumAge);
        Assert.Equal(TimeSpan.FromSeconds(10), options.AnswerLimit);
    }

    [Fact]
    public void TimesBelowZeroAndAboveADayAreRefused()
    {
        foreach (var time in new[] { TimeSpan.FromTicks(-1), TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new UnownedReaperOptions { MinimumAge = time });
            Assert.Throws<ArgumentOutOfRangeException>(() => new UnownedReaperOptions { AnswerLimit = time });
        }
    }

    [Fact]
    public void ElsewhereThanOnLinuxItSaysSo() => Assert.Throws<PlatformNotSupportedException>(() => LinuxOnly.Require(isLinux: false));

    [Fact]
    public void NotPidOneIsNothingToDo() => Assert.False(PidOne.EnsureReaping());

    [Fact]
    public void DetachDoesNothing()
    {
        using var process = Process.Start("/bin/sh", ["-c", "exit 6"]);
        process.Detach();
        process.WaitForExit();
        Assert.Equal(6, process.ExitCode);
        Assert.Throws<ArgumentNullException>("process", () => ((Process)null!).Detach());
    }
}

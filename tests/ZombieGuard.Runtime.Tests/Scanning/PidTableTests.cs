using System.Globalization;
using System.IO;
using Xunit;
using ZombieGuard.Scanning;

namespace ZombieGuard.Runtime.Tests.Scanning;

public sealed class PidTableTests
{
    [Fact]
    [Trait("Scenario", "S8")]
    public void LimitsAreTheKernels()
    {
        var usage = ZombieScanner.GetPidTableUsage();
        Assert.Equal(long.Parse(File.ReadAllText("/proc/sys/kernel/pid_max"), CultureInfo.InvariantCulture), usage.PidMax);
        Assert.Equal(long.Parse(File.ReadAllText("/proc/sys/kernel/threads-max"), CultureInfo.InvariantCulture), usage.ThreadsMax);
        Assert.True(usage.Tasks > 0);
        Assert.InRange(usage.UsedRatio!.Value, double.Epsilon, 1);
    }

    [Fact]
    public void TightestGroupAboveCounts()
    {
        var root = Directory.CreateTempSubdirectory("zombieguard-cgroup-").FullName;
        Group(root, "", "5", "max");
        Group(root, "pod", "20", "25");
        Group(root, "pod/app", "7", "100");
        Group(root, "pids/old", "1", "3");
        Assert.Equal((20, 25), PidTable.Tightest("0::/pod/app\n", root));
        Assert.Equal((1, 3), PidTable.Tightest("4:memory:/pod\n3:pids,cpu:/old\n", root));
        Assert.Equal((null, null), PidTable.Tightest("0::/\n", root));
        Assert.Equal((null, null), PidTable.Tightest("0::/gone\nnonsense\n", root));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void WhatCannotBeReadIsNull()
    {
        Assert.Null(PidTable.Tasks(null));
        Assert.Null(PidTable.Tasks("nonsense"));
        Assert.Equal(171, PidTable.Tasks("0.00 0.01 0.05 1/171 4711\n"));
        Assert.Null(new PidTableUsage(10, null, null, null, null).UsedRatio);
        Assert.Equal(0.5, new PidTableUsage(10, 100, 1000, 5, 10).UsedRatio);
    }

    private static void Group(string root, string path, string current, string maximum)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, path)).FullName;
        File.WriteAllText(Path.Combine(folder, "pids.current"), current + "\n");
        File.WriteAllText(Path.Combine(folder, "pids.max"), maximum + "\n");
    }
}

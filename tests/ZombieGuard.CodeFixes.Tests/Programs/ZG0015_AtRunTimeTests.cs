using System;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A shell killed alone, and with what it has started.</summary>
public sealed class ZG0015_AtRunTimeTests
{
    private const string Source = """
        using System;
        using System.Diagnostics;
        using System.Threading;

        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "sleep 1000 & echo $!; wait"]) { RedirectStandardOutput = true });
        Console.WriteLine($"grandchild {shell.StandardOutput.ReadLine()}");
        shell.Kill();
        shell.WaitForExit();
        Console.WriteLine("killed");
        Thread.Sleep(Timeout.Infinite);
        """;

    [Fact]
    public async Task KilledAlone_WhatItHasStartedRunsOn()
    {
        using var demonstration = await Demonstration.OfAsync(
            Source.Replace("Kill", "{|ZG0015:Kill|}", StringComparison.Ordinal),
            Source.Replace("Kill()", "Kill(entireProcessTree: true)", StringComparison.Ordinal));
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await right.SaysAsync("killed");
        var ended = await right.NumberAsync("grandchild");
        await ProcessTable.UntilAsync(() => !ProcessTable.IsAlive(ended), "what the shell has started ended");

        await broken.SaysAsync("killed");
        var left = await broken.NumberAsync("grandchild");
        Assert.True(ProcessTable.IsAlive(left));
        ProcessTable.Kill(left);
    }
}

using System;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.Testing.Tests;

/// <summary>What is seen of a program is what it does, and a test that waits in vain fails.</summary>
public sealed class RunningProgramTests
{
    private const string Talks = """
        using System;
        using System.Diagnostics;
        using System.Threading;

        using var child = Process.Start("/bin/sleep", "1000");
        Console.WriteLine($"child {child.Id}");
        child.WaitForExit();
        Console.WriteLine($"exited {child.ExitCode}");
        Console.Error.WriteLine("sorry");
        if (args.Length > 0)
        {
            Thread.Sleep(Timeout.Infinite);
        }
        """;

    [Fact]
    public async Task SaysWhatItPrints_AndEnds()
    {
        using var program = CompiledProgram.From(Talks);
        await using var run = program.Start();
        var child = await run.NumberAsync("child");
        Assert.False(ProcessTable.IsGone(child));
        Assert.False(run.HasSaid("exited"));

        ProcessTable.Kill(child);
        Assert.Equal("137", await run.SaysAsync("exited"));
        Assert.Equal(0, await run.EndsAsync());
        Assert.True(ProcessTable.IsGone(child));
        Assert.Contains("sorry", run.Output, StringComparison.Ordinal);
        Assert.False(await run.StallsAsync());

        // It has ended: what it has not said by now it never will.
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => run.SaysAsync("thanks"));
        Assert.Contains("exited 137", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.NeverSaysAsync("thanks"));
    }

    [Fact]
    public async Task StandsStill_UntilItGoesOn()
    {
        using var program = CompiledProgram.From(Talks);
        await using var run = program.Start("on");
        var child = await run.NumberAsync("child");
        await run.FreezeAsync();
        ProcessTable.Kill(child);
        await ProcessTable.UntilAsync(() => ProcessTable.IsZombie(child), "the child a zombie");
        Assert.Equal([child], ProcessTable.ZombiesOf(run.Id));

        run.Thaw();
        await run.SaysAsync("exited");
        Assert.Empty(ProcessTable.ZombiesOf(run.Id));
        Assert.True(await run.StallsAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.NeverSaysAsync("exited"));
    }

    [Fact]
    public void WhatDoesNotCompile_Throws() =>
        Assert.Throws<InvalidOperationException>(() => CompiledProgram.From("System.Console.WriteLine(x);"));
}

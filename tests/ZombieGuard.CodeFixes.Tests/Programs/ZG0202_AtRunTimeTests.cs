using System;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A forked child that runs on into the parent's code, and one that ends. Only what survives the fork can show it.</summary>
public sealed class ZG0202_AtRunTimeTests
{
    private const string Source = """
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;

        var pid = fork();
        if (pid == 0)
        {
            {|ZG0202:Console.WriteLine("child");|}
        }

        Console.WriteLine($"orders-sent {getpid()}");
        Thread.Sleep(Timeout.Infinite);

        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int getpid();

        [DllImport("libc")]
        static extern void _exit(int code);
        """;

    [Fact]
    public async Task RunsOn_WhatIsTheParentsIsDoneTwice()
    {
        using var runsOn = CompiledProgram.From(Source);
        using var ends = CompiledProgram.From(Source.Replace("\"child\");|}", "\"child\");|}\n    _exit(0);", StringComparison.Ordinal));
        await using var broken = runsOn.StartForkable();
        await using var right = ends.StartForkable();

        await ProcessTable.UntilAsync(() => broken.ValuesOf("orders-sent").Count == 2, "two that have sent the orders");
        Assert.NotEqual(broken.ValuesOf("orders-sent")[0], broken.ValuesOf("orders-sent")[1]);

        await right.SaysAsync("child");
        Assert.Equal(right.Id, await right.NumberAsync("orders-sent"));
        await ProcessTable.UntilAsync(() => ProcessTable.ZombiesOf(right.Id).Count == 1, "the child ended");
        Assert.Single(right.ValuesOf("orders-sent"));
    }
}

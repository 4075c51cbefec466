using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A forked child that runs on into the parent's code, and one that ends. Only what survives the fork can show it.</summary>
public sealed class ZG0202_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Runtime.InteropServices;

        var pid = fork();
        if (pid == 0)
        {

        """;

    private const string Rest = """

        }

        Console.WriteLine($"orders-sent {getpid()}");
        waitpid(pid, out _, 0);

        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int getpid();

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        [DllImport("libc")]
        static extern void _exit(int code);
        """;

    [Fact]
    public async Task RunsOn_WhatIsTheParentsIsDoneTwice()
    {
        using var demonstration = await Demonstration.OfAsync(
            Head + "    {|ZG0202:Console.WriteLine(\"child\");|}" + Rest,
            Head + "    Console.WriteLine(\"child\");\n    _exit(0);" + Rest);
        await using var broken = demonstration.Broken.StartForkable();
        await using var right = demonstration.Fixed.StartForkable();

        await ProcessTable.UntilAsync(() => broken.ValuesOf("orders-sent").Count == 2, "two that have sent the orders");
        Assert.NotEqual(broken.ValuesOf("orders-sent")[0], broken.ValuesOf("orders-sent")[1]);

        await right.SaysAsync("child");
        Assert.Equal(right.Id, await right.NumberAsync("orders-sent"));
        Assert.Equal(0, await right.EndsAsync());
        Assert.Single(right.ValuesOf("orders-sent"));
    }
}

using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A wait that says "not yet", ignored and acted on.</summary>
public sealed class ZG0004_AtRunTimeTests
{
    [Fact]
    public async Task Ignored_GoesOnBesideTheProcess()
    {
        const string Head = """
            using System;
            using System.Diagnostics;
            using System.Threading;

            using var make = Process.Start("/bin/sleep", "1000");
            Console.WriteLine($"started {make.Id}");

            """;
        const string Rest = """

            Console.WriteLine("went-on");
            Thread.Sleep(Timeout.Infinite);
            """;
        using var demonstration = await Demonstration.OfAsync(
            Head + "make.{|ZG0004:WaitForExit|}(100);" + Rest,
            Head + "if (!make.WaitForExit(100))\n{\n    make.Kill();\n    make.WaitForExit();\n}" + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await right.SaysAsync("went-on");
        Assert.True(ProcessTable.IsGone(await right.NumberAsync("started")));

        await broken.SaysAsync("went-on");
        Assert.True(ProcessTable.IsAlive(await broken.NumberAsync("started")));
    }

    [Fact]
    public async Task RawChild_Ignored_BecomesAZombie()
    {
        const string Head = """
            using System;
            using System.Runtime.InteropServices;
            using System.Threading;

            Libc.posix_spawn(out var child, "/bin/sleep", 0, 0, new[] { "sleep", "1000", null! }, new string[] { null! });
            Console.WriteLine($"started {child}");

            """;
        const string Rest = """

            Console.WriteLine("went-on");
            Thread.Sleep(Timeout.Infinite);
            """ + Demonstration.Libc;
        using var demonstration = await Demonstration.OfAsync(
            Head + "Libc.{|ZG0004:waitpid|}(child, out _, Libc.WNOHANG);" + Rest,
            Head + "if (Libc.waitpid(child, out _, Libc.WNOHANG) == 0)\n{\n    Libc.waitpid(child, out _, 0);\n}" + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await broken.SaysAsync("went-on");
        var zombie = await broken.NumberAsync("started");
        ProcessTable.Kill(zombie);
        await ProcessTable.UntilAsync(() => ProcessTable.IsZombie(zombie), "the child a zombie");

        var reaped = await right.NumberAsync("started");
        await ProcessTable.UntilAsync(() => ProcessTable.IsWaiting(right.Id), "the program waiting");
        ProcessTable.Kill(reaped);
        await right.SaysAsync("went-on");
        Assert.True(ProcessTable.IsGone(reaped));
        Assert.True(ProcessTable.IsZombie(zombie));
    }
}

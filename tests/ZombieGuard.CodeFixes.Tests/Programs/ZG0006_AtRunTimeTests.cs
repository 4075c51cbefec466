using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>Three children of a loop, and one wait or three.</summary>
public sealed class ZG0006_AtRunTimeTests
{
    [Fact]
    public async Task OnlyTheLastWaitedFor_TheOthersRunOn()
    {
        const string Head = """
            using System;
            using System.Collections.Generic;
            using System.Diagnostics;
            using System.Threading;

            var times = new[] { "1000", "1000", "0" };

            """;
        const string Rest = """

            Console.WriteLine("all-done");
            Thread.Sleep(Timeout.Infinite);
            """;
        using var demonstration = await Demonstration.OfAsync(
            Head + """
            Process job = null;
            foreach (var time in times)
            {
                job = Process.Start("/bin/sleep", time);
                Console.WriteLine($"started {job.Id}");
            }

            job.{|ZG0006:WaitForExit|}();
            Console.WriteLine($"exited {job.ExitCode}");
            """ + Rest,
            Head + """
            var jobs = new List<Process>();
            foreach (var time in times)
            {
                var job = Process.Start("/bin/sleep", time);
                Console.WriteLine($"started {job.Id}");
                jobs.Add(job);
            }

            foreach (var job in jobs)
            {
                job.WaitForExit();
                Console.WriteLine($"exited {job.ExitCode}");
            }
            """ + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await broken.SaysAsync("all-done");
        Assert.Equal(["0"], broken.ValuesOf("exited"));
        Assert.All(ChildrenOf(broken)[..2], child => Assert.True(ProcessTable.IsAlive(child)));

        await ProcessTable.UntilAsync(() => ChildrenOf(right).Length == 3, "three children");
        foreach (var child in ChildrenOf(right)[..2])
        {
            ProcessTable.Kill(child);
        }

        await right.SaysAsync("all-done");
        Assert.Equal(["137", "137", "0"], right.ValuesOf("exited"));
    }

    [Fact]
    public async Task RawChildren_OneWait_LeavesZombies()
    {
        const string Head = """
            using System;
            using System.Runtime.InteropServices;
            using System.Threading;

            for (var i = 0; i < 3; i++)
            {
                Libc.posix_spawn(out var child, "/bin/true", 0, 0, new[] { "true", null! }, new string[] { null! });
            }


            """;
        const string Rest = """

            Console.WriteLine("all-done");
            Thread.Sleep(Timeout.Infinite);
            """ + Demonstration.Libc;
        using var demonstration = await Demonstration.OfAsync(
            Head + "Libc.{|ZG0006:waitpid|}(-1, out _, 0);" + Rest,
            Head + "for (var i = 0; i < 3; i++)\n{\n    Libc.waitpid(-1, out _, 0);\n}" + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await right.SaysAsync("all-done");
        Assert.Empty(ProcessTable.ZombiesOf(right.Id));

        await broken.SaysAsync("all-done");
        await ProcessTable.UntilAsync(() => ProcessTable.ZombiesOf(broken.Id).Count == 2, "two zombies");
    }

    private static int[] ChildrenOf(RunningProgram program) =>
        [.. program.ValuesOf("started").Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
}

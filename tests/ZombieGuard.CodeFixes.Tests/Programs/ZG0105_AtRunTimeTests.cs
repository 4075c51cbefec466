using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A subreaper that nobody reaps in, and one with the library's reaper.</summary>
public sealed class ZG0105_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Threading;
        """;

    private const string Rest = """

        using var shell = Process.Start("/bin/sh", "-c \"sleep 1000 & echo orphan $!; sleep 1000 & echo orphan $!; sleep 1000 & echo orphan $!\"");
        shell.WaitForExit();
        Console.WriteLine("done");
        Thread.Sleep(Timeout.Infinite);
        """;

    [Fact]
    public async Task OrphansStayZombies_TheReaperTakesThem()
    {
        const string Subreaper = "Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);";
        using var demonstration = await Demonstration.OfAsync<ReaperFixProvider>(
            ReapBesideFix.Key,
            Head + "\n\n" + Subreaper.Replace("prctl", "{|ZG0105:prctl|}", StringComparison.Ordinal) + Rest + Demonstration.Libc,
            Head + "\nusing ZombieGuard;\n\n" + Subreaper + "\nusing var reaper = ChildReaper.ReapUnowned();" + Rest + Demonstration.Libc);
        await using var broken = demonstration.Broken.Start();
        await using var well = demonstration.Fixed.Start();
        foreach (var program in new[] { broken, well })
        {
            await program.SaysAsync("done");
            foreach (var orphan in OrphansOf(program))
            {
                ProcessTable.Kill(orphan);
            }
        }

        await ProcessTable.UntilAsync(() => OrphansOf(well).All(ProcessTable.IsGone), "the orphans reaped");
        await Task.Delay(Deadlines.Patience);
        Assert.Equal(3, OrphansOf(broken).Length);
        Assert.All(OrphansOf(broken), orphan => Assert.True(ProcessTable.IsZombie(orphan)));
    }

    private static int[] OrphansOf(RunningProgram program) =>
        [.. program.ValuesOf("orphan").Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
}

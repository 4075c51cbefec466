using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>Output read to its end, and nothing or the exit asked for after it.</summary>
public sealed class ZG0010_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Diagnostics;
        using System.Threading;


        """;

    private const string Saves = """
        Console.WriteLine($"saved {output.Trim()}");
        Thread.Sleep(Timeout.Infinite);
        """;

    [Fact]
    public async Task ExitNotObserved_TheFailureGoesUnseen()
    {
        const string Start = """
            using var dump = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "echo half; exit 3"]) { RedirectStandardOutput = true });

            """;
        using var demonstration = await Demonstration.OfAsync(
            Head + Start + "var output = dump.StandardOutput.{|ZG0010:ReadToEnd|}();\n" + Saves,
            Head + Start + """
            var output = dump.StandardOutput.ReadToEnd();
            dump.WaitForExit();
            if (dump.ExitCode != 0)
            {
                Console.WriteLine($"failed {dump.ExitCode}");
                return;
            }

            """ + Saves);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        Assert.Equal("half", await broken.SaysAsync("saved"));

        Assert.Equal("3", await right.SaysAsync("failed"));
        Assert.Equal(0, await right.EndsAsync());
        Assert.False(right.HasSaid("saved"));
    }

    [Fact]
    public async Task EndOfTheOutput_IsNotTheEndOfTheProcess()
    {
        const string Start = """
            using var dump = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "echo $$; exec >&-; exec sleep 1000"]) { RedirectStandardOutput = true });

            """;
        using var demonstration = await Demonstration.OfAsync(
            Head + Start + "var output = dump.StandardOutput.{|ZG0010:ReadToEnd|}();\n" + Saves,
            Head + Start + "var output = dump.StandardOutput.ReadToEnd();\nConsole.WriteLine($\"read {output.Trim()}\");\ndump.WaitForExit();\n" + Saves);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        Assert.True(ProcessTable.IsAlive(await broken.NumberAsync("saved")));

        ProcessTable.Kill(await right.NumberAsync("read"));
        Assert.True(ProcessTable.IsGone(await right.NumberAsync("saved")));
    }
}

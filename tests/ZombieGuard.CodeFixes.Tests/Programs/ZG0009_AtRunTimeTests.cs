using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>The wait before the output is read, and after.</summary>
public sealed class ZG0009_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Diagnostics;

        using var job = Process.Start(new ProcessStartInfo("/usr/bin/head", "-c 100000 /dev/zero") { RedirectStandardOutput = true });
        Console.WriteLine($"started {job.Id}");

        """;

    private const string Read = "var output = job.StandardOutput.ReadToEnd();\n";

    private const string Rest = "Console.WriteLine($\"read {output.Length}\");\n";

    [Fact]
    public async Task WaitsFirst_BothWaitForEver()
    {
        using var demonstration = await Demonstration.OfAsync(
            Head + "job.{|ZG0009:WaitForExit|}();\n" + Read + Rest,
            Head + Read + "job.WaitForExit();\n" + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        Assert.Equal("100000", await right.SaysAsync("read"));
        Assert.Equal(0, await right.EndsAsync());

        var child = await broken.NumberAsync("started");
        await ProcessTable.UntilAsync(() => ProcessTable.IsWritingToAFullPipe(child), "the child before a full pipe");
        await broken.NeverSaysAsync("read");
        Assert.True(ProcessTable.IsWritingToAFullPipe(child));
    }

    /// <summary>What no order of reading and waiting helps against, and no rule can know.</summary>
    [Fact]
    public async Task GrandchildHoldsThePipe_ReadingOutlastsTheChild()
    {
        const string Shell = """
            using System;
            using System.Diagnostics;

            using var job = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "sleep 1000 & echo $!"]) { RedirectStandardOutput = true });
            Console.WriteLine($"started {job.Id}");
            Console.WriteLine($"grandchild {job.StandardOutput.ReadLine()}");

            """;
        const string Right = Shell + Read + "job.WaitForExit();\n" + Rest;
        using var demonstration = await Demonstration.OfAsync(Right, Right);
        await using var program = demonstration.Fixed.Start();

        var grandchild = await program.NumberAsync("grandchild");
        var child = await program.NumberAsync("started");
        await ProcessTable.UntilAsync(() => ProcessTable.IsGone(child), "the child reaped");
        await program.NeverSaysAsync("read");
        ProcessTable.Kill(grandchild);
        Assert.Equal("0", await program.SaysAsync("read"));
    }
}

using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>Lines used right after a timed wait, and after the wait that waits for them.</summary>
public sealed class ZG0012_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        for (var i = 0; i < 20; i++)
        {
            using var seq = new Process { StartInfo = new ProcessStartInfo("/usr/bin/seq", "20000") { RedirectStandardOutput = true } };
            var lines = new List<string>();
            seq.OutputDataReceived += (sender, e) =>
            {
                if (e.Data != null)
                    lines.Add(e.Data);
            };
            seq.Start();
            seq.BeginOutputReadLine();

        """;

    private const string Rest = """
            Console.WriteLine($"lines {lines.Count}");
        }

        Console.WriteLine("done");
        """;

    [Fact]
    public async Task UsedRightAfter_LinesAreMissing()
    {
        using var demonstration = await Demonstration.OfAsync(
            Head + "    if (!seq.{|ZG0012:WaitForExit|}(60000))\n        throw new TimeoutException();\n\n" + Rest,
            Head + "    if (!seq.WaitForExit(60000))\n        throw new TimeoutException();\n\n    seq.WaitForExit();\n" + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await broken.SaysAsync("done");
        Assert.Contains(broken.ValuesOf("lines"), count => count != "20000");

        await right.SaysAsync("done");
        Assert.Equal(20, right.ValuesOf("lines").Count);
        Assert.All(right.ValuesOf("lines"), count => Assert.Equal("20000", count));
    }
}

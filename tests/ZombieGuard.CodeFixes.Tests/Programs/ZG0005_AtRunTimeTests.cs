using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>What a process holds, right after its kill and after the wait.</summary>
public sealed class ZG0005_AtRunTimeTests
{
    private const string Head = """
        using System;
        using System.Diagnostics;
        using System.IO;

        var file = Path.GetTempFileName();
        for (var i = 0; i < 20; i++)
        {
            using var server = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["--no-fork", file, "/bin/sh", "-c", "echo ready; exec sleep 1000"])
            {
                RedirectStandardOutput = true,
            });
            server.StandardOutput.ReadLine();

        """;

    private const string Rest = """
            Console.WriteLine($"locked {IsLocked()}");
        }

        File.Delete(file);
        Console.WriteLine("done");

        bool IsLocked()
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
        """;

    [Fact]
    public async Task RightAfterTheKill_TheFileIsLocked()
    {
        using var demonstration = await Demonstration.OfAsync(
            Head + "    server.{|ZG0005:Kill|}();\n" + Rest,
            Head + "    server.Kill();\n    server.WaitForExit();\n" + Rest);
        await using var broken = demonstration.Broken.Start();
        await broken.SaysAsync("done");
        Assert.Contains("True", broken.ValuesOf("locked"));

        await using var right = demonstration.Fixed.Start();
        await right.SaysAsync("done");
        Assert.Equal(Enumerable.Repeat("False", 20), right.ValuesOf("locked"));
    }
}

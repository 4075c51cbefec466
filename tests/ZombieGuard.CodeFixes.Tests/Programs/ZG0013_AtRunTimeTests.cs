using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>ExitCode read at the end of the output, and after the wait.</summary>
public sealed class ZG0013_AtRunTimeTests
{
    [Fact]
    public async Task ReadWhileItRuns_Throws()
    {
        const string Head = """
            using System;
            using System.Diagnostics;

            using var job = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec >&-; exec sleep 1000"]) { RedirectStandardOutput = true });
            Console.WriteLine($"started {job.Id}");
            var output = job.StandardOutput.ReadToEnd();

            """;
        using var demonstration = await Demonstration.OfAsync(
            Head + "Console.WriteLine($\"code {job.{|ZG0013:ExitCode|}}\");",
            Head + "job.WaitForExit();\nConsole.WriteLine($\"code {job.ExitCode}\");");
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        ProcessTable.Kill(await right.NumberAsync("started"));
        Assert.Equal("137", await right.SaysAsync("code"));
        Assert.Equal(0, await right.EndsAsync());

        var child = await broken.NumberAsync("started");
        Assert.NotEqual(0, await broken.EndsAsync());
        Assert.Contains("System.InvalidOperationException", broken.Output);
        Assert.True(ProcessTable.IsAlive(child));
        ProcessTable.Kill(child);
    }
}

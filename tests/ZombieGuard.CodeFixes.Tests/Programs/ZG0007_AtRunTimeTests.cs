using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>The task of a wait, dropped and awaited.</summary>
public sealed class ZG0007_AtRunTimeTests
{
    [Fact]
    public async Task Dropped_GoesOnBesideTheProcess()
    {
        const string Head = """
            using System;
            using System.Diagnostics;
            using System.Threading;

            using var make = Process.Start("/bin/sleep", "1000");
            Console.WriteLine($"started {make.Id}");

            """;
        const string Rest = """

            Console.WriteLine($"went-on {make.HasExited}");
            Thread.Sleep(Timeout.Infinite);
            """;
        using var demonstration = await Demonstration.OfAsync(
            Head + "_ = make.{|ZG0007:WaitForExitAsync|}();" + Rest,
            Head + "await make.WaitForExitAsync();" + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        ProcessTable.Kill(await right.NumberAsync("started"));
        Assert.Equal("True", await right.SaysAsync("went-on"));

        Assert.Equal("False", await broken.SaysAsync("went-on"));
        Assert.True(ProcessTable.IsAlive(await broken.NumberAsync("started")));
    }
}

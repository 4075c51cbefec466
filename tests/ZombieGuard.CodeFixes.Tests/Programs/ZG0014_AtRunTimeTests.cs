using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A wait that is cancelled, and a process that is ended then.</summary>
public sealed class ZG0014_AtRunTimeTests
{
    [Fact]
    public async Task Cancelled_TheProcessRunsOn()
    {
        const string Head = """
            using System;
            using System.Diagnostics;
            using System.Threading;
            using System.Threading.Tasks;

            await RunAsync();
            Console.WriteLine("went-on");
            Thread.Sleep(Timeout.Infinite);

            static async Task RunAsync()
            {
                using var make = Process.Start("/bin/sleep", "1000");
                Console.WriteLine($"started {make.Id}");
                using var deadline = new CancellationTokenSource(100);
                try
                {

            """;
        const string Catch = """

                }
                catch (OperationCanceledException)
                {

            """;
        const string Rest = """
                    Console.WriteLine("too slow");
                }
            }
            """;
        using var demonstration = await Demonstration.OfAsync(
            Head + "        await make.{|ZG0014:WaitForExitAsync|}(deadline.Token);" + Catch + Rest,
            Head + "        await make.WaitForExitAsync(deadline.Token);" + Catch
                + "        make.Kill(entireProcessTree: true);\n        await make.WaitForExitAsync();\n" + Rest);
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        await right.SaysAsync("went-on");
        Assert.True(ProcessTable.IsGone(await right.NumberAsync("started")));

        await broken.SaysAsync("went-on");
        Assert.True(ProcessTable.IsAlive(await broken.NumberAsync("started")));
    }
}

using System;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>Exited without and with its events enabled.</summary>
public sealed class ZG0008_AtRunTimeTests
{
    private const string Source = """
        using System;
        using System.Diagnostics;
        using System.Threading;

        var make = new Process { StartInfo = new ProcessStartInfo("/bin/sleep", "1000") };
        make.Exited += (sender, e) => Console.WriteLine("exited");
        make.Start();
        Console.WriteLine($"started {make.Id}");
        Console.WriteLine("went-on");
        Thread.Sleep(Timeout.Infinite);
        """;

    [Theory]
    [InlineData("")]
    [InlineData("make.WaitForExit();\n")]
    [InlineData("while (!make.WaitForExit(100)) { }\n")]
    public async Task EventsNotEnabled_TheHandlerIsNeverCalled(string wait)
    {
        var source = Source.Replace("Console.WriteLine(\"went-on\")", wait + "Console.WriteLine(\"went-on\")", StringComparison.Ordinal);
        using var demonstration = await Demonstration.OfAsync(
            source.Replace("Exited", "{|ZG0008:Exited|}", StringComparison.Ordinal),
            source.Replace("make.Start();", "make.EnableRaisingEvents = true;\nmake.Start();", StringComparison.Ordinal));
        await using var broken = demonstration.Broken.Start();
        await using var right = demonstration.Fixed.Start();

        ProcessTable.Kill(await right.NumberAsync("started"));
        await right.SaysAsync("exited");

        var child = await broken.NumberAsync("started");
        ProcessTable.Kill(child);
        await broken.SaysAsync("went-on");
        await ProcessTable.UntilAsync(() => ProcessTable.IsGone(child), "the child reaped");
        await broken.NeverSaysAsync("exited");
    }
}

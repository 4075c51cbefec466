using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>SIGCHLD handlers that miss children, or ask on and on.</summary>
public sealed class ZG0104_AtRunTimeTests
{
    private const int Children = 20;

    private const string Head = """
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;
        """;

    private const string Work = """

        for (var i = 0; i < 20; i++)
        {
            Libc.posix_spawn(out var pid, "/bin/sleep", 0, 0, new[] { "sleep", "1000", null! }, new string[] { null! });
            Console.WriteLine($"child {pid}");
        }

        Console.WriteLine("ready");
        Thread.Sleep(Timeout.Infinite);

        """;

    /// <summary>Signals that come while one is pending are one: for certain where the program does not run meanwhile.</summary>
    [Fact]
    [Trait("Scenario", "S3")]
    public async Task WaitsOnce_LeavesZombies_TheReaperNone()
    {
        const string Once = """

            static void OnChild(PosixSignalContext context)
            {
                Libc.{|ZG0104:waitpid|}(-1, out var status, Libc.WNOHANG);
            }
            """;
        using var demonstration = await ReapInsteadAsync(Once);
        await using var broken = demonstration.Broken.Start();
        await using var well = demonstration.Fixed.Start();
        foreach (var program in new[] { broken, well })
        {
            await program.SaysAsync("ready");
            await program.FreezeAsync();
            foreach (var child in program.ValuesOf("child"))
            {
                ProcessTable.Kill(int.Parse(child, System.Globalization.CultureInfo.InvariantCulture));
            }

            await ProcessTable.UntilAsync(() => ProcessTable.ZombiesOf(program.Id).Count == Children, "all children ended");
            program.Thaw();
        }

        await ProcessTable.UntilAsync(() => ProcessTable.ZombiesOf(well.Id).Count == 0, "all reaped");
        await ProcessTable.UntilAsync(() => ProcessTable.ZombiesOf(broken.Id).Count < Children, "the handler called");
        await Task.Delay(Deadlines.Patience);
        Assert.InRange(ProcessTable.ZombiesOf(broken.Id).Count, Children / 2, Children - 1);
    }

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task GoesOnAtZero_KeepsAProcessorBusy_TheReaperDoesNot()
    {
        const string Spins = """

            static void OnChild(PosixSignalContext context)
            {
                while (true)
                {
                    var pid = Libc.{|ZG0104:waitpid|}(-1, out _, Libc.WNOHANG);
                    if (pid == -1)
                        break;
                }
            }
            """;
        using var demonstration = await ReapInsteadAsync(Spins);
        await using var broken = demonstration.Broken.Start();
        await using var well = demonstration.Fixed.Start();
        foreach (var program in new[] { broken, well })
        {
            await program.SaysAsync("ready");
            ProcessTable.Kill(await program.NumberAsync("child"));
            await ProcessTable.UntilAsync(() => ProcessTable.ZombiesOf(program.Id).Count == 0, "the first child reaped");
        }

        // Nineteen children live. The one that spins uses all that it can get; the other has nothing to do.
        var used = ProcessTable.ProcessorTimeOf(broken.Id);
        var usedWell = ProcessTable.ProcessorTimeOf(well.Id);
        var clock = Stopwatch.StartNew();
        await ProcessTable.UntilAsync(
            () => ProcessTable.ProcessorTimeOf(broken.Id) - used > TimeSpan.FromSeconds(1) && clock.Elapsed > Deadlines.Patience, "a processor kept busy");
        Assert.InRange(ProcessTable.ProcessorTimeOf(well.Id) - usedWell, TimeSpan.Zero, (ProcessTable.ProcessorTimeOf(broken.Id) - used) / 2);
    }

    private static Task<Demonstration> ReapInsteadAsync(string handler) => Demonstration.OfAsync<ReaperFixProvider>(
        ReapInsteadFix.Key,
        Head + "\n\nusing var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);" + Work + handler + Demonstration.Libc,
        Head + "\nusing ZombieGuard;\n\nusing var reaper = ChildReaper.ReapUnowned();" + Work.TrimEnd() + Demonstration.Libc);
}

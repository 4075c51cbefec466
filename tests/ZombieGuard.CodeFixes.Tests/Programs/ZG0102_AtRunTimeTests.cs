using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;
using ZombieGuard.Testing.Programs;

namespace ZombieGuard.CodeFixes.Tests.Programs;

/// <summary>A child of Process that somebody else waits for, by its pid.</summary>
public sealed class ZG0102_AtRunTimeTests
{
    private const string Waits = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        using var worker = Process.Start("/bin/sleep", "1000");
        int pid = worker.Id;
        Console.WriteLine($"started {pid}");
        {|ZG0102:waitpid|}(pid, out _, 0);
        Console.WriteLine("waited");
        worker.WaitForExit();
        Console.WriteLine($"returned {worker.ExitCode}");

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);
        """;

    private const string WaitsFixed = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        using var worker = Process.Start("/bin/sleep", "1000");
        int pid = worker.Id;
        Console.WriteLine($"started {pid}");
        worker.WaitForExit();
        Console.WriteLine("waited");
        worker.WaitForExit();
        Console.WriteLine($"returned {worker.ExitCode}");

        """;

    private const string Polls = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Threading;

        using var worker = Process.Start("/bin/sleep", "1000");
        Console.WriteLine($"started {worker.Id}");
        while ({|ZG0102:waitpid|}(worker.Id, out _, 1) == 0)
        {
        }

        Console.WriteLine("waited");
        worker.WaitForExit();
        Console.WriteLine($"returned {worker.ExitCode}");

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);
        """;

    private const string Adopts = """
        using System;
        using System.Diagnostics;
        using ZombieGuard;

        using var worker = Process.Start("/bin/sleep", "1000");
        Console.WriteLine($"started {worker.Id}");
        var child = ChildReaper.Shared.{|ZG0102:Adopt|}(worker.Id);
        Console.WriteLine("adopted");
        await child.Completion;
        Console.WriteLine("waited");
        worker.WaitForExit();
        Console.WriteLine($"returned {worker.ExitCode}");
        """;

    private const string AdoptsFixed = """
        using System;
        using System.Diagnostics;
        using ZombieGuard;

        using var worker = Process.Start("/bin/sleep", "1000");
        Console.WriteLine($"started {worker.Id}");
        Console.WriteLine("adopted");
        await worker.WaitForExitAsync();
        Console.WriteLine("waited");
        worker.WaitForExit();
        Console.WriteLine($"returned {worker.ExitCode}");
        """;

    [Fact]
    public async Task WaitByPid_LeavesWaitForExitHanging()
    {
        using var demonstration = await Demonstration.OfAsync<WaitByProcessFixProvider>(WaitByProcessFix.Key, Waits, WaitsFixed);
        await using var broken = demonstration.Broken.Start();
        await using var well = demonstration.Fixed.Start();

        ProcessTable.Kill(await well.NumberAsync("started"));
        Assert.Equal("137", await well.SaysAsync("returned"));
        Assert.Equal(0, await well.EndsAsync());

        var child = await broken.NumberAsync("started");
        await ProcessTable.UntilAsync(() => ProcessTable.IsWaiting(broken.Id), "the program waiting by its pid");
        ProcessTable.Kill(child);
        await broken.SaysAsync("waited");
        Assert.True(ProcessTable.IsGone(child));
        await broken.NeverSaysAsync("returned");
    }

    /// <summary>The runtime finds that somebody has taken the child, and dies of it; at times it finds too late, and waits for ever.</summary>
    [Fact]
    public async Task PollByPid_EndsTheProgram_OrHangs()
    {
        await FixTest.VerifyWithRuntimeAsync<CallAnalyzer, WaitByProcessFixProvider>(WaitByProcessFix.Key, Polls, Polls, OutputKind.ConsoleApplication);
        using var program = CompiledProgram.From(Polls);
        var harms = await HarmsAsync(program, 4, "started");
        Assert.Contains(harms, harm => harm is Harm.Hangs or Harm.FailsFast);
    }

    /// <summary>One status, two that wait for it: the reaper finds it lost, or WaitForExit hangs, or the runtime finds out and ends the program.</summary>
    [Fact]
    public async Task Adopt_NeverLeavesBothRight()
    {
        using var demonstration = await Demonstration.OfAsync<LeaveToProcessFixProvider>(LeaveToProcessFix.Key, Adopts, AdoptsFixed);
        await using var well = demonstration.Fixed.Start();
        ProcessTable.Kill(await well.NumberAsync("started"));
        Assert.Equal("137", await well.SaysAsync("returned"));
        Assert.Equal(0, await well.EndsAsync());

        // The same, but it tells what the reaper has found.
        using var telling = CompiledProgram.From(
            Adopts.Replace("await child.Completion;", "Console.WriteLine(await child.Completion);", StringComparison.Ordinal), typeof(ChildReaper).Assembly);
        Assert.DoesNotContain(Harm.None, await HarmsAsync(telling, 6, "adopted"));
    }

    private static Task<Harm[]> HarmsAsync(CompiledProgram program, int times, string ready) => Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
    {
        await using var run = program.Start();
        await run.SaysAsync(ready);
        ProcessTable.Kill(await run.NumberAsync("started"));
        return await run.StallsAsync() ? Harm.Hangs
            : run.Output.Contains("Error while reaping child. errno = 10", StringComparison.Ordinal) ? Harm.FailsFast
            : run.Output.Contains("its status is lost", StringComparison.Ordinal) ? Harm.Lost
            : Harm.None;
    }));

    private enum Harm
    {
        None,
        Lost,
        Hangs,
        FailsFast,
    }
}

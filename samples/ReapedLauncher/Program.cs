using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using LeakyLauncher;
using ZombieGuard;

namespace ReapedLauncher;

/// <summary>The raw jobs of the leaky launcher: without a reaper, with one, and as a launcher does them that wants to know how they ended.</summary>
internal static class Program
{
    private const int JobsPerRun = 5;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task<int> Main()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("This sample reads /proc: run it on Linux.");
            return 1;
        }

        Console.WriteLine("Before: raw children that nobody waits for.");
        RunRawJobs();
        ProcTable.LetChildrenEnd();
        PrintChildren();

        Console.WriteLine();
        Console.WriteLine("After ChildReaper.ReapUnowned(): it takes what is there once it is a second old, and what comes later.");
        using var reaper = ChildReaper.ReapUnowned();
        RunRawJobs();
        LetReaperReap(reaper);
        PrintChildren();
        Console.WriteLine($"reaped: {reaper.ReapedCount}");

        Console.WriteLine();
        Console.WriteLine("Adopted: reaped at once, and each tells how it ended. Process keeps its own beside them.");
        using var beside = Process.Start("/bin/sh", ["-c", "exit 5"]);
        var failing = ChildReaper.Shared.Adopt(Spawn("exit 3"));
        var killed = ChildReaper.Shared.Adopt(Spawn("exec sleep 30"));
        killed.Kill();
        Console.WriteLine($"adopted: {Words(await failing.Completion)}");
        Console.WriteLine($"adopted: {Words(await killed.Completion)}");
        await beside.WaitForExitAsync();
        Console.WriteLine($"Process: exited with {beside.ExitCode}");
        PrintChildren();
        return ProcTable.Children().Count;
    }

    private static void RunRawJobs()
    {
        RawJobs.RunHook();
        RawJobs.RunHooks(count: 3);
        RawJobs.StopHelper();
    }

    private static int Spawn(string script)
    {
        var error = Libc.posix_spawn(out var pid, "/bin/sh", 0, 0, ["sh", "-c", script, null], null);
        return error == 0 ? pid : throw new Win32Exception(error);
    }

    /// <summary>Waits until nothing is left, but not for ever: what is left then is printed. The reaper counts right after it has reaped.</summary>
    [SupportedOSPlatform("linux")]
    private static void LetReaperReap(UnownedReaper reaper)
    {
        var waited = Stopwatch.StartNew();
        while ((ProcTable.Children().Count > 0 || reaper.ReapedCount < 2 * JobsPerRun) && waited.Elapsed < Deadline)
        {
            Thread.Sleep(20);
        }
    }

    private static string Words(ChildExit exit) => exit.Status?.ToString() ?? "lost";

    private static void PrintChildren()
    {
        var children = ProcTable.Children();
        Console.WriteLine(ProcTable.Header);
        foreach (var row in children)
        {
            Console.WriteLine(row);
        }

        Console.WriteLine($"zombies: {children.Count(row => row.IsZombie)}");
    }
}

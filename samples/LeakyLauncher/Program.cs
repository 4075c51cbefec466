using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace LeakyLauncher;

/// <summary>Runs every job and prints what /proc says right after it has returned.</summary>
internal static class Program
{
    public static async Task<int> Main()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("This sample reads /proc: run it on Linux.");
            return 1;
        }

        // Once for nothing, so that the first look is not late: a job lasts half a second.
        ProcTable.LetRuntimeReap();

        Console.WriteLine("Process: a child still alive after its job has returned was not waited for.");
        Observe(nameof(ProcessJobs.RotateLogs), ProcessJobs.RotateLogs);
        Observe(nameof(ProcessJobs.CompressLog), () => ProcessJobs.CompressLog(inBackground: true));
        Observe(nameof(ProcessJobs.SendReport), ProcessJobs.SendReport);
        Observe(nameof(ProcessJobs.StopPreview), ProcessJobs.StopPreview);
        Observe(nameof(ProcessJobs.ConvertPages), () => ProcessJobs.ConvertPages(pages: 2));
        Observe(nameof(ProcessJobs.StartWorkers), () => ProcessJobs.StartWorkers(count: 3));
        Observe(nameof(ProcessJobs.Upload), ProcessJobs.Upload);
        await ProcessJobs.SyncAsync(CancellationToken.None);
        Observe(nameof(ProcessJobs.SyncAsync), () => { });

        Console.WriteLine();
        Console.WriteLine("The same, done right.");
        Observe("right: RotateLogs", () => WaitedProcessJobs.RotateLogs());
        Observe("right: CompressLog", () => WaitedProcessJobs.CompressLog(quietly: true));
        Observe("right: StopPreview", WaitedProcessJobs.StopPreview);
        Observe("right: StartWorkers", () => WaitedProcessJobs.StartWorkers(count: 3));
        Observe("right: Upload", WaitedProcessJobs.Upload);
        await WaitedProcessJobs.SyncAsync(CancellationToken.None);
        Observe("right: SyncAsync", () => { });
        Observe("right: BeginAndWait", WaitedProcessJobs.BeginAndWait);

        Console.WriteLine();
        Console.WriteLine("Raw children, done right: nothing is left.");
        WaitedRawJobs.RunHook();
        WaitedRawJobs.RunHooks(count: 3);
        WaitedRawJobs.StopHelper();
        PrintChildren();

        Console.WriteLine();
        Console.WriteLine("Raw children that nobody waits for: zombies, until this process ends.");
        RawJobs.RunHook();
        RawJobs.RunHooks(count: 3);
        RawJobs.StopHelper();
        PrintChildren();
        return 0;
    }

    private static void Observe(string job, Action run)
    {
        run();
        var left = ProcTable.Children();
        Console.WriteLine(left.Count == 0 ? $"waited: {job}" : $"left running: {job}");
        foreach (var row in left)
        {
            Console.WriteLine($"    {row}");
        }

        ProcTable.LetRuntimeReap();
    }

    private static void PrintChildren()
    {
        ProcTable.LetChildrenEnd();
        var children = ProcTable.Children();
        Console.WriteLine(ProcTable.Header);
        foreach (var row in children)
        {
            Console.WriteLine(row);
        }

        Console.WriteLine($"zombies: {children.Count(row => row.IsZombie)}");
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Shutdown;

/// <summary>Asks politely, waits a while, then insists, and waits for the end in any case.</summary>
public static class GracefulStop
{
    public static void Run(string program, TimeSpan limit)
    {
        using var process = Process.Start(program);
        if (process.WaitForExit(limit))
        {
            Console.WriteLine($"ended with {process.ExitCode}");
            return;
        }

        process.CloseMainWindow();
        if (!process.WaitForExit(2000))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    public static async Task<int?> RunAsync(string program, TimeSpan limit)
    {
        using var process = Process.Start(program);
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return null;
        }
    }

    public static async Task<bool> RaceAsync(string program, Task stop)
    {
        using var process = Process.Start(program);
        var exit = process.WaitForExitAsync(CancellationToken.None);
        if (await Task.WhenAny(exit, stop) != exit)
        {
            process.Kill(entireProcessTree: true);
            await exit;
            return false;
        }

        return true;
    }

    /// <summary>Whatever happens in between, the child does not outlive the call.</summary>
    public static void During(string server, Action action)
    {
        var process = Process.Start(server);
        try
        {
            action();
        }
        finally
        {
            Stop(process);
        }
    }

    public static void StopAll(IReadOnlyCollection<Process> processes)
    {
        foreach (var process in processes.Reverse())
        {
            Stop(process);
        }
    }

    private static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        process.Dispose();
    }
}

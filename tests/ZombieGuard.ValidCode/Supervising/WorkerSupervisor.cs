using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Supervising;

/// <summary>Keeps one worker alive: starts it again when it ends, later and later while it keeps failing.</summary>
public sealed class WorkerSupervisor(ProcessStartInfo worker, TimeSpan longestPause)
{
    public event Action<int>? WorkerEnded;

    public int Restarts { get; private set; }

    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!stopping.IsCancellationRequested)
        {
            var code = await RunOnceAsync(stopping);
            WorkerEnded?.Invoke(code);
            if (code == 0)
            {
                pause = TimeSpan.FromMilliseconds(100);
                continue;
            }

            Restarts++;
            await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < longestPause ? pause * 2 : longestPause;
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken stopping)
    {
        using var process = new Process { StartInfo = worker };
        process.Start();
        await using var registration = stopping.Register(() => Stop(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Ended on its own.
        }
    }

    /// <summary>Runs a worker a few times in turn, for measurements.</summary>
    public TimeSpan[] Measure(int rounds)
    {
        var times = new TimeSpan[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var process = Process.Start(worker)!;
            process.WaitForExit();
            times[round] = clock.Elapsed;
            process.Dispose();
        }

        return times;
    }
}

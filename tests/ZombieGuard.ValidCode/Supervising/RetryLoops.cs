using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Supervising;

/// <summary>Commands that are tried again: a child for each attempt, and each is waited for.</summary>
public static class RetryLoops
{
    public static bool TryTimes(string command, int attempts)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            using var process = Process.Start(command);
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return true;
            }

            Thread.Sleep(TimeSpan.FromSeconds(attempt));
        }

        return false;
    }

    public static async Task<int> UntilSuccessAsync(ProcessStartInfo start, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        int code;
        do
        {
            var process = Process.Start(start);
            if (process is null)
            {
                return -1;
            }

            await process.WaitForExitAsync();
            code = process.ExitCode;
            process.Dispose();
        }
        while (code != 0 && clock.Elapsed < limit);
        return code;
    }

    /// <summary>An attempt that hangs is killed, and the next one has its own child.</summary>
    public static bool WithTimeLimit(string command, TimeSpan limit)
    {
    again:
        var process = new Process { StartInfo = { FileName = command } };
        process.Start();
        if (!process.WaitForExit(limit))
        {
            process.Kill(true);
            process.WaitForExit();
            process.Dispose();
            if (limit < TimeSpan.FromMinutes(1))
            {
                limit *= 2;
                goto again;
            }

            return false;
        }

        return process.ExitCode == 0;
    }

    /// <summary>Any exception of an attempt counts as a failed attempt.</summary>
    public static int Stubborn(Func<ProcessStartInfo> describe)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                using var process = Process.Start(describe());
                process!.WaitForExit();
                return process.ExitCode;
            }
            catch (Exception) when (failures < 5)
            {
            }
        }
    }
}

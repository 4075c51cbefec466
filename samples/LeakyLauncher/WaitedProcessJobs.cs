using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace LeakyLauncher;

/// <summary>The same jobs done right: no warning here.</summary>
internal static class WaitedProcessJobs
{
    public static int RotateLogs()
    {
        using var rotate = Process.Start("sleep", "0.5");
        rotate.WaitForExit();
        return rotate.ExitCode;
    }

    public static void CompressLog(bool quietly)
    {
        using var gzip = Process.Start("sleep", "0.5");
        try
        {
            if (quietly)
            {
                return;
            }

            Console.WriteLine("compressing");
        }
        finally
        {
            gzip.WaitForExit();
        }
    }

    public static void StopPreview()
    {
        using var preview = Process.Start("sleep", "30");
        preview.Kill();
        preview.WaitForExit();
    }

    public static void StartWorkers(int count)
    {
        var workers = new List<Process>();
        for (var i = 0; i < count; i++)
        {
            workers.Add(Process.Start("sleep", "0.5"));
        }

        foreach (var worker in workers)
        {
            worker.WaitForExit();
        }
    }

    public static void Upload()
    {
        using var upload = Process.Start("sleep", "0.5");
        while (!upload.WaitForExit(50))
        {
            Console.WriteLine("still uploading");
        }
    }

    public static async Task SyncAsync(CancellationToken token)
    {
        using var sync = Process.Start("sleep", "0.5");
        await sync.WaitForExitAsync(token);
    }

    /// <summary>Handing the child on is fine: the caller waits.</summary>
    public static Process Begin() => Process.Start("sleep", "0.5");

    public static void BeginAndWait()
    {
        using var job = Begin();
        job.WaitForExit();
    }
}

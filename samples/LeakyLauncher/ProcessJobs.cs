using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace LeakyLauncher;

/// <summary>
/// Jobs run through <see cref="Process"/>, each losing its child in a way of its own. The runtime reaps such a child, so
/// no zombie stays; but nobody learns when the job ended, or that it failed. <c>sleep</c> stands in for the real work.
/// </summary>
internal static class ProcessJobs
{
    public static void RotateLogs()
    {
        Process.Start("sleep", "0.5"); // ZG0002
    }

    public static void CompressLog(bool inBackground)
    {
        var gzip = Process.Start("sleep", "0.5"); // ZG0002
        if (inBackground)
        {
            return;
        }

        gzip.WaitForExit();
    }

    public static void SendReport()
    {
        using var mailer = new Process { StartInfo = new ProcessStartInfo("sleep", "0.5") };
        mailer.Start(); // ZG0002
        Console.WriteLine("report handed to the mailer");
    }

    public static void StopPreview()
    {
        var preview = Process.Start("sleep", "0.5");
        preview.Kill(); // a suggestion in the editor; a build does not print it
    }

    public static void ConvertPages(int pages)
    {
        Process? converter = null;
        for (var page = 1; page <= pages; page++)
        {
            converter = Process.Start("sleep", "0.5"); // ZG0002
            Console.WriteLine($"page {page} of {pages} is being converted by {converter.Id}");
        }
    }

    public static void StartWorkers(int count)
    {
        var workers = new List<Process>();
        for (var i = 0; i < count; i++)
        {
            var worker = Process.Start("sleep", "0.5"); // ZG0002
            workers.Add(worker);
        }

        Console.WriteLine($"{workers.Count} workers started");
    }

    public static void Upload()
    {
        var upload = Process.Start("sleep", "0.5");
        upload.WaitForExit(50); // ZG0004
        Console.WriteLine("uploaded");
    }

    public static async Task SyncAsync(CancellationToken token)
    {
        var sync = Process.Start("sleep", "0.5"); // ZG0002
        await Task.Delay(10, token);
        Console.WriteLine($"sync runs as {sync.Id}");
    }
}

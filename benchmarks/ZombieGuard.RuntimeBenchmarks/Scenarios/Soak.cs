using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>Very many children, one after the other in a few lanes: does anything grow, is anything lost?</summary>
internal static class Soak
{
    private const int Lanes = 4;
    private const int Parts = 10;

    internal static void Run(Report report, int count)
    {
        var (wrong, lost) = (0, 0);
        var part = Math.Max(count / Parts, Lanes);
        var rows = new List<(int Done, int Descriptors, int Threads, long Managed, long Resident)>();
        var start = Stopwatch.GetTimestamp();

        // Before the first: the pool, the compiler's tiers and the pipes have to be there once.
        Some(Math.Min(part, 2000));
        Row(0);
        for (var done = part; done <= count; done += part)
        {
            Some(part);
            Row(done);
            Report.Progress($"soak: {done:N0}");
        }

        var minutes = Stopwatch.GetElapsedTime(start).TotalMinutes;
        var zombies = ProcFile.Children(Environment.ProcessId).Count;
        report.Table(
            $"Soak of {count:N0}",
            $"`sh -c 'exit N'` in {Lanes} lanes, joined by threads and tasks in turn, every eighth with its output read from a pipe; took {Report.Number(minutes, "F1")} minutes.",
            ["Children so far", "descriptors, assemblies aside", "threads", "managed KB", "resident KB"],
            rows.Select(row => (string[])
            [
                Report.Number(row.Done), Report.Number(row.Descriptors), Report.Number(row.Threads), Report.Number(row.Managed), Report.Number(row.Resident),
            ]));

        // From the middle on: the pool has its threads by then, and the compiler its last tier. What leaks does so in each half.
        var (middle, last) = (rows[rows.Count / 2], rows[^1]);
        var growth = (last.Resident - middle.Resident) * 1024.0 / Math.Max(1, last.Done - middle.Done);
        report.Verdict("Soak: nothing wrong, lost or left behind", $"{wrong} wrong, {lost} lost, {zombies} left", wrong + lost + zombies == 0);
        report.Verdict("Soak: under 10 minutes", $"{Report.Number(minutes, "F1")} minutes", minutes < 10);
        report.Verdict("Soak, second half: no more descriptors", $"{middle.Descriptors} to {last.Descriptors}", last.Descriptors <= middle.Descriptors);
        report.Verdict("Soak, second half: no more threads", $"{middle.Threads} to {last.Threads}", last.Threads <= middle.Threads);
        report.Verdict("Soak, second half: resident bytes that each child leaves behind at most 8", Report.Number(growth, "F1"), growth <= 8);

        void Some(int children) => Task.WaitAll([.. Enumerable.Range(0, Lanes).Select(lane => Task.Factory.StartNew(
            () =>
            {
                for (var i = lane; i < children; i += Lanes)
                {
                    var exit = One(i);
                    Interlocked.Add(ref lost, exit.IsLost ? 1 : 0);
                    Interlocked.Add(ref wrong, !exit.IsLost && exit.ExitCode != i % 256 ? 1 : 0);
                }
            },
            TaskCreationOptions.LongRunning))]);

        void Row(int done)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            var managed = GC.GetTotalMemory(forceFullCollection: true) / 1024;
            rows.Add((done, ProcFile.Descriptors(), ProcFile.Count("/proc/self/task"), managed, ProcFile.Kilobytes("/proc/self/smaps_rollup", "Rss:")));
        }
    }

    private static ChildExit One(int i)
    {
        var hasPipe = i / Lanes % 8 == 0;
        var info = new ChildStartInfo("/bin/sh", "-c", $"exit {i % 256}") { StandardOutput = hasPipe ? ChildStdio.Pipe : ChildStdio.Inherit };
        using var child = ChildProcess.Start(info);
        if (hasPipe)
        {
            child.StandardOutput!.CopyTo(Stream.Null);
        }

        return i / Lanes % 2 == 0 ? child.Join() : child.JoinAsync().GetAwaiter().GetResult();
    }
}

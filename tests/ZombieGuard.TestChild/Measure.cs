using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using ZombieGuard.Reaping;

namespace ZombieGuard.TestChild;

/// <summary>The figures in docs/runtime.md; no test asks for them.</summary>
internal static class Measure
{
    internal static void Run(Report report, int count)
    {
        foreach (var way in Enum.GetValues<WaitsBy>())
        {
            Latency(report, count, $"adopted_{way}", () =>
            {
                var child = ChildReaper.Shared.Adopt(RawChild.Sleeps(), way);
                return (child.Pid, () => child.Completion.Wait());
            });
        }

        Latency(report, count, "process", () =>
        {
            var process = Process.Start("/bin/sleep", "1000");
            return (process.Id, process.WaitForExit);
        });
        Latency(report, count, "waitpid", () =>
        {
            var pid = RawChild.Sleeps();
            return (pid, () => RawChild.Wait(pid));
        });
        Barrier(report, count);
        Many(report, 2000);
    }

    private static void Latency(Report report, int count, string name, Func<(int Pid, Action Wait)> start)
    {
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var (pid, wait) = start();
            Until.True(() => RawChild.Stat(pid)?.State == 'S');
            var from = Stopwatch.GetTimestamp();
            RawChild.kill(pid, RawChild.SIGKILL);
            wait();
            times.Add(Stopwatch.GetElapsedTime(from).TotalMicroseconds);
        }

        times.Sort();
        report.Say($"latency_us_{name}", $"median {times[count / 2]:F0}, p95 {times[count * 95 / 100]:F0}");
    }

    private static void Barrier(Report report, int count)
    {
        var times = Enumerable.Range(0, count).Select(_ =>
        {
            var from = Stopwatch.GetTimestamp();
            RuntimeBarrier.Pass(Until.Deadline);
            return Stopwatch.GetElapsedTime(from).TotalMicroseconds;
        }).Order().ToList();
        report.Say("barrier_us", $"median {times[count / 2]:F0}, p95 {times[count * 95 / 100]:F0}");
    }

    private static void Many(Report report, int count)
    {
        var pids = Enumerable.Range(0, count).Select(_ => RawChild.Sleeps()).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var children = pids.ConvertAll(ChildReaper.Shared.Adopt);
        report.Say("bytes_per_child", (GC.GetTotalMemory(forceFullCollection: true) - before) / count);
        var from = Stopwatch.GetTimestamp();
        children.ForEach(child => child.Kill());
        children.ForEach(child => child.Completion.Wait());
        report.Say("all_killed_ms", $"{Stopwatch.GetElapsedTime(from).TotalMilliseconds:F0} for {count}");
        report.Say("right", children.Count(child => child.Completion.Result.TerminatingSignal == RawChild.SIGKILL));
        from = Stopwatch.GetTimestamp();
        ZombieScanner.WholeSystem();
        report.Say("scan_ms", $"{Stopwatch.GetElapsedTime(from).TotalMilliseconds:F1}");
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ZombieGuard.Reaping;

namespace ZombieGuard.TestChild;

/// <summary>
/// The figures in docs/runtime.md; no test asks for them. The contenders take turns within one run, so that a machine that is busy is so for
/// all of them; <c>Process</c> is first in use when the others are measured too.
/// </summary>
internal static class Measure
{
    private const int Warmup = 5;

    internal static void Run(Report report, int count)
    {
        Latencies(report, count);
        Barrier(report, count);
        Throughput(report, count);
        Many(report, 10_000);
    }

    /// <summary>From SIGKILL to a child that sleeps until the waiter runs on.</summary>
    internal static void Latencies(Report report, int count)
    {
        var contenders = new (string Name, Func<(int, Func<Task>)> Start)[]
        {
            ("process_wait", () => WithProcess(process => { process.WaitForExit(); return Task.CompletedTask; })),
            ("child_join", () => WithChild(WaitsBy.Best, child => { child.Join(); return Task.CompletedTask; })),
            ("process_wait_async", () => WithProcess(process => process.WaitForExitAsync())),
            ("child_join_async", () => WithChild(WaitsBy.Best, child => child.JoinAsync())),
            ("child_join_async_by_sigchld", () => WithChild(WaitsBy.Sigchld, child => child.JoinAsync())),
            ("waitpid", () =>
            {
                var pid = RawChild.Sleeps();
                return (pid, () => { RawChild.Wait(pid); return Task.CompletedTask; });
            }),
        };
        var times = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = -Warmup; round < count; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var time = Latency(contenders[i].Start).GetAwaiter().GetResult();
                if (round >= 0)
                {
                    times[i].Add(time);
                }
            }
        }

        for (var i = 0; i < contenders.Length; i++)
        {
            var sorted = times[i].Order().ToList();
            report.Say($"latency_us_{contenders[i].Name}", $"p50 {sorted[count / 2]:F0}, p95 {sorted[count * 95 / 100]:F0}, p99 {sorted[count * 99 / 100]:F0}");
        }

        static async Task<double> Latency(Func<(int Pid, Func<Task> Wait)> start)
        {
            var (pid, wait) = start();
            Until.True(() => RawChild.Stat(pid)?.State == 'S');
            var from = Stopwatch.GetTimestamp();
            RawChild.kill(pid, RawChild.SIGKILL);
            await wait().ConfigureAwait(false);
            return Stopwatch.GetElapsedTime(from).TotalMicroseconds;
        }

        static (int, Func<Task>) WithProcess(Func<Process, Task> wait)
        {
            var process = Process.Start("/bin/sleep", "1000");
            return (process.Id, () => wait(process));
        }

        static (int, Func<Task>) WithChild(WaitsBy way, Func<ChildProcess, Task> wait)
        {
            var child = ChildProcess.Start(new ChildStartInfo("/bin/sleep", "1000"), way, "", 0);
            return (child.Pid, () => wait(child));
        }
    }

    /// <summary>Start /bin/true and wait for it: one after the other, and eight at once.</summary>
    internal static void Throughput(Report report, int count)
    {
        const int Rounds = 6;
        var contenders = new (string Name, Action Sync, Func<Task> Async)[]
        {
            (
                "process",
                () =>
                {
                    using var process = Process.Start("/bin/true");
                    process.WaitForExit();
                },
                async () =>
                {
                    using var process = Process.Start("/bin/true");
                    await process.WaitForExitAsync().ConfigureAwait(false);
                }),
            ("child", () => ChildProcess.Start("/bin/true").Join(), () => ChildProcess.Start("/bin/true").JoinAsync()),
        };
        var rates = new Dictionary<string, List<double>>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, sync, async) in contenders)
            {
                Rate($"{name}_alone", () =>
                {
                    for (var i = 0; i < count; i++)
                    {
                        sync();
                    }
                });
                Rate($"{name}_8_threads", () => Task.WaitAll([.. Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                    () =>
                    {
                        for (var i = 0; i < count / 8; i++)
                        {
                            sync();
                        }
                    },
                    TaskCreationOptions.LongRunning))]));
                Rate($"{name}_8_async", () => Task.WaitAll([.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
                {
                    for (var i = 0; i < count / 8; i++)
                    {
                        await async().ConfigureAwait(false);
                    }
                }))]));
            }
        }

        foreach (var (name, all) in rates)
        {
            // The first round warms up.
            var sorted = all.Skip(1).Order().ToList();
            report.Say($"per_second_{name}", $"{sorted[sorted.Count / 2]:F0} ({sorted[0]:F0} to {sorted[^1]:F0})");
        }

        void Rate(string name, Action run)
        {
            var from = Stopwatch.GetTimestamp();
            run();
            if (!rates.TryGetValue(name, out var all))
            {
                rates[name] = all = [];
            }

            all.Add(count / 8 * 8 / Stopwatch.GetElapsedTime(from).TotalSeconds);
        }
    }

    private static void Barrier(Report report, int count)
    {
        var times = Enumerable.Range(0, count).Select(_ =>
        {
            var from = Stopwatch.GetTimestamp();
            RuntimeBarrier.Pass(Until.Deadline);
            return Stopwatch.GetElapsedTime(from).TotalMicroseconds;
        }).Order().ToList();
        report.Say("barrier_us", $"p50 {times[count / 2]:F0}, p95 {times[count * 95 / 100]:F0}");
    }

    /// <summary>Ten thousand children at once: what each costs, and how long it takes until all that were killed are collected.</summary>
    internal static void Many(Report report, int count)
    {
        for (var round = 0; round < 3; round++)
        {
            Many(report, $"child_{round}", count, () => ChildProcess.Start("/bin/sleep", ["1000"]), child => child.Pid, child => child.JoinAsync());
            Many(report, $"process_{round}", count, () => Process.Start("/bin/sleep", "1000"), process => process.Id, process => process.WaitForExitAsync());
        }
    }

    private static void Many<T>(Report report, string name, int count, Func<T> start, Func<T, int> pid, Func<T, Task> wait)
    {
        start();
        var (bytes, resident) = (GC.GetTotalMemory(forceFullCollection: true), Resident());
        var children = Enumerable.Range(0, count).Select(_ => start()).ToList();
        var waits = children.ConvertAll(child => wait(child));
        report.Say($"many_{name}_bytes", (GC.GetTotalMemory(forceFullCollection: true) - bytes) / count);
        report.Say($"many_{name}_resident_bytes", (Resident() - resident) / count);
        if (name == "child_0")
        {
            var scan = Stopwatch.GetTimestamp();
            ZombieScanner.WholeSystem();
            report.Say("scan_ms", $"{Stopwatch.GetElapsedTime(scan).TotalMilliseconds:F0} for {count}");
        }

        var from = Stopwatch.GetTimestamp();
        children.ForEach(child => RawChild.kill(pid(child), RawChild.SIGKILL));
        Task.WaitAll([.. waits]);
        report.Say($"many_{name}_killed_ms", $"{Stopwatch.GetElapsedTime(from).TotalMilliseconds:F0}");
        GC.KeepAlive(children);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return long.Parse(
            File.ReadLines("/proc/self/smaps_rollup").First(line => line.StartsWith("Rss:", StringComparison.Ordinal))[4..^2], CultureInfo.InvariantCulture) * 1024;
    }
}

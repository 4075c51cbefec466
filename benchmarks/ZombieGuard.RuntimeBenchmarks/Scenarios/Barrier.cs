using System;
using System.Diagnostics;
using System.Linq;
using ZombieGuard.Reaping;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>What ReapUnowned waits for before it takes anything.</summary>
internal static class Barrier
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    internal static void Run(Report report, Effort effort)
    {
        var samples = new Samples();
        for (var round = -1; round < effort.Rounds; round++)
        {
            var times = Enumerable.Range(0, effort.Samples).Select(_ => Pass()).ToList();
            if (round >= 0)
            {
                samples.Add(times);
            }
        }

        report.Table(
            "The barrier",
            "Microseconds until the runtime has surely looked at all its children, once for each sweep of `ReapUnowned` that takes something.",
            ["p50", "p50 of the rounds", "p95", "p99"],
            [[Report.Number(samples.Median), samples.Range("N0"), Report.Number(samples.Percentile(95)), Report.Number(samples.Percentile(99))]]);
    }

    private static double Pass()
    {
        var start = Stopwatch.GetTimestamp();
        if (!RuntimeBarrier.Pass(Limit))
        {
            throw new TimeoutException("The runtime has not answered.");
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}

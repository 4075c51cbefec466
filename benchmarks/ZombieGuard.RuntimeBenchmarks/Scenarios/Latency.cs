using System.Collections.Generic;
using System.Linq;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>From SIGKILL to a child that sleeps until the one who waits for it runs on.</summary>
internal static class Latency
{
    private const int Live = 1000;
    private const int Spawners = 8;
    private static readonly string[] Columns = ["Contender", "p50", "p50 of the rounds", "p95", "p99", "Samples"];

    internal static void Idle(Report report, Effort effort)
    {
        using var turns = new Turns(report, Contestant.All);
        turns.Run(effort.Rounds, Turn);
        report.Table(
            "Reap latency, idle",
            "Microseconds from SIGKILL to a child that sleeps, sent by another program, until the waiter, asleep by then, runs on. One child at a time.",
            Columns,
            Rows(turns));
        foreach (var (isAsync, name) in Contestant.Ours.Modes)
        {
            var ours = turns.Of(Contestant.Ours, name);
            var theirName = isAsync ? Contestant.Theirs.Async! : Contestant.Theirs.Sync;
            var theirs = turns.Of(Contestant.Theirs, theirName);
            report.Verdict(
                $"Idle p50 of `{name}` at most 0.8 x `{theirName}`",
                $"{Report.Number(ours.Median)} us to {Report.Number(theirs.Median)} us: {Report.Number(ours.Median / theirs.Median, "F2")} x",
                ours.Median <= 0.8 * theirs.Median);
            report.Verdict(
                $"Goal: idle p99 of `{name}` at most 500 us", $"{Report.Number(ours.Percentile(99))} us", ours.Percentile(99) <= 500);
        }

        IEnumerable<(string, double[])> Turn(Contestant contestant, WorkerProcess worker, bool isWarmup)
        {
            var isMain = contestant == Contestant.Ours || contestant == Contestant.OursBeside || contestant == Contestant.Theirs;
            foreach (var (isAsync, name) in contestant.Modes)
            {
                var count = isMain && !isWarmup ? effort.Samples : effort.FewSamples;
                worker.Tell($"latency {(isAsync ? 1 : 0)} {count}");
                yield return (name, worker.KillEach(count));
            }
        }
    }

    internal static void Busy(Report report, Effort effort)
    {
        using var turns = new Turns(report, Contestant.All.Where(contestant => contestant != Contestant.OursBeside));
        turns.Run(effort.BusyRounds, Turn);
        report.Table(
            "Reap latency, busy",
            $"The same with {Live:N0} live children of the same program, while {Spawners} of its threads start `true` and wait for it all the time.",
            Columns,
            Rows(turns));
        foreach (var (_, name) in Contestant.Ours.Modes)
        {
            var p99 = turns.Of(Contestant.Ours, name).Percentile(99) / 1000;
            report.Verdict($"Goal: p99 of `{name}` with {Live:N0} live at most 2 ms", $"{Report.Number(p99, "F1")} ms", p99 <= 2);
        }

        IEnumerable<(string, double[])> Turn(Contestant contestant, WorkerProcess worker, bool isWarmup)
        {
            if (isWarmup)
            {
                worker.Tell("throughput 0 1 100");
                worker.Read();
                yield break;
            }

            worker.Tell($"hold {Live}");
            worker.Read();
            foreach (var (isAsync, name) in contestant.Modes)
            {
                worker.Tell($"busy {(isAsync ? 1 : 0)} {effort.BusySamples} {Spawners}");
                yield return (name, worker.KillEach(effort.BusySamples));
            }

            worker.Tell("release");
            worker.Read();
        }
    }

    private static IEnumerable<string[]> Rows(Turns turns) =>
        from contestant in turns.Contestants
        from mode in contestant.Modes
        let samples = turns.Of(contestant, mode.Name)
        select (string[])
        [
            $"{contestant.Title}: `{mode.Name}`",
            Report.Number(samples.Median),
            samples.Range("N0"),
            Report.Number(samples.Percentile(95)),
            Report.Number(samples.Percentile(99)),
            Report.Number(samples.Count),
        ];
}

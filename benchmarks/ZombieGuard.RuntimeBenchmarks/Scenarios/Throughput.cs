using System.Collections.Generic;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>Start <c>true</c> and wait for it, again and again.</summary>
internal static class Throughput
{
    private static readonly (int Lanes, string Name)[] Ways = [(1, "alone"), (8, "8 at once")];

    internal static void Run(Report report, Effort effort)
    {
        using var turns = new Turns(report, Contestant.All);
        turns.Run(effort.Rounds, Turn);
        report.Table(
            "Start and reap",
            "Children a second: `/bin/true` started and waited for, by one thread or task alone and by eight at once; the median of the rounds, and "
            + "their range. multiprocessing forks and runs no program.",
            ["Contender", "alone", "range", "8 at once", "range"],
            Rows(turns));
        foreach (var (_, way) in Ways)
        {
            foreach (var (isAsync, name) in Contestant.Ours.Modes)
            {
                var theirName = isAsync ? Contestant.Theirs.Async! : Contestant.Theirs.Sync;
                var ratio = turns.Of(Contestant.Ours, $"{name} {way}").Median / turns.Of(Contestant.Theirs, $"{theirName} {way}").Median;
                report.Verdict($"Start and `{name}`, {way}, at least 0.9 x `{theirName}`", $"{Report.Number(ratio, "F2")} x", ratio >= 0.9);
                report.Verdict("Goal: the same at least 1.15 x", $"{Report.Number(ratio, "F2")} x", ratio >= 1.15);
            }
        }

        IEnumerable<(string, double[])> Turn(Contestant contestant, WorkerProcess worker, bool isWarmup)
        {
            foreach (var (lanes, way) in Ways)
            {
                foreach (var (isAsync, name) in contestant.Modes)
                {
                    // An eighth of the starts where each takes about ten times as long.
                    var starts = contestant == Contestant.Multiprocessing ? effort.Starts / 8 : effort.Starts;
                    worker.Tell($"throughput {(isAsync ? 1 : 0)} {lanes} {starts}");
                    yield return ($"{name} {way}", [starts / lanes * lanes * 1e6 / worker.Read()]);
                }
            }
        }
    }

    private static IEnumerable<string[]> Rows(Turns turns)
    {
        foreach (var contestant in turns.Contestants)
        {
            foreach (var (_, name) in contestant.Modes)
            {
                var (alone, eight) = (turns.Of(contestant, $"{name} {Ways[0].Name}"), turns.Of(contestant, $"{name} {Ways[1].Name}"));
                yield return
                [
                    $"{contestant.Title}: `{name}`", Report.Number(alone.Median), alone.Range("N0"), Report.Number(eight.Median), eight.Range("N0"),
                ];
            }
        }
    }
}

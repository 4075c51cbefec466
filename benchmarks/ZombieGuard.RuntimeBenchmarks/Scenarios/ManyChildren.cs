using System.Collections.Generic;
using System.Linq;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>What each of many children costs, and how long it takes to collect all of them at once.</summary>
internal static class ManyChildren
{
    /// <summary>Three pipes a child, of a limit of often 20,000 descriptors; a fork of the interpreter for each.</summary>
    private const int TooManyFor = 2000;

    private static readonly string[] Values = ["managed", "resident", "collected", "wrong"];

    internal static void Run(Report report, Effort effort)
    {
        using var turns = new Turns(report, Contestant.All.Where(contestant => contestant != Contestant.OursBeside && !IsFewOnly(contestant)));
        turns.Run(effort.ManyRounds, Turn);
        foreach (var contestant in Contestant.All.Where(contestant => IsFewOnly(contestant) && effort.Many > TooManyFor))
        {
            report.Skip($"{contestant.Title} with {effort.Many:N0} children: {(contestant.IsPython ? "each is a fork of the whole interpreter" : "three pipes each are more than the usual limit of descriptors")}.");
        }

        report.Table(
            $"{effort.Many:N0} children at once",
            "All sleep and each is waited for by a task, in Python by nobody yet; bytes a child after a forced collection, resident ones from "
            + "`smaps_rollup`. Then all are killed: milliseconds from before the first SIGKILL until every status is there. Medians of the rounds.",
            ["Contender", "managed bytes", "resident bytes", "collected in ms", "range", "wrong or missing"],
            Rows(turns));

        Verdict("Managed bytes a child at most 1,024", "managed", 1024);
        Verdict("Resident bytes a child at most 2,048", "resident", 2048);
        var (ours, theirs) = (turns.Of(Contestant.Ours, "collected"), turns.Of(Contestant.Theirs, "collected"));
        report.Verdict(
            $"{effort.Many:N0} killed at once: collected in at most 1.0 x Process's time",
            $"{Report.Number(ours.Median)} ms to {Report.Number(theirs.Median)} ms: {Report.Number(ours.Median / theirs.Median, "F2")} x",
            ours.Median <= theirs.Median);
        Verdict("Of them wrong or missing", "wrong", 0);

        void Verdict(string bound, string name, double limit)
        {
            var worst = turns.Of(Contestant.Ours, name).Percentile(100);
            report.Verdict(bound, $"{Report.Number(worst)}, in the worst round", worst <= limit);
        }

        IEnumerable<(string, double[])> Turn(Contestant contestant, WorkerProcess worker, bool isWarmup)
        {
            worker.Tell($"many {(isWarmup ? effort.Many / 10 : effort.Many)}");
            var numbers = Values.Select(_ => (double)worker.Read()).ToList();
            numbers[2] /= 1000;
            return Values.Zip(numbers, (name, value) => (name, (double[])[value]));
        }

        static bool IsFewOnly(Contestant contestant) => contestant == Contestant.Medallion || contestant == Contestant.Multiprocessing;
    }

    private static IEnumerable<string[]> Rows(Turns turns) =>
        from contestant in turns.Contestants
        let collected = turns.Of(contestant, "collected")
        select (string[])
        [
            contestant.Title,
            contestant.IsPython ? "" : Report.Number(turns.Of(contestant, "managed").Median),
            Report.Number(turns.Of(contestant, "resident").Median),
            Report.Number(collected.Median),
            collected.Range("N0"),
            Report.Number(turns.Of(contestant, "wrong").Percentile(100)),
        ];
}

using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Reaping;

namespace ZombieGuard.TestChild;

/// <summary>Raw children and Process side by side, each with statuses that tell whether the right one came.</summary>
internal static class Coexistence
{
    private const int PR_SET_CHILD_SUBREAPER = 36;
    private const int Lanes = 4;

    internal static void AdoptedBesideProcess(Report report, int count, string way)
    {
        Run(() => Adopted(report, count, Enum.Parse<WaitsBy>(way)), () => Processes(report, count));
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>A subreaper: adopted children, children of Process, orphans of both, and raw children that nobody waits for.</summary>
    internal static void UnownedBesideProcess(Report report, int count, int orphans)
    {
        RawChild.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        var reaped = new ConcurrentBag<ChildExit>();
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions
        {
            OnReaped = reaped.Add,
            OnProblem = problem => report.Say("problem", problem),
        });
        Run(
            () => Adopted(report, count, WaitsBy.Best),
            () => Processes(report, count),
            () => Orphans(report, orphans),
            () => Each(orphans, i => RawChild.Exits(9)));
        var expected = 2 * orphans;
        Until.True(() => reaped.Count >= expected && RawChild.Zombies().Count == 0);
        report.Say("unowned", reaped.Count);
        report.Say("unowned_orphans", reaped.Count(exit => exit.ExitCode == 7));
        report.Say("unowned_raw", reaped.Count(exit => exit.ExitCode == 9));
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>
    /// With no age to wait for, every zombie of Process's that is seen in the moment before the runtime reaps it is a candidate: nothing
    /// but the barrier keeps it from being taken.
    /// </summary>
    internal static void UnownedAtOnce(Report report, int count)
    {
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions
        {
            MinimumAge = TimeSpan.Zero,
            OnProblem = problem => report.Say("problem", problem),
        });
        Run(() => Processes(report, count), () => Each(count, i => RawChild.Exits(9)));
        Until.True(() => reaper.ReapedCount >= count && RawChild.Zombies().Count == 0);
        report.Say("unowned", reaper.ReapedCount);
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>The textbook's handler, which waits for any child: the control that the counts above would see a theft.</summary>
    internal static void NaiveBesideProcess(Report report, int count)
    {
        using var handler = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
        {
            while (RawChild.Wait(-1, RawChild.WNOHANG).Result > 0)
            {
            }
        });
        Processes(report, count, TimeSpan.FromSeconds(2));
        report.Say("zombies", RawChild.Zombies().Count);
    }

    private static void Adopted(Report report, int count, WaitsBy way) =>
        Each(count, i =>
        {
            // Every seventh is killed, so that both kinds of end are there.
            var isKilled = i % 7 == 0;
            var child = ChildReaper.Shared.Adopt(isKilled ? RawChild.Shell("kill -TERM $$") : RawChild.Exits(i % 200), way);
            if (!child.Completion.Wait(Until.Deadline))
            {
                report.Count("adopted_hung");
                return;
            }

            var exit = child.Completion.Result;
            var isRight = isKilled ? exit.TerminatingSignal == 15 : exit.ExitCode == i % 200;
            report.Count(exit.IsLost ? "adopted_lost" : isRight ? "adopted_right" : "adopted_wrong");
        });

    private static void Processes(Report report, int count, TimeSpan? limit = null)
    {
        var hung = 0;
        Each(count, i =>
        {
            if (Volatile.Read(ref hung) >= Lanes)
            {
                return;
            }

            using var process = Process.Start("/bin/sh", ["-c", $"exit {i % 200}"]);
            if (!process.WaitForExit(limit ?? Until.Deadline))
            {
                Interlocked.Increment(ref hung);
                report.Count("process_hung");
                return;
            }

            report.Count(process.ExitCode == i % 200 ? "process_right" : "process_wrong");
        });
    }

    /// <summary>Half of the parents are Process's, half are raw and adopted; all leave a child behind that exits with 7.</summary>
    private static void Orphans(Report report, int count) =>
        Each(count, i =>
        {
            const string Script = "{ sleep 0.02; exit 7; } & exit 5";
            int? code;
            if (i % 2 == 0)
            {
                using var process = Process.Start("/bin/sh", ["-c", Script]);
                code = process.WaitForExit(Until.Deadline) ? process.ExitCode : null;
            }
            else
            {
                var child = ChildReaper.Shared.Adopt(RawChild.Shell(Script));
                code = child.Completion.Wait(Until.Deadline) ? child.Completion.Result.ExitCode : null;
            }

            report.Count(code == 5 ? "orphaned" : "orphaning_failed");
        });

    private static void Run(params Action[] sides)
    {
        var threads = Array.ConvertAll(sides, side => new Thread(() => side()));
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private static void Each(int count, Action<int> action) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, action);
}

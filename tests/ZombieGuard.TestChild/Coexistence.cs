using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
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

    internal static void OursBesideProcess(Report report, int count, string way)
    {
        Run(() => Ours(report, count, Enum.Parse<WaitsBy>(way)), () => Processes(report, count));
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>A subreaper: our children, children of Process, orphans of both, and raw children that nobody waits for.</summary>
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
            () => Ours(report, count, WaitsBy.Best),
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

    /// <summary>All alive at the same time, in a subreaper, and then killed by signals that tell whether the right status came.</summary>
    internal static void AllAtOnce(Report report, int count, int orphans)
    {
        RawChild.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);

        // None that is ignored in a shell's background job or below nohup, and none that dumps core.
        int[] signals = [9, 10, 12, 14, 15, 26, 27];
        long reaped = 0;
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions
        {
            OnReaped = exit => reaped += exit.TerminatingSignal == 9 ? 1 : 0,
            OnProblem = problem => report.Say("problem", problem),
        });
        var ours = new List<ChildProcess>();
        var theirs = new List<Process>();
        var orphaned = new List<int>();
        for (var i = 0; i < count; i++)
        {
            ours.Add(ChildProcess.Start("/bin/sleep", ["1000"]));
            theirs.Add(Process.Start("/bin/sleep", "1000"));
            if (i < orphans)
            {
                using var parent = ChildProcess.Start(new ChildStartInfo("/bin/sh", "-c", "sleep 1000 & echo $!") { StandardOutput = ChildStdio.Pipe });
                using var reader = new StreamReader(parent.StandardOutput!);
                orphaned.Add(int.Parse(reader.ReadLine()!, CultureInfo.InvariantCulture));
                parent.Join();
            }
        }

        report.Say("alive", Directory.EnumerateDirectories("/proc")
            .Count(folder => int.TryParse(Path.GetFileName(folder), out var pid) && RawChild.Stat(pid)?.Parent == Environment.ProcessId));
        var waits = theirs.ConvertAll(process => process.WaitForExitAsync());
        for (var i = 0; i < count; i++)
        {
            RawChild.kill(ours[i].Pid, signals[i % signals.Length]);
            RawChild.kill(theirs[i].Id, signals[(i + 3) % signals.Length]);
            if (i < orphans)
            {
                RawChild.kill(orphaned[i], RawChild.SIGKILL);
            }
        }

        for (var i = 0; i < count; i++)
        {
            report.Count(
                !ours[i].Join(Until.Deadline) ? "ours_hung"
                : ours[i].Exit!.Value.TerminatingSignal == signals[i % signals.Length] ? "ours_right"
                : "ours_wrong");
            report.Count(
                !waits[i].Wait(Until.Deadline) ? "process_hung"
                : theirs[i].ExitCode == 128 + signals[(i + 3) % signals.Length] ? "process_right"
                : "process_wrong");
        }

        Until.True(() => Volatile.Read(ref reaped) == orphans && RawChild.Zombies().Count == 0);
        report.Say("orphans_reaped", Volatile.Read(ref reaped));
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

    private static void Ours(Report report, int count, WaitsBy way) =>
        Each(count, i =>
        {
            // Every seventh is killed, so that both kinds of end are there.
            var isKilled = i % 7 == 0;
            var script = isKilled ? "kill -TERM $$" : $"exit {i % 200}";
            var isStarted = i % 2 == 0;
            var child = isStarted
                ? ChildProcess.Start(new ChildStartInfo("/bin/sh", "-c", script), way, "", 0)
                : ChildReaper.Shared.Adopt(RawChild.Shell(script), way);
            if (!(isStarted ? child.Join(Until.Deadline) : child.Completion.Wait(Until.Deadline)))
            {
                report.Count("ours_hung");
                return;
            }

            var exit = child.Completion.Result;
            var isRight = isKilled ? exit.TerminatingSignal == 15 : exit.ExitCode == i % 200;
            report.Count(exit.IsLost ? "ours_lost" : isRight ? "ours_right" : "ours_wrong");
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

using System;
using System.Diagnostics;
using System.Linq;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>A storm of orphans that die at once, and an init that ends with its child.</summary>
internal static class Orphans
{
    private const int Count = 300;
    private static readonly string[] Unshare = ["unshare", "--pid", "--fork", "--mount-proc"];
    private static readonly string[] Ours = [WorkerProcess.Dotnet, "exec", WorkerProcess.Self, "init"];

    private static readonly (string Title, string[] Command, bool IsPidOne)[] Inits =
    [
        ("ZombieGuard `ReapUnowned`, MinimumAge zero, subreaper", [.. Ours, "0"], false),
        ("ZombieGuard `ReapUnowned`, MinimumAge 1 s, subreaper", [.. Ours, "1000"], false),
        ("ZombieGuard `PidOne`, pid 1", [.. Unshare, .. Ours, "-1"], true),
        ("tini -s, subreaper", ["tini", "-s", "--"], false),
        ("tini, pid 1", [.. Unshare, "tini", "--"], true),
        ("dumb-init, pid 1", [.. Unshare, "dumb-init"], true),
    ];

    internal static void Run(Report report, Effort effort)
    {
        var contenders = Inits.Where(init => IsThere(report, init.Command)).ToList();
        var gone = contenders.ConvertAll(_ => new Samples());
        var most = contenders.ConvertAll(_ => new Samples());
        var ends = contenders.ConvertAll(_ => new Samples());
        for (var round = 0; round < Math.Max(effort.Storms, effort.Inits); round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                if (round < effort.Storms)
                {
                    var (time, zombies) = Storm(contenders[i].Command, contenders[i].IsPidOne);
                    gone[i].Add([time]);
                    most[i].Add([zombies]);
                }

                if (round < effort.Inits)
                {
                    ends[i].Add([End(contenders[i].Command, contenders[i].IsPidOne)]);
                }
            }
        }

        report.Table(
            $"{Count} orphans",
            "All adopted by the init and killed at once: milliseconds from before the first SIGKILL until the last zombie is gone, median and range of the rounds, and "
            + "the most zombies that were seen at once. Then another job of an init: milliseconds from SIGKILL to its only child until the init is "
            + "gone, which for .NET is the end of a whole runtime, and for those at pid 1 that of `unshare` too.",
            ["Init", "orphans gone in ms", "range", "most zombies seen", "child killed to init gone, ms", "p95"],
            contenders.Select((init, i) => (string[])
            [
                init.Title,
                Report.Number(gone[i].Median, "N1"),
                gone[i].Range("N1"),
                Report.Number(most[i].Percentile(100)),
                Report.Number(ends[i].Median, "N1"),
                Report.Number(ends[i].Percentile(95), "N1"),
            ]));
        for (var i = 0; i < 2; i++)
        {
            var worst = gone[i].Percentile(100);
            report.Verdict($"Goal: {Count} orphans gone within 50 ms ({contenders[i].Title.Split(", ")[1]})", $"{Report.Number(worst, "N1")} ms, in the worst round", worst <= 50);
        }
    }

    private static bool IsThere(Report report, string[] command)
    {
        var missing = command.Where(word => word is "tini" or "dumb-init" or "unshare").FirstOrDefault(program => !Installed.Has(program));
        if (missing is not null)
        {
            report.Skip($"Orphans: there is no {missing}.");
        }

        return missing is null;
    }

    private static (double Milliseconds, int Zombies) Storm(string[] command, bool isPidOne)
    {
        var script = $"i=0; while [ $i -lt {Count} ]; do (sleep 1000 &); i=$((i+1)); done; echo; exec sleep 1000";
        using var outer = ChildProcess.Start(new ChildStartInfo(command[0], [.. command[1..], "/bin/sh", "-c", script]) { StandardOutput = ChildStdio.Pipe });
        outer.StandardOutput!.ReadByte();
        var init = isPidOne ? ProcFile.Children(outer.Pid).Single() : outer.Pid;

        // The shell, the oldest of them, becomes one as they are.
        var orphans = Eventually.Find(() => ProcFile.Children(init), found => found.Count == Count + 1 && found.TrueForAll(Sleeps));
        var main = orphans.Min();
        orphans.Remove(main);
        var most = 0;
        var start = Stopwatch.GetTimestamp();
        orphans.ForEach(pid => Libc.kill(pid, Libc.SIGKILL));
        while (orphans.Count > 0 && Stopwatch.GetElapsedTime(start) < Eventually.Deadline)
        {
            var states = orphans.ConvertAll(pid => (Pid: pid, ProcFile.Stat(pid)?.State));
            orphans = states.FindAll(pair => pair.State is not null).ConvertAll(pair => pair.Pid);
            most = Math.Max(most, states.Count(pair => pair.State == 'Z'));
        }

        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Libc.kill(main, Libc.SIGKILL);
        outer.Join();
        return orphans.Count == 0 ? (time, most) : throw new InvalidOperationException($"{command[0]} left {orphans.Count} orphans.");
    }

    private static double End(string[] command, bool isPidOne)
    {
        using var outer = ChildProcess.Start(command[0], [.. command[1..], "/bin/sleep", "1000"]);
        var children = Eventually.Find(
            () => ProcFile.Children(isPidOne && ProcFile.Children(outer.Pid) is [var init] ? init : outer.Pid),
            found => found.Count == 1 && Sleeps(found[0]));
        var start = Stopwatch.GetTimestamp();
        Libc.kill(children[0], Libc.SIGKILL);
        outer.Join();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static bool Sleeps(int pid) => ProcFile.Name(pid) == "sleep" && ProcFile.Stat(pid)?.State == 'S';
}

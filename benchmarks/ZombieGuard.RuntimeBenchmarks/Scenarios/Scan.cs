using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>Looks for the zombies among many processes, and at what ps says.</summary>
internal static class Scan
{
    private const int Zombies = 100;
    private const int Times = 9;

    internal static void Run(Report report, Effort effort)
    {
        using var worker = Contestant.Ours.TryStart(report)!;
        worker.Tell($"hold {effort.Many}");
        worker.Read();

        // What a shell has started and does not wait for any more, once it has become another program.
        var script = $"i=0; while [ $i -lt {Zombies} ]; do sleep 1000 & i=$((i+1)); done; exec sleep 1000";
        using var parent = ChildProcess.Start("/bin/sh", ["-c", script]);
        var children = Eventually.Find(() => ProcFile.Children(parent.Pid), found => found.Count == Zombies && IsSleep(parent.Pid) && found.TrueForAll(IsSleep));
        children.ForEach(pid => Libc.kill(pid, Libc.SIGKILL));
        Eventually.Find(() => children, all => all.TrueForAll(pid => ProcFile.Stat(pid)?.State == 'Z'));

        var ours = new Samples();
        var theirs = new Samples();
        var isEqual = true;
        for (var i = -1; i < Times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var lines = ZombieScanner.WholeSystem().Where(zombie => zombie.ParentPid == parent.Pid).Select(zombie => zombie.ToString()).ToList();
            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            var listed = Ps().Where(line => line.Split(' ')[1] == $"{parent.Pid}").ToList();
            var psTime = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            isEqual &= lines.Order().SequenceEqual(listed.Order()) && lines.Count == Zombies;
            if (i >= 0)
            {
                ours.Add([time]);
                theirs.Add([psTime]);
            }
        }

        parent.Kill();
        parent.Join();
        worker.Tell("release");
        worker.Read();
        report.Table(
            $"Scan of {effort.Many:N0} processes",
            $"Milliseconds to find {Zombies} zombies among them, median and range of {Times}; `ps` is a program that has to be started, too.",
            ["Contender", "median", "range"],
            [
                ["`ZombieScanner.WholeSystem`", Report.Number(ours.Median), ours.Range("N0")],
                ["`ps -A -o stat,ppid,pid,cmd`", Report.Number(theirs.Median), theirs.Range("N0")],
            ]);
        report.Verdict($"Scan of {effort.Many:N0} processes in at most 100 ms", $"{Report.Number(ours.Median)} ms", ours.Median <= 100);
        report.Verdict("The zombies that it finds are those of `ps`, line by line", isEqual ? "equal each time" : "not equal", isEqual);
    }

    private static bool IsSleep(int pid) => ProcFile.Name(pid) == "sleep";

    private static List<string> Ps()
    {
        using var ps = ChildProcess.Start(new ChildStartInfo("ps", "-A", "-ostat=,ppid=,pid=,cmd=") { StandardOutput = ChildStdio.Pipe });
        using var reader = new StreamReader(ps.StandardOutput!);
        var lines = reader.ReadToEnd().Split('\n');
        ps.Join();
        return [.. lines.Where(line => line.StartsWith('Z')).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }
}

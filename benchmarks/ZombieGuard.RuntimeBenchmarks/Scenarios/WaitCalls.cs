using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>How often the kernel is asked for children, for each end: counted by strace.</summary>
internal static class WaitCalls
{
    /// <summary>More calls than this take a tracer too long: where each end asks for all that live, fewer ends are counted.</summary>
    private const int CallsAtMost = 200_000;

    internal static void Run(Report report, Effort effort)
    {
        if (!Installed.Has("strace"))
        {
            report.Skip("Wait calls: there is no strace.");
            return;
        }

        int[] live = [10, effort.Many];
        var rows = new List<string[]>();
        foreach (var contestant in (Contestant[])[Contestant.Ours, Contestant.OursBeside, Contestant.OursBySigchld, Contestant.Theirs, Contestant.Subprocess])
        {
            using var worker = contestant.TryStart(report);
            if (worker is null)
            {
                continue;
            }

            var calls = live.Select(count => Count(report, worker, count, Ends(contestant, count))).ToList();
            if (calls.Contains(null))
            {
                return;
            }

            rows.Add([contestant.Title, .. calls.Select(count => Report.Number(count!.Value, "N1"))]);
            if (contestant == Contestant.Ours)
            {
                report.Verdict(
                    $"At most 2 wait calls an end, with 10 and with {effort.Many:N0} live",
                    string.Join(" and ", calls.Select(count => Report.Number(count!.Value, "N2"))),
                    calls.TrueForAll(count => count <= 2));
            }
        }

        report.Table(
            "Wait calls",
            $"Calls of `waitid` and `wait4` an end, by `strace -c`: {effort.Ends} children (fewer by SIGCHLD, which asks for each that lives) killed and "
            + "waited for one after the other, by a thread and by a task in turn, beside others that live.",
            ["Contender", .. live.Select(count => $"{count:N0} live")],
            rows);

        int Ends(Contestant contestant, int count) =>
            contestant == Contestant.OursBySigchld ? Math.Clamp(CallsAtMost / count / 2, 2, effort.Ends) : effort.Ends;
    }

    private static double? Count(Report report, WorkerProcess worker, int live, int ends)
    {
        worker.Tell($"hold {live}");
        worker.Read();

        // Once with nobody looking: what is only called the first time does not count.
        worker.Tell("end 4");
        worker.Read();
        var counts = Path.GetTempFileName();
        try
        {
            // Not in the children: one that is traced is the tracer's to see first.
            var pid = worker.Pid.ToString(CultureInfo.InvariantCulture);
            var start = new ProcessStartInfo("strace", ["-f", "-p", pid, "--detach-on=execve", "-c", "-e", "trace=waitid,wait4", "-o", counts])
            {
                RedirectStandardError = true,
            };
            using var tracer = Process.Start(start)!;
            while (tracer.StandardError.ReadLine() is var line && line?.Contains("attached", StringComparison.Ordinal) != true)
            {
                if (line is null)
                {
                    tracer.WaitForExit();
                    report.Skip("Wait calls: a sandbox without tracing.");
                    return null;
                }
            }

            var rest = new Thread(() => tracer.StandardError.ReadToEnd());
            rest.Start();
            worker.Tell($"end {ends}");
            worker.Read();
            Libc.kill(tracer.Id, Libc.SIGINT);
            tracer.WaitForExit();
            rest.Join();
            worker.Tell("release");
            worker.Read();
            return File.ReadLines(counts)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 4 && fields[^1] is "waitid" or "wait4")
                .Sum(fields => double.Parse(fields[3], CultureInfo.InvariantCulture)) / ends;
        }
        finally
        {
            File.Delete(counts);
        }
    }
}

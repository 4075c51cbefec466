using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace ZombieGuard.TestChild;

/// <summary>The first process of a pid namespace.</summary>
internal static class InPidOne
{
    internal static void Run(Report report, int adopted)
    {
        report.Say("pid", Environment.ProcessId);

        // Five raw children and five orphans. Nothing in this program has handled SIGCHLD so far, so nobody waits for them.
        LeaveZombies();
        Until.True(() => RawChild.Zombies().Count == 10);
        report.Say("zombies_without", RawChild.Zombies().Count);

        // And nobody takes ours.
        for (var i = 0; i < adopted; i++)
        {
            report.Count(ChildProcess.Start("sh", ["-c", $"exit {i % 200}"]).Join().ExitCode == i % 200 ? "alone_right" : "alone_wrong");
        }

        report.Say("ensured", PidOne.EnsureReaping());
        Until.True(() => RawChild.Zombies().Count == 0);
        report.Say("zombies_after", RawChild.Zombies().Count);

        LeaveZombies();
        report.Say("gone", Until.True(() => Children() == 0));
        report.Say("ensured_again", PidOne.EnsureReaping());

        for (var i = 0; i < adopted; i++)
        {
            ChildProcess child;
            try
            {
                child = ChildReaper.Shared.Adopt(RawChild.Exits(i % 200));
            }
            catch (NotAChildException)
            {
                // The runtime was faster than the call.
                report.Count("adopted_too_late");
                continue;
            }

            report.Count(
                !child.Completion.Wait(Until.Deadline) ? "adopted_hung"
                : child.Completion.Result.IsLost ? "adopted_lost"
                : child.Completion.Result.ExitCode == i % 200 ? "adopted_right"
                : "adopted_wrong");
        }

        for (var i = 0; i < adopted; i++)
        {
            var child = ChildProcess.Start("sh", ["-c", $"exit {i % 200}"]);
            report.Count(
                !child.Join(Until.Deadline) ? "started_hung"
                : child.Exit!.Value.IsLost ? "started_lost"
                : child.Exit!.Value.ExitCode == i % 200 ? "started_right"
                : "started_wrong");
        }

        for (var i = 0; i < adopted; i++)
        {
            using var process = Process.Start("/bin/sh", ["-c", $"exit {i % 200}"]);
            report.Count(!process.WaitForExit(Until.Deadline) ? "process_hung" : process.ExitCode == i % 200 ? "process_right" : "process_wrong");
        }

        report.Say("zombies", Until.True(() => RawChild.Zombies().Count == 0) ? 0 : RawChild.Zombies().Count);
    }

    /// <summary>Asked to end as a container's engine asks, first with nothing that handles it.</summary>
    internal static async Task Stops(Report report)
    {
        report.Say("pid", Environment.ProcessId);
        PidOne.EnsureReaping();
        RawChild.kill(1, 15);
        report.Say("ended_unhandled", false);

        var stop = new TaskCompletionSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.TrySetResult();
        });
        var worker = ChildProcess.Start("sleep", ["1000"]);
        RawChild.kill(1, 15);
        await stop.Task.WaitAsync(Until.Deadline);
        var exit = await worker.StopAsync(Until.Deadline);
        report.Say("stopped", exit.IsLost || exit.TerminatingSignal == 15);
        report.Say("children", Children());
    }

    private static void LeaveZombies()
    {
        for (var i = 0; i < 5; i++)
        {
            RawChild.Shell("{ sleep 0.02; exit 7; } & exit 0");
        }
    }

    private static int Children() => Directory.EnumerateDirectories("/proc")
        .Count(folder => int.TryParse(Path.GetFileName(folder), out var pid) && RawChild.Stat(pid)?.Parent == 1);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Reaping;

namespace ZombieGuard.TestChild;

/// <summary>Worlds in which something is missing.</summary>
internal static unsafe class Odd
{
    /// <summary>Started by a shell that ignores SIGCHLD.</summary>
    internal static void SigchldIgnored(Report report)
    {
        report.Say("ignored", RawChild.HasSigchld("SigIgn"));
        using (var reaper = ChildReaper.ReapUnowned())
        {
            report.Say("problem", reaper.LastProblem?.ToString() ?? "none");
        }

        foreach (var way in Enum.GetValues<WaitsBy>())
        {
            var child = ChildReaper.Shared.Adopt(RawChild.Sleeps(), way);
            child.Kill();
            report.Say($"adopted_{way}", child.Completion.Wait(Until.Deadline) ? child.Completion.Result.IsLost : "hung");
            child = ChildProcess.Start(new ChildStartInfo("sleep", "1000"), way, "", 0);
            child.Kill();
            report.Say($"started_{way}", child.Join(Until.Deadline) ? child.Exit!.Value.IsLost : "hung");
            child = ChildProcess.Start(new ChildStartInfo("true"), way, "", 0);
            report.Say($"started_and_gone_{way}", child.Join(Until.Deadline) ? child.Exit!.Value.IsLost : "hung");
        }

        var gone = RawChild.Exits(0);
        Until.True(() => RawChild.Stat(gone) is null);
        report.Say("adopted_late", Throws(() => ChildReaper.Shared.Adopt(gone)));
    }

    /// <summary>Started by a program that blocks SIGCHLD, as every thread of this one then does.</summary>
    internal static void SigchldBlocked(Report report)
    {
        report.Say("blocked", RawChild.HasSigchld("SigBlk"));
        var problem = new TaskCompletionSource<UnownedReaperProblem>();
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions
        {
            MinimumAge = TimeSpan.Zero,
            AnswerLimit = TimeSpan.FromMilliseconds(200),
            OnProblem = what => problem.TrySetResult(what),
        });
        RawChild.Exits(3);
        report.Say("problem", problem.Task.Wait(Until.Deadline) ? problem.Task.Result : "none");
        AdoptBothWays(report);
        report.Say("reaped", reaper.ReapedCount);
    }

    /// <summary>A native library puts SIGCHLD back to its default while the program runs, and later the runtime's handler again.</summary>
    internal static void SigchldReplaced(Report report)
    {
        var problem = new TaskCompletionSource<UnownedReaperProblem>();
        var reaped = new TaskCompletionSource<ChildExit>();
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions
        {
            MinimumAge = TimeSpan.Zero,
            AnswerLimit = TimeSpan.FromMilliseconds(200),
            OnProblem = what => problem.TrySetResult(what),
            OnReaped = exit => reaped.TrySetResult(exit),
        });
        var handler = stackalloc byte[152];
        RawChild.sigaction(RawChild.SIGCHLD, null, handler);
        RawChild.signal(RawChild.SIGCHLD, 0);
        report.Say("handled", RawChild.HasSigchld("SigCgt"));

        var raw = RawChild.Exits(3);
        report.Say("problem", problem.Task.Wait(Until.Deadline) ? problem.Task.Result : "none");
        report.Say("last_problem", reaper.LastProblem?.ToString() ?? "none");
        report.Say("zombie_left_alone", RawChild.IsZombie(raw) && !reaped.Task.IsCompleted);

        AdoptBothWays(report);
        RawChild.sigaction(RawChild.SIGCHLD, handler, null);
        report.Say("reaped_later", reaped.Task.Wait(Until.Deadline) && reaped.Task.Result == new ChildExit(raw, new WaitStatus(3 << 8)));
        report.Say("last_problem_later", reaper.LastProblem?.ToString() ?? "none");
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>What a child ignores on a terminal of its own, and without one.</summary>
    internal static void TerminalSignals(Report report)
    {
        foreach (var isOnTerminal in new[] { true, false })
        {
            using var child = ChildProcess.Start(new ChildStartInfo("sleep", "1000") { UseTerminal = isOnTerminal, OwnSession = !isOnTerminal });
            report.Say(isOnTerminal ? "on_terminal" : "in_session", Enumerable.Range(1, 31).Count(signal => RawChild.HasSignal(child.Pid, "SigIgn", signal)));
            child.Kill();
            child.Join();
        }
    }

    internal static void NoDescriptor(Report report)
    {
        var problem = new TaskCompletionSource<UnownedReaperProblem>();
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions
        {
            MinimumAge = TimeSpan.Zero,
            OnProblem = what => problem.TrySetResult(what),
        });
        var limits = stackalloc ulong[2] { 512, 512 };
        RawChild.setrlimit(7, limits);

        // The runtime itself dies ("Out of memory") when it has to load an assembly or to add a thread to its pool with no descriptor
        // left: all code must have run once, and the pool's threads be there.
        using (var all = new Barrier(Program.PoolThreads))
        {
            Task.WaitAll(Enumerable.Range(0, Program.PoolThreads).Select(_ => Task.Run(() => all.SignalAndWait())).ToArray());
        }

        ChildProcess.Start("sh", ["-c", "exit 1"]).Join();
        Throws(() => ChildProcess.Start(new ChildStartInfo("/no/such/program") { StandardOutput = ChildStdio.Pipe }));
        RawChild.Exits(2);
        var warm = ChildReaper.Shared.Adopt(RawChild.Exits(1), WaitsBy.Sigchld).Completion.Wait(Until.Deadline);
        report.Say("warm", warm && Until.True(() => reaper.ReapedCount == 1));
        var taken = new List<int>();
        for (int copy; (copy = RawChild.dup(0)) >= 0; taken.Add(copy))
        {
        }

        report.Say("errno", Marshal.GetLastPInvokeError());
        var children = Enumerable.Range(0, 20).Select(i => ChildReaper.Shared.Adopt(RawChild.Exits(100 + i))).ToList();
        for (var i = 0; i < children.Count; i++)
        {
            report.Count(children[i].Completion.Wait(Until.Deadline) && children[i].Completion.Result.ExitCode == 100 + i ? "right" : "wrong");
        }

        for (var i = 0; i < 20; i++)
        {
            var started = ChildProcess.Start("sh", ["-c", $"exit {100 + i}"]);
            report.Count(started.Join(Until.Deadline) && started.Exit!.Value.ExitCode == 100 + i ? "started_right" : "started_wrong");
        }

        report.Say("pipe", Throws(() => ChildProcess.Start(new ChildStartInfo("true") { StandardOutput = ChildStdio.Pipe })));
        RawChild.Exits(2);
        report.Say("problem", problem.Task.Wait(Until.Deadline) ? problem.Task.Result : "none");
        report.Say("reaped_without", reaper.ReapedCount - 1);
        taken.ForEach(fd => RawChild.close(fd));
        report.Say("reaped_with", Until.True(() => reaper.ReapedCount == 2));
        var after = ChildReaper.Shared.Adopt(RawChild.Exits(6));
        report.Say("after", after.Completion.Wait(Until.Deadline) ? after.Completion.Result.ExitCode ?? -1 : "hung");
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>Somebody takes an adopted child's status, and the next child gets its number before the reaper has looked.</summary>
    internal static void PidReused(Report report)
    {
        var first = ChildReaper.Shared.Adopt(RawChild.Sleeps());
        ChildProcess second;
        lock (ChildReaper.Shared.Gate)
        {
            RawChild.kill(first.Pid, RawChild.SIGKILL);
            RawChild.Wait(first.Pid);

            // A thread that starts in between would take the number for a while.
            var pid = SpawnAs(first.Pid);
            for (var i = 0; i < 100 && pid != first.Pid; i++)
            {
                RawChild.Wait(pid);
                pid = SpawnAs(first.Pid);
            }

            report.Say("same_pid", pid == first.Pid);
            second = ChildReaper.Shared.Adopt(pid);
        }

        report.Say("same_child", ReferenceEquals(first, second));
        report.Say("first", first.Completion.Wait(Until.Deadline) ? first.Completion.Result.IsLost : "hung");
        report.Say("second", second.Completion.Wait(Until.Deadline) ? second.Completion.Result.ExitCode ?? -1 : "hung");
    }

    /// <summary>ns_last_pid: the number after which the kernel looks for the next free one (proc(5)).</summary>
    private static int SpawnAs(int pid)
    {
        File.WriteAllText("/proc/sys/kernel/ns_last_pid", $"{pid - 1}");
        return RawChild.Exits(8);
    }

    /// <summary>Without the signal, adopting still works: by pidfd, and by the tick.</summary>
    private static void AdoptBothWays(Report report)
    {
        foreach (var way in Enum.GetValues<WaitsBy>())
        {
            var adopted = ChildReaper.Shared.Adopt(RawChild.Exits(4), way);
            report.Say($"adopted_{way}", adopted.Completion.Wait(Until.Deadline) ? adopted.Completion.Result.ExitCode ?? -1 : "hung");
            var started = ChildProcess.Start(new ChildStartInfo("sh", "-c", "exit 5"), way, "", 0);
            report.Say($"started_{way}", started.Join(Until.Deadline) ? started.Exit!.Value.ExitCode ?? -1 : "hung");
        }
    }

    private static string Throws(Action action)
    {
        try
        {
            action();
            return "nothing";
        }
        catch (Exception thrown)
        {
            return thrown.GetType().Name;
        }
    }
}

using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace ZombieGuard.TestChild;

/// <summary>A parent that ends, and what becomes of its children.</summary>
internal static class ParentEnds
{
    /// <summary>Says the pids, one kind of child a line, and ends in the way that it was told.</summary>
    internal static void Run(Report report, string how)
    {
        var plain = Start(_ => { });
        var daemon = Start(info => info.Daemon = true);
        var deaf = Start(info => info.Daemon = true, "trap '' TERM; echo; exec sleep 1000");
        var guarded = Start(info => info.KillOnParentDeath = true, "sleep 1000 & (trap '' TERM HUP; sleep 1000) & echo; wait");
        var detached = Start(info => info.Daemon = info.KillOnParentDeath = true);
        detached.Detach();
        report.Say("plain", plain.Pid);
        report.Say("daemon", daemon.Pid);
        report.Say("deaf", deaf.Pid);
        report.Say("guarded", guarded.Pid);
        report.Say("detached", detached.Pid);

        // One that has ended by itself: its number is off the list, and may be somebody else's by now.
        Start(info => info.KillOnParentDeath = true, "echo; exit 0").Join();

        var guardian = ChildReaper.Shared.Guardian.Pid;
        switch (how)
        {
            case "guardian-killed":
                RawChild.kill(guardian, RawChild.SIGKILL);
                report.Say("replaced", IsReplaced(guardian));
                break;
            case "guardian-stopped":
                RawChild.kill(guardian, 19);
                Until.True(() => RawChild.Stat(guardian)?.State == 'T');
                lock (ChildReaper.Shared.Gate)
                {
                    // More than its pipe holds.
                    for (var i = 0; i < 100_000; i++)
                    {
                        ChildReaper.Shared.Guardian.Forget(guarded);
                        ChildReaper.Shared.Guardian.Watch(guarded);
                    }
                }

                report.Say("replaced", IsReplaced(guardian));
                break;
        }

        report.Say("guardian", ChildReaper.Shared.Guardian.Pid);
        report.Print();
        Console.Out.Flush();
        switch (how)
        {
            case "exit":
                Environment.Exit(0);
                break;
            case "terminated":
                RawChild.kill(Environment.ProcessId, 15);
                Thread.Sleep(Timeout.Infinite);
                break;
            case "crashed":
                Environment.FailFast(null);
                break;
            case "returned":
                Environment.ExitCode = 0;
                break;
            default:
                RawChild.kill(Environment.ProcessId, RawChild.SIGKILL);
                break;
        }
    }

    /// <summary>The guardian is killed, then most of the guarded, all at once, and then this process. Says who is left.</summary>
    internal static void ManyGuarded(Report report, int count)
    {
        var info = new ChildStartInfo("sleep", "1000") { KillOnParentDeath = true };
        var children = Enumerable.Range(0, count).Select(_ => ChildProcess.Start(info)).ToList();
        var guardian = ChildReaper.Shared.Guardian.Pid;
        RawChild.kill(guardian, RawChild.SIGKILL);
        report.Say("replaced", IsReplaced(guardian));
        var left = children.Where((_, i) => i % 10 == 0).ToList();
        children.Except(left).ToList().ForEach(child => child.Kill());
        report.Say("ended", children.Except(left).Count(child => child.Join().TerminatingSignal == 9));
        report.Say("left", string.Join(' ', left.Select(child => child.Pid)));
        report.Print();
        Console.Out.Flush();
        RawChild.kill(Environment.ProcessId, RawChild.SIGKILL);
    }

    /// <summary>Where there is no /bin/sh.</summary>
    internal static void WithoutShell(Report report)
    {
        report.Say("plain", ChildProcess.Start("true").Join().ExitCode!);
        try
        {
            ChildProcess.Start(new ChildStartInfo("/bin/sleep", "1000") { KillOnParentDeath = true });
            report.Say("guarded", "started");
        }
        catch (ChildStartException refused)
        {
            report.Say("guarded", refused.FileName);
        }

        try
        {
            report.Say("daemon", Daemonizer.Start(new ChildStartInfo("sleep", "1000")));
        }
        catch (ChildStartException refused)
        {
            report.Say("daemon", refused.Message);
        }

        report.Say("children", Directory.EnumerateDirectories("/proc")
            .Count(folder => int.TryParse(Path.GetFileName(folder), out var pid) && RawChild.Stat(pid)?.Parent == Environment.ProcessId));
    }

    private static bool IsReplaced(int guardian) => Until.True(() => ChildReaper.Shared.Guardian.Pid is var now && now != guardian && now > 0);

    private static ChildProcess Start(Action<ChildStartInfo> settings, string script = "echo; exec sleep 1000")
    {
        var info = new ChildStartInfo("sh", "-c", script)
        {
            StandardInput = ChildStdio.Null,
            StandardOutput = ChildStdio.Pipe,
            StandardError = ChildStdio.Null,
        };
        settings(info);
        var child = ChildProcess.Start(info);
        child.StandardOutput!.ReadByte();
        return child;
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Reaping;

namespace ZombieGuard.TestChild;

/// <summary>What goes wrong in production, one at a time.</summary>
internal static class Faults
{
    /// <summary>All children end while this process is stopped: of their signals one is left.</summary>
    internal static void StoppedMeanwhile(Report report, int count, string way)
    {
        var children = Enumerable.Range(0, count).Select(_ => Sleeps(way)).ToList();
        var list = Path.GetTempFileName();
        File.WriteAllLines(list, children.Select(child => child.Pid.ToString(CultureInfo.InvariantCulture)));

        // A shell stops us, kills all of them, waits until they are zombies, and lets us run on.
        var script = $$"""
            kill -STOP $PPID
            xargs kill -KILL < {{list}}
            while read -r p; do
                while read -r s < /proc/$p/stat; case $s in *') Z '*) false;; esac; do :; done
            done < {{list}}
            kill -CONT $PPID
            """;
        ChildProcess.Start("sh", ["-c", script]).Join();
        foreach (var child in children)
        {
            report.Count(!child.Completion.Wait(Until.Deadline) ? "hung" : child.Exit!.Value.TerminatingSignal == 9 ? "right" : "wrong");
        }

        File.Delete(list);
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>Signals at all threads, so that no call of theirs is left alone.</summary>
    internal static void SignalStorm(Report report, int count, string way)
    {
        const int SIGWINCH = 28;
        using var handler = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, static _ => { });
        var stop = false;
        long sent = 0;
        var storm = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                foreach (var folder in Directory.EnumerateDirectories("/proc/self/task"))
                {
                    RawChild.tgkill(Environment.ProcessId, int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), SIGWINCH);
                    sent++;
                }

                Thread.Sleep(1);
            }
        });
        storm.Start();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            // Joined by a call that waits in the kernel, by one with a time, and by a task.
            var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", $"exit {i % 200}"), Enum.Parse<WaitsBy>(way), "", 0);
            var hasEnded = (i % 3) switch
            {
                0 => child.Join() == child.Exit,
                1 => child.Join(Until.Deadline),
                _ => child.Completion.Wait(Until.Deadline),
            };
            report.Count(!hasEnded ? "hung" : child.Exit!.Value.ExitCode == i % 200 ? "right" : "wrong");
        });
        Volatile.Write(ref stop, true);
        storm.Join();
        report.Say("stormed", sent > count);
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>Something else in the process waits for any child, all the time.</summary>
    internal static void HostileWaiter(Report report, int count, string way)
    {
        var stop = false;
        var taken = new Dictionary<int, int>();
        var thief = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                var (pid, status) = RawChild.Wait(-1, RawChild.WNOHANG);
                if (pid > 0)
                {
                    lock (taken)
                    {
                        taken[pid] = status;
                    }
                }
            }
        });
        thief.Start();
        for (var i = 0; i < count; i++)
        {
            var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", $"exit {i % 200}"), Enum.Parse<WaitsBy>(way), "", 0);
            var hasEnded = i % 2 == 0 ? child.Join(Until.Deadline) : child.Completion.Wait(Until.Deadline);
            report.Count(!hasEnded ? "hung" : child.Exit!.Value is { IsLost: true } ? "lost" : child.Exit!.Value.ExitCode == i % 200 ? "right" : "wrong");
        }

        Volatile.Write(ref stop, true);
        thief.Join();
        report.Say("thefts", taken.Count);
    }

    /// <summary>This user may have no more processes: run as one whose processes are all here.</summary>
    internal static unsafe void ProcessLimit(Report report)
    {
        const int RLIMIT_NPROC = 6;
        ChildProcess.Start("true").Join();
        var zombies = Enumerable.Range(0, 3).Select(_ => RawChild.Exits(0)).ToList();
        Until.True(() => zombies.TrueForAll(RawChild.IsZombie));
        var limits = stackalloc ulong[2] { 60, 60 };
        RawChild.setrlimit(RLIMIT_NPROC, limits);
        var children = new List<ChildProcess>();
        try
        {
            while (children.Count < 100)
            {
                children.Add(Sleeps("Best"));
            }

            report.Say("refused", false);
        }
        catch (ChildStartException refused)
        {
            report.Say("refused", refused.IsTransient);
            report.Say("errno", refused.NativeErrorCode);
            report.Say("message", refused.Message);
        }

        // Room for one, where a daemon's start needs two.
        children[0].Kill();
        children[0].Join();
        try
        {
            report.Say("daemon", Daemonizer.Start(new ChildStartInfo("sleep", "1000")));
        }
        catch (ChildStartException refused)
        {
            report.Say("daemon", refused.IsTransient);
            report.Say("daemon_message", refused.Message);
        }

        // Room again, and all is as before.
        children.ForEach(child => child.Kill());
        report.Say("ended", children.TrueForAll(child => child.Join().TerminatingSignal == 9));
        zombies.ForEach(pid => RawChild.Wait(pid));
        report.Say("after", ChildProcess.Start("sh", ["-c", "exit 3"]).Join().ExitCode!);
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>The first child, and no thread for it: run as a user whose processes are all here.</summary>
    internal static unsafe void NoThreadLeft(Report report)
    {
        const int RLIMIT_NPROC = 6;
        var raw = RawChild.Exits(3);
        var limits = stackalloc ulong[2] { 1, 1000 };
        RawChild.setrlimit(RLIMIT_NPROC, limits);
        try
        {
            ChildReaper.Shared.Adopt(raw);
            report.Say("refused", false);
        }
        catch (OutOfMemoryException)
        {
            report.Say("refused", true);
        }

        limits[0] = 1000;
        RawChild.setrlimit(RLIMIT_NPROC, limits);
        report.Say("later", ChildReaper.Shared.Adopt(raw).Join().ExitCode!);
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>Somebody listens to meters, and throws at the news of each instrument.</summary>
    internal static void ListenerRefuses(Report report)
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, _) =>
            {
                if (instrument.Meter.Name == "ZombieGuard.Runtime")
                {
                    throw new InvalidOperationException("listener");
                }
            },
        };
        listener.Start();
        report.Say("started", ChildProcess.Start("sh", ["-c", "exit 3"]).Join().ExitCode!);
        report.Say("adopted", ChildReaper.Shared.Adopt(RawChild.Exits(4)).Join().ExitCode!);
    }

    /// <summary>In a pid namespace with so few pids that they are given out again and again, next to children that live long.</summary>
    internal static void FewPids(Report report, int count, string way)
    {
        // Each namespace has a limit of its own since Linux 6.14; before, this would be the machine's.
        if (Environment.OSVersion.Version < new Version(6, 14))
        {
            report.Say("kernel", "too old");
            return;
        }

        File.WriteAllText("/proc/sys/kernel/pid_max", "400");
        var lasting = Enumerable.Range(0, 20).Select(_ => Sleeps(way)).ToList();
        var met = new HashSet<int>();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", $"exit {i % 200}"), Enum.Parse<WaitsBy>(way), "", 0);
            lock (met)
            {
                if (!met.Add(child.Pid))
                {
                    report.Count("reused");
                }
            }

            // One that has ended does not reach who has its pid now.
            var exit = child.Join();
            report.Count(child.Kill() ? "killed_a_stranger" : exit.ExitCode == i % 200 ? "right" : "wrong");
        });
        report.Say("lasting", lasting.Count(child => child.IsAlive));
        lasting.ForEach(child => child.Kill());
        report.Say("lasting_right", lasting.Count(child => child.Join().TerminatingSignal == 9));
        report.Say("zombies", RawChild.Zombies().Count);
    }

    /// <summary>Children with pipes and terminals, disposed on several threads while they are killed.</summary>
    internal static void DisposedInAStorm(Report report, int count, string way)
    {
        var info = new ChildStartInfo("sleep", "1000") { StandardInput = ChildStdio.Pipe, StandardOutput = ChildStdio.Pipe, StandardError = ChildStdio.Pipe };
        Round(count);
        var before = Descriptors();
        Round(count);

        // The last ones of a round may be closed by the finalizer or the socket engine a little later.
        report.Say("descriptors_left", Until.True(() => Descriptors() <= before) ? 0 : Descriptors() - before);
        report.Say("zombies", RawChild.Zombies().Count);

        // The runtime loads an assembly now and then, and keeps it open. What was closed since the folder was listed has no target.
        static int Descriptors() => Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Count(fd => new FileInfo(fd).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) == false);

        void Round(int children)
        {
            var all = Enumerable.Range(0, children).Select(_ => ChildProcess.Start(info, Enum.Parse<WaitsBy>(way), "", 0)).ToList();
            var threads = Enumerable.Range(0, 4).Select(lane => new Thread(() =>
            {
                for (var i = 0; i < all.Count; i++)
                {
                    var child = all[(i * 7 + lane * 13) % all.Count];
                    switch (lane)
                    {
                        case 0:
                            child.Dispose();
                            break;
                        case 1:
                            child.Kill();
                            break;
                        case 2:
                            child.Join(TimeSpan.Zero);
                            child.Terminate();
                            break;
                        default:
                            child.Dispose();
                            _ = child.StopAsync(TimeSpan.FromMilliseconds(i % 3));
                            break;
                    }
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            foreach (var child in all)
            {
                report.Count(child.Completion.Wait(Until.Deadline) && !child.Exit!.Value.IsLost ? "ended" : "hung");
            }
        }
    }

    /// <summary>Where this user may little and the root may not be written to: start, wait, stop, guard, scan.</summary>
    internal static async Task Plain(Report report)
    {
        report.Say("user", RawChild.getuid());
        try
        {
            await File.WriteAllTextAsync("/zombieguard-was-here", "");
            File.Delete("/zombieguard-was-here");
            report.Say("root", "writable");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            report.Say("root", "read-only");
        }

        foreach (var way in Enum.GetNames<WaitsBy>())
        {
            report.Say($"exit_{way}", ChildProcess.Start(new ChildStartInfo("sh", "-c", "exit 3"), Enum.Parse<WaitsBy>(way), "", 0).Join().ExitCode!);
            report.Say($"stopped_{way}", (await Sleeps(way).StopAsync(Until.Deadline)).TerminatingSignal!);
            report.Say($"adopted_{way}", (await ChildReaper.Shared.Adopt(RawChild.Exits(4), Enum.Parse<WaitsBy>(way)).Completion.WaitAsync(Until.Deadline)).ExitCode!);
        }

        var guarded = ChildProcess.Start(new ChildStartInfo("sleep", "1000") { KillOnParentDeath = true, Daemon = true, UseTerminal = true });
        report.Say("guarded", (await guarded.StopAsync(TimeSpan.Zero)).TerminatingSignal!);
        using (new ZombieLeakGuard())
        {
            report.Say("zombies", ZombieScanner.Tree().Count);
        }
    }

    private static ChildProcess Sleeps(string way) => ChildProcess.Start(
        new ChildStartInfo("sleep", "1000") { StandardInput = ChildStdio.Null, StandardOutput = ChildStdio.Null }, Enum.Parse<WaitsBy>(way), "", 0);
}

using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace ZombieGuard.TestChild;

/// <summary>Programs that become daemons, that start them, and that hold pid files.</summary>
internal static class Daemons
{
    private const int PR_SET_CHILD_SUBREAPER = 36;

    /// <summary>The daemon of a tutorial: pid file, ready, serve, and end when asked.</summary>
    internal static void Serve(string pidFile, string how)
    {
        switch (how)
        {
            case "fails":
                Console.Error.WriteLine("no port is left");
                Environment.Exit(3);
                break;
            case "is-killed":
                RawChild.kill(Environment.ProcessId, 15);
                Thread.Sleep(Timeout.Infinite);
                break;
            case "is-not-ready":
                Thread.Sleep(Timeout.Infinite);
                break;
        }

        // Not kept, and not disposed: it is removed at the exit.
        PidFile.Acquire(pidFile);
        using var asked = new ManualResetEventSlim();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            asked.Set();
        });
        Console.WriteLine($"daemon={Daemonizer.IsDaemon} parent_waits={RawChild.Stat(Environment.ProcessId)?.Parent != 1}");
        ChildProcess.Start("sh", ["-c", "test -e /proc/$$/fd/3; echo \"variable=$ZOMBIEGUARD_DAEMON no_pipe=$?\""]).Join();
        Daemonizer.NotifyReady();
        Daemonizer.NotifyReady();
        asked.Wait();
        Console.WriteLine("ends");
    }

    /// <summary>A launcher that orphans come to.</summary>
    internal static void InSubreaper(Report report)
    {
        if (Environment.ProcessId != 1)
        {
            RawChild.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        }

        var pid = Daemonizer.Start(new ChildStartInfo("sleep", "1000"));
        report.Say("parent_is_launcher", RawChild.Stat(pid)?.Parent == Environment.ProcessId);
        report.Say("session_is_own", RawChild.Ids(pid)?.Session != RawChild.Ids(Environment.ProcessId)?.Session);
        RawChild.kill(pid, RawChild.SIGKILL);
        report.Say("gone", Until.True(() => RawChild.Stat(pid) is null));
        try
        {
            Daemonizer.Start(new ChildStartInfo("sleep", "1000"), new DaemonOptions { ReadyTimeout = TimeSpan.FromMilliseconds(50) });
        }
        catch (ChildStartException late)
        {
            report.Say("late", late.NativeErrorCode);
        }

        report.Say("zombies_gone", Until.True(() => RawChild.Zombies().Count == 0));
    }

    /// <summary>Holds the file until its input ends.</summary>
    internal static void Hold(string path, string how)
    {
        var file = PidFile.Acquire(path);
        if (how == "sleeping-child")
        {
            // Alive when this one is gone.
            ChildProcess.Start(new ChildStartInfo("sleep", "1000") { StandardOutput = ChildStdio.Null, StandardError = ChildStdio.Null });
            System.Diagnostics.Process.Start("sleep", "1000");
        }

        Console.WriteLine("held");
        Console.In.ReadToEnd();
        switch (how)
        {
            case "disposed":
                file.Dispose();
                break;
            case "exit":
                Environment.Exit(0);
                break;
            case "killed" or "sleeping-child":
                RawChild.kill(Environment.ProcessId, RawChild.SIGKILL);
                break;
        }
    }

    /// <summary>Takes and leaves the file again and again; a second file, which only its holder may have made, shows two holders.</summary>
    internal static void Race(Report report, string path, int rounds)
    {
        var marker = path + ".marker";
        for (var won = 0; won < rounds;)
        {
            PidFile file;
            try
            {
                file = PidFile.Acquire(path);
            }
            catch (IOException held) when (held.Message.Contains("is held by", StringComparison.Ordinal))
            {
                report.Count("lost");
                Thread.Yield();
                continue;
            }

            using (file)
            {
                won++;
                try
                {
                    using var alone = new FileStream(marker, FileMode.CreateNew);
                    File.Delete(marker);
                }
                catch (IOException)
                {
                    report.Count("two_holders");
                }

                report.Count(PidFile.TryReadOwner(path, out var owner) && owner == Environment.ProcessId ? "won" : "wrong_owner");
            }
        }
    }

    /// <summary>A small file system, filled up before.</summary>
    internal static void FullDisk(Report report, string folder)
    {
        var path = Path.Combine(folder, "pid");
        var filler = Path.Combine(folder, "filler");
        using (var file = File.Create(filler, bufferSize: 1))
        {
            try
            {
                for (var block = new byte[4096]; ;)
                {
                    file.Write(block);
                }
            }
            catch (IOException)
            {
                report.Say("full", true);
            }
        }

        try
        {
            PidFile.Acquire(path);
        }
        catch (Exception failure)
        {
            report.Say("refused", failure.GetType().Name);
        }

        report.Say("left", File.Exists(path));
        File.Delete(filler);
        using (PidFile.Acquire(path))
        {
            report.Say("after", PidFile.TryReadOwner(path, out var owner) && owner == Environment.ProcessId);
        }
    }
}

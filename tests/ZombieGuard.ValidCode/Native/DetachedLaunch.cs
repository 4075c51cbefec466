using System;
using System.IO;

namespace ZombieGuard.ValidCode.Native;

/// <summary>
/// Double forks without a fork of the runtime: a shell starts the daemon in the background and ends, so that init adopts the
/// daemon; the shell itself is waited for.
/// </summary>
public static class DetachedLaunch
{
    public static void Start(string program)
    {
        string?[] argv = ["sh", "-c", $"setsid {program} </dev/null >/dev/null 2>&1 &", null];
        var error = Libc.posix_spawn(out var shell, "/bin/sh", 0, 0, argv, null);
        if (error != 0)
        {
            throw new IOException($"posix_spawn: {error}");
        }

        Libc.waitpid(shell, out _, 0);
    }

    /// <summary>The daemon writes its pid to a file, and the shell is done when it is there.</summary>
    public static int StartWithPidFile(string program, string pidFile)
    {
        if (Libc.posix_spawn(out var shell, "/bin/sh", 0, 0, ["sh", "-c", $"{program} & echo $! > {pidFile}", null], null) is not 0 and var error)
        {
            Console.Error.WriteLine($"posix_spawn: {error}");
            return -1;
        }

        return Libc.waitpid(shell, out var status, 0) == shell && status == 0
            ? int.Parse(File.ReadAllText(pidFile))
            : -1;
    }

    public static bool TryStart(string program, out string? problem)
    {
        problem = null;
        int pid;
        if (Libc.posix_spawnp(out pid, "start-stop-daemon", 0, 0, ["start-stop-daemon", "--start", "--background", "--exec", program, null], null) != 0)
        {
            problem = "start-stop-daemon is missing";
            return false;
        }

        do
        {
            if (Libc.waitpid(pid, out var status, 0) == pid)
            {
                return status == 0;
            }
        }
        while (Libc.LastErrorIsInterrupt);
        problem = "start-stop-daemon was lost";
        return false;
    }
}

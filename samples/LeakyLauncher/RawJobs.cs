using System;
using System.ComponentModel;

namespace LeakyLauncher;

/// <summary>
/// Children that .NET does not know. Nobody reaps them: each stays a zombie, with its pid, until this process ends.
/// </summary>
internal static class RawJobs
{
    public static void RunHook()
    {
        var error = Libc.posix_spawn(out var pid, "/bin/true", 0, 0, ["true", null], null); // ZG0001
        if (error != 0)
        {
            throw new Win32Exception(error);
        }

        Console.WriteLine($"hook runs as {pid}");
    }

    public static void RunHooks(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Libc.posix_spawn(out _, "/bin/false", 0, 0, ["false", null], null); // ZG0001
        }
    }

    public static void StopHelper()
    {
        if (Libc.posix_spawn(out var pid, "/bin/sleep", 0, 0, ["sleep", "30", null], null) == 0) // ZG0001
        {
            Libc.kill(pid, Libc.SIGKILL);
        }
    }
}

using System;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Native;

/// <summary>Waits by file descriptor: no pid is reused under the waiter's hands.</summary>
public static class PidfdWaiter
{
    public static int Run(string program)
    {
        if (Libc.posix_spawn(out var pid, program, 0, 0, [program, null], null) != 0)
        {
            return -1;
        }

        var fd = Libc.pidfd_open(pid, 0);
        if (fd < 0)
        {
            return Libc.waitpid(pid, out var old, 0) == pid ? old : -1;
        }

        try
        {
            return Libc.waitid(Libc.P_PIDFD, fd, 0, Libc.WEXITED);
        }
        finally
        {
            Libc.close(fd);
        }
    }

    public static Task<int> RunAsync(string program)
    {
        var error = Libc.posix_spawn(out var pid, program, 0, 0, [program, null], null);
        return error == 0 ? Task.Run(() => Wait(pid)) : Task.FromException<int>(new InvalidOperationException($"{error}"));
    }

    private static int Wait(int pid)
    {
        while (true)
        {
            if (Libc.waitid(Libc.P_PID, pid, 0, Libc.WEXITED) == 0)
            {
                return pid;
            }

            if (!Libc.LastErrorIsInterrupt)
            {
                return -1;
            }
        }
    }

    /// <summary>Looks without blocking until the child is gone; ECHILD is gone, too.</summary>
    public static void PollUntilGone(string program)
    {
        if (Libc.posix_spawn(out var pid, program, 0, 0, [program, null], null) == 0)
        {
            int result;
            while ((result = Libc.waitpid(pid, out _, Libc.WNOHANG)) == 0)
            {
                Console.Write('.');
                System.Threading.Thread.Sleep(50);
            }

            Console.WriteLine(result < 0 && Libc.LastErrorIsNoChild ? " gone before" : " ended");
        }
    }
}

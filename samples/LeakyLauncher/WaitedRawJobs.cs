using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LeakyLauncher;

/// <summary>The same children, each waited for by its pid: no warning here.</summary>
internal static class WaitedRawJobs
{
    public static int RunHook()
    {
        var error = Libc.posix_spawn(out var pid, "/bin/true", 0, 0, ["true", null], null);
        if (error != 0)
        {
            throw new Win32Exception(error);
        }

        // A signal may interrupt the wait; the child is still ours then.
        int status;
        while (Libc.waitpid(pid, out status, 0) < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR)
        {
        }

        return status;
    }

    public static void RunHooks(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (Libc.posix_spawn(out var pid, "/bin/false", 0, 0, ["false", null], null) == 0)
            {
                Libc.waitpid(pid, out _, 0);
            }
        }
    }

    public static void StopHelper()
    {
        if (Libc.posix_spawn(out var pid, "/bin/sleep", 0, 0, ["sleep", "30", null], null) == 0)
        {
            Libc.kill(pid, Libc.SIGKILL);
            Libc.waitpid(pid, out _, 0);
        }
    }
}

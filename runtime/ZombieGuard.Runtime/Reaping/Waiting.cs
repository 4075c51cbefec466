using System.Runtime.InteropServices;
using ZombieGuard.Native;

namespace ZombieGuard.Reaping;

/// <summary>What one look at a child has shown.</summary>
internal enum Look
{
    /// <summary>The child lives, or its end cannot be collected yet.</summary>
    Lives,

    /// <summary>The child has ended, and its status is there.</summary>
    Ended,

    /// <summary>There is no such child of ours (any more).</summary>
    Gone,

    /// <summary>The kernel does not know this way of asking: waitid takes pidfds since Linux 5.4.</summary>
    Unsupported,
}

/// <summary>Looks at one child by waitid, never blocking and never at a child that was not named.</summary>
internal static unsafe class Waiting
{
    /// <summary>Whether there is any child that has ended and was not waited for. Takes nothing.</summary>
    internal static bool AnyZombie()
    {
        siginfo_t info = default;
        return Ask(Wait.P_ALL, 0, Wait.WNOWAIT, &info) == Look.Ended;
    }

    /// <summary>Whether the child with this pid has ended; leaves the zombie as it is.</summary>
    internal static Look PeekPid(int pid)
    {
        siginfo_t info = default;
        return Ask(Wait.P_PID, pid, Wait.WNOWAIT, &info);
    }

    /// <summary>The same for the child that this pidfd holds.</summary>
    internal static Look PeekPidfd(int pidfd)
    {
        siginfo_t info = default;
        return Ask(Wait.P_PIDFD, pidfd, Wait.WNOWAIT, &info);
    }

    /// <summary>Collects the child that this pidfd holds, if it has ended.</summary>
    internal static Look CollectPidfd(int pidfd, out WaitStatus status) => Collect(Wait.P_PIDFD, pidfd, out status);

    /// <summary>Collects the child with this pid, if it has ended.</summary>
    internal static Look CollectPid(int pid, out WaitStatus status) => Collect(Wait.P_PID, pid, out status);

    private static Look Collect(int kind, int id, out WaitStatus status)
    {
        siginfo_t info = default;
        var look = Ask(kind, id, 0, &info);
        status = look == Look.Ended ? WaitStatus.FromWaitid(info.si_code, info.si_status) : default;
        return look;
    }

    private static Look Ask(int kind, int id, int flags, siginfo_t* info)
    {
        while (Wait.waitid(kind, id, info, Wait.WEXITED | Wait.WNOHANG | flags) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.EINTR:
                    continue;
                case Errno.EINVAL:
                    return Look.Unsupported;
                default:
                    return Look.Gone;
            }
        }

        return info->si_pid == 0 ? Look.Lives : Look.Ended;
    }
}

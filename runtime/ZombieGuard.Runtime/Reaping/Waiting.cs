using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using ZombieGuard.Native;

namespace ZombieGuard.Reaping;

/// <summary>What one look at a child has shown.</summary>
internal enum Look
{
    /// <summary>The child lives, or its end cannot be collected yet.</summary>
    Lives,

    /// <summary>The child has ended (or was stopped, where that was asked for), and its status is there.</summary>
    Ended,

    /// <summary>There is no such child of ours (any more).</summary>
    Gone,

    /// <summary>The kernel does not know this way of asking: waitid takes pidfds since Linux 5.4.</summary>
    Unsupported,
}

/// <summary>Looks at one child by waitid, never blocking and never at a child that was not named.</summary>
internal static unsafe class Waiting
{
    /// <summary>Whether waitid takes pidfds (Linux 5.4): asked for a descriptor that is none, it says so, and not that it does not know the kind.</summary>
    internal static bool KnowsPidfds { get; } = AsksForPidfds();

    /// <summary>Whether there is any child that has ended and was not waited for. Takes nothing.</summary>
    internal static bool AnyZombie()
    {
        siginfo_t info;
        return Ask(Wait.P_ALL, 0, Wait.WEXITED | Wait.WNOWAIT, &info) == Look.Ended;
    }

    /// <summary>Whether the child with this pid has ended; leaves the zombie as it is.</summary>
    internal static Look PeekPid(int pid)
    {
        siginfo_t info;
        return Ask(Wait.P_PID, pid, Wait.WEXITED | Wait.WNOWAIT, &info);
    }

    /// <summary>The same for the child that this pidfd holds.</summary>
    internal static Look PeekPidfd(int pidfd)
    {
        siginfo_t info;
        return Ask(Wait.P_PIDFD, pidfd, Wait.WEXITED | Wait.WNOWAIT, &info);
    }

    /// <summary>Collects the child that this pidfd holds, if it has ended.</summary>
    internal static Look CollectPidfd(int pidfd, out WaitStatus status) => Take(Wait.P_PIDFD, pidfd, Wait.WEXITED, out status);

    /// <summary>Collects the child with this pid, if it has ended.</summary>
    internal static Look CollectPid(int pid, out WaitStatus status) => Take(Wait.P_PID, pid, Wait.WEXITED, out status);

    /// <summary>Waits for the end of the child with this pid, which was killed, and collects it.</summary>
    internal static void AwaitPid(int pid)
    {
        siginfo_t info;
        while (Wait.waitid(Wait.P_PID, pid, &info, Wait.WEXITED) != 0 && Marshal.GetLastPInvokeError() == Errno.EINTR)
        {
        }
    }

    /// <summary>Takes the report that the child which this pidfd holds was stopped or runs on; false where there is none.</summary>
    internal static bool TryTakeChangeOfPidfd(int pidfd, out WaitStatus status) =>
        Take(Wait.P_PIDFD, pidfd, Wait.WSTOPPED | Wait.WCONTINUED, out status) == Look.Ended;

    /// <summary>The same for the child with this pid.</summary>
    internal static bool TryTakeChangeOfPid(int pid, out WaitStatus status) =>
        Take(Wait.P_PID, pid, Wait.WSTOPPED | Wait.WCONTINUED, out status) == Look.Ended;

    /// <summary>
    /// Waits until the child that this pidfd holds has ended, or until the time is over; takes nothing. Without a limit by waitid, whose waiter
    /// the kernel wakes up where the child has just made room for it; a poll's wakes up somewhere else.
    /// </summary>
    internal static bool UntilEnded(int pidfd, TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            siginfo_t info;
            while (Wait.waitid(Wait.P_PIDFD, pidfd, &info, Wait.WEXITED | Wait.WNOWAIT) != 0 && Marshal.GetLastPInvokeError() == Errno.EINTR)
            {
            }

            return true;
        }

        var start = Stopwatch.GetTimestamp();
        var wanted = new pollfd { fd = pidfd, events = Poll.POLLIN };
        while (true)
        {
            // Rounded up: a wait that is over early would be taken for the timeout.
            var rest = (int)Math.Ceiling(Math.Max(0, (timeout - Stopwatch.GetElapsedTime(start)).TotalMilliseconds));
            var ready = Poll.poll(&wanted, 1, rest);
            if (ready >= 0 || Marshal.GetLastPInvokeError() != Errno.EINTR)
            {
                return ready > 0;
            }
        }
    }

    private static Look Take(int kind, int id, int changes, out WaitStatus status)
    {
        siginfo_t info;
        var look = Ask(kind, id, changes, &info);
        status = look == Look.Ended ? WaitStatus.FromWaitid(info.si_code, info.si_status) : default;
        return look;
    }

    private static Look Ask(int kind, int id, int changes, siginfo_t* info)
    {
        *info = default;
        while (Wait.waitid(kind, id, info, changes | Wait.WNOHANG) != 0)
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

    private static bool AsksForPidfds()
    {
        siginfo_t info;
        return Ask(Wait.P_PIDFD, int.MaxValue, Wait.WEXITED, &info) != Look.Unsupported;
    }
}

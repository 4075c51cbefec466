using System;
using System.Diagnostics;
using System.Threading;
using ZombieGuard.Observing;
using ZombieGuard.Reaping;

namespace ZombieGuard;

/// <summary>
/// Waiting on the thread that asks, by the child's own pidfd, which leaves the epoll set meanwhile: no other thread has to wake up first, or
/// beside it.
/// </summary>
public sealed partial class ChildReaper
{
    /// <summary>Whether the child has ended in time, and was waited for.</summary>
    internal bool Join(ChildProcess child, TimeSpan timeout)
    {
        var start = Stopwatch.GetTimestamp();
        var pidfd = BeginJoin(child, timeout);
        var hasEnded = pidfd < 0 || Waiting.UntilEnded(pidfd, timeout);
        var told = RuntimeMeter.Now();
        if (EndJoin(child, pidfd, timeout, hasEnded, out var exit))
        {
            child.Complete(exit, told);
            return true;
        }

        if (child.IsForgotten)
        {
            // Another thread has collected it, and is about to say so.
            child.Completion.Wait();
            return true;
        }

        if (!hasEnded)
        {
            return false;
        }

        // Without a pidfd, or where a debugger has the first look.
        var rest = timeout - Stopwatch.GetElapsedTime(start);
        return child.Completion.Wait(timeout == Timeout.InfiniteTimeSpan ? timeout : rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
    }

    /// <summary>The pidfd to wait on, to be given back by <see cref="EndJoin"/>; -1 where there is none, or the child was collected.</summary>
    private int BeginJoin(ChildProcess child, TimeSpan timeout)
    {
        lock (Gate)
        {
            var pidfd = child.HoldPidfd();
            if (pidfd >= 0 && timeout != TimeSpan.Zero && child.Joiners++ == 0)
            {
                _pidfds.Remove(child);
            }

            return pidfd;
        }
    }

    /// <summary>Collects the child, or leaves it to the epoll set again. True where the caller is to complete it.</summary>
    private bool EndJoin(ChildProcess child, int pidfd, TimeSpan timeout, bool hasEnded, out ChildExit exit)
    {
        EnterGate();
        try
        {
            exit = default;
            var isLast = pidfd >= 0 && timeout != TimeSpan.Zero && --child.Joiners == 0;
            if (child.IsForgotten)
            {
                return false;
            }

            if (hasEnded)
            {
                return child.IsSwept || pidfd < 0 ? _adopted.TryCollect(child, out exit) : _pidfds.TryCollect(child, out exit);
            }

            if (isLast && !child.IsSwept && !_pidfds.TryAdd(child))
            {
                _signals.Add(child);
            }

            return false;
        }
        finally
        {
            Monitor.Exit(Gate);
            if (pidfd >= 0)
            {
                child.LetGoOfPidfd();
            }
        }
    }

    /// <summary>
    /// Enters the gate as <c>lock</c> does, but not to be left by <see cref="Thread.Interrupt"/>: what was begun for a child must be ended. The
    /// interruption stays for the next call that blocks.
    /// </summary>
    internal void EnterGate()
    {
        // A thread that is in already, as a listener's callback can be, enters once more: each leaves by itself.
        var (isEntered, isInterrupted) = (false, false);
        while (!isEntered)
        {
            try
            {
                Monitor.Enter(Gate, ref isEntered);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }
}

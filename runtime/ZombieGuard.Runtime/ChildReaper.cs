using System;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.Annotations;
using ZombieGuard.Native;
using ZombieGuard.Reaping;
using ZombieGuard.Starting;

namespace ZombieGuard;

/// <summary>
/// Waits for raw children: those that posix_spawn, forkpty or a native library has started, and that
/// <see cref="System.Diagnostics.Process"/> does not know. It waits for the pids that it was given and for no other, so it
/// never takes a child of the runtime's. Needs no dispose: it has one background thread, from the first child on.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class ChildReaper
{
    private readonly AdoptedChildren _adopted = new();
    private readonly PidfdWait _pidfds;
    private readonly SigchldWait _signals;

    private ChildReaper()
    {
        _signals = new SigchldWait(_adopted);
        _pidfds = new PidfdWait(_adopted, _signals);
    }

    /// <summary>The one reaper of this process.</summary>
    public static ChildReaper Shared { get; } = new();

    /// <summary>Held while a child is looked at: tests put themselves between.</summary>
    internal object Gate => _adopted.Gate;

    /// <summary>
    /// Reaps, from now on, what nobody else will: zombies that nobody has adopted and that
    /// <see cref="System.Diagnostics.Process"/> does not own. That is raw children whose starter does not wait, and, in a subreaper
    /// or pid 1, orphans. Never a child of Process. Code that waits for a raw child by itself has
    /// <see cref="UnownedReaperOptions.MinimumAge"/> to do so; then its child is taken.
    /// </summary>
    /// <param name="options">How, and whom to tell; null for the defaults.</param>
    /// <returns>
    /// A handle that ends it when disposed. Without a handle kept it goes on until the process ends. Several at once each reap
    /// by their own options; every child is reaped by one of them.
    /// </returns>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static UnownedReaper ReapUnowned(UnownedReaperOptions? options = null)
    {
        LinuxOnly.Require();
        return new UnownedReaper(Shared._adopted, options ?? new UnownedReaperOptions());
    }

    /// <summary>Takes over a raw child: waits for it, so that it does not stay a zombie, and tells how it ended.</summary>
    /// <param name="pid">
    /// The pid of a child of this process that nobody else waits for. It may have ended already. Not the id of a
    /// <see cref="System.Diagnostics.Process"/>: that child is the runtime's, whose wait for it would never return.
    /// </param>
    /// <returns>The child. The same object for the same child, until it was waited for.</returns>
    /// <remarks>
    /// Waits by a pidfd (pidfd_open(2), Linux 5.4) where it can be had; where it cannot (an old kernel, a sandbox, no descriptor
    /// left), by waitid(2) for this pid after each SIGCHLD.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is 0 or less.</exception>
    /// <exception cref="NotAChildException">
    /// There is no such child: it is this process or another's child, it does not exist, or somebody has waited for it already (also
    /// the kernel, where SIGCHLD is ignored).
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public ChildProcess Adopt([TakesChild] int pid) => Adopt(pid, WaitsBy.Best);

    internal ChildProcess Adopt(int pid, WaitsBy way)
    {
        LinuxOnly.Require();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pid);
        ChildProcess? stale = null;
        try
        {
            lock (Gate)
            {
                if (_adopted.Find(pid) is { } known)
                {
                    // Where somebody took the known one's status, its number may already belong to another child.
                    if (known.Pidfd < 0 || Waiting.PeekPidfd(known.Pidfd) != Look.Gone)
                    {
                        return known;
                    }

                    GiveUp(known);
                    stale = known;
                }

                var child = new ChildProcess(pid, this);
                if (!TryHold(child, way))
                {
                    throw new NotAChildException(pid);
                }

                TakeOn(child);
                return child;
            }
        }
        finally
        {
            stale?.Complete(new ChildExit(pid, null));
        }
    }

    /// <summary>Starts a child and waits for it.</summary>
    internal ChildProcess Start(ChildStartInfo info, WaitsBy way)
    {
        LinuxOnly.Require();
        lock (Gate)
        {
            StartWaiting(info, way);
        }

        ChildProcess child;
        ChildProcess? stale;
        var isThere = false;
        _adopted.BeginStart();
        try
        {
            child = new ChildProcess(ChildStart.Run(info, out var ends), this, info, ends);
            lock (Gate)
            {
                // The number is the new one's: somebody took the known one's status.
                stale = _adopted.Find(child.Pid);
                if (stale is not null)
                {
                    GiveUp(stale);
                }

                isThere = TryHold(child, way);
                if (isThere)
                {
                    TakeOn(child);
                }
            }
        }
        finally
        {
            _adopted.EndStart();
        }

        stale?.Complete(new ChildExit(child.Pid, null));
        if (!isThere)
        {
            // Waited for before we could look: by the kernel where SIGCHLD is ignored, by the runtime in pid 1, by a thief.
            child.IsForgotten = true;
            child.Complete(new ChildExit(child.Pid, null));
        }

        return child;
    }

    /// <summary>
    /// Waits on the calling thread, by the child's own pidfd: no other thread has to wake up first. That of the epoll set wakes up as well;
    /// whoever is first collects.
    /// </summary>
    /// <returns>Whether the child has ended and was waited for.</returns>
    internal bool WaitHere(ChildProcess child, TimeSpan timeout)
    {
        int pidfd;
        lock (Gate)
        {
            pidfd = child.HoldPidfd();
        }

        if (pidfd < 0)
        {
            return IsCollected(child) || child.Completion.Wait(timeout);
        }

        var start = Stopwatch.GetTimestamp();
        try
        {
            if (!Waiting.UntilReadable(pidfd, timeout))
            {
                return child.IsCompleted;
            }
        }
        finally
        {
            child.LetGoOfPidfd();
        }

        // Not where a debugger has the first look.
        var rest = timeout - Stopwatch.GetElapsedTime(start);
        return IsCollected(child)
            || child.Completion.Wait(timeout == Timeout.InfiniteTimeSpan ? timeout : rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
    }

    /// <summary>Under the gate: reports the child's stops.</summary>
    internal void Watch(ChildProcess child) => _signals.Watch(child);

    /// <summary>Collects the child if it has ended; returns with its completion, if another thread is just about to set it.</summary>
    private bool IsCollected(ChildProcess child)
    {
        var isOurs = false;
        ChildExit exit = default;
        lock (Gate)
        {
            if (!child.IsForgotten)
            {
                isOurs = child.IsSwept ? _adopted.TryCollect(child, out exit) : _pidfds.TryCollect(child, out exit);
                if (!isOurs)
                {
                    return false;
                }
            }
        }

        if (isOurs)
        {
            child.Complete(exit);
        }

        child.Completion.Wait();
        return true;
    }

    /// <summary>Under the gate. The threads are there before the child is: without them nobody would wait for it.</summary>
    private void StartWaiting(ChildStartInfo info, WaitsBy way)
    {
        try
        {
            if (way == WaitsBy.Sigchld || !_pidfds.TryStart())
            {
                _signals.Start();
            }
        }
        catch (OutOfMemoryException)
        {
            throw StartFailure.Of(Errno.EAGAIN, info, null);
        }
    }

    /// <summary>
    /// Under the gate. Holds the child by a pidfd, or by nothing where it has to be waited for by its pid. False where there is no such child.
    /// </summary>
    private static bool TryHold(ChildProcess child, WaitsBy way)
    {
        var pidfd = way == WaitsBy.Sigchld ? -1 : Pidfd.pidfd_open(child.Pid);
        if (pidfd >= 0)
        {
            var look = Waiting.PeekPidfd(pidfd);
            if (look is Look.Lives or Look.Ended)
            {
                child.TakePidfd(pidfd);
                return true;
            }

            Unistd.close(pidfd);
            if (look == Look.Gone)
            {
                return false;
            }
        }

        return Waiting.PeekPid(child.Pid) is Look.Lives or Look.Ended;
    }

    /// <summary>Under the gate.</summary>
    private void TakeOn(ChildProcess child)
    {
        _adopted.Add(child);
        if (child.Pidfd < 0 || !_pidfds.TryAdd(child))
        {
            _signals.Add(child);
        }
    }

    /// <summary>Under the gate. Somebody took the child's status, and its number may be another's: it must not be waited for.</summary>
    private void GiveUp(ChildProcess child)
    {
        _pidfds.Remove(child);
        _adopted.Forget(child);
    }
}

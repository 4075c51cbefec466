using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Native;
using ZombieGuard.Observing;
using ZombieGuard.Reaping;
using ZombieGuard.Scanning;
using ZombieGuard.Starting;

namespace ZombieGuard;

/// <summary>Taking children on, and waiting for them.</summary>
public sealed partial class ChildReaper
{
    internal ChildProcess Adopt(int pid, WaitsBy way)
    {
        LinuxOnly.Require();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pid);
        ChildProcess? stale = null;
        ChildProcess child;
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

                child = new ChildProcess(pid, this);
                if (!TryHold(child, way, isOurs: false))
                {
                    throw new NotAChildException(pid);
                }

                try
                {
                    TakeOn(child);
                }
                catch (OutOfMemoryException)
                {
                    _adopted.Forget(child);
                    throw;
                }
            }
        }
        finally
        {
            stale?.Complete(new ChildExit(pid, null), 0);
        }

        // Not under the gate: a listener may wait for a thread that needs it.
        RuntimeEvents.Log.ChildAdopted(pid);
        return child;
    }

    /// <summary>Starts a child and waits for it.</summary>
    internal ChildProcess Start(ChildStartInfo info, WaitsBy way, string callerFile, int callerLine)
    {
        LinuxOnly.Require();
        WarnWhereSigchldIsIgnored();
        lock (Gate)
        {
            StartWaiting(info, way);
        }

        if (info.KillOnParentDeath)
        {
            Guardian.EnsureRunning();
        }

        if (info.Daemon)
        {
            _daemons.Hook();
        }

        ChildProcess child;
        ChildProcess? stale;
        bool isThere;
        try
        {
            var pid = ChildStart.Run(info, _adopted, out var ends);
            child = new ChildProcess(pid, this, info, ends, callerFile, callerLine);
            isThere = TryTakeOn(child, info, way, out stale);
        }
        finally
        {
            _adopted.EndStart();
        }

        if (info.KillOnParentDeath && isThere)
        {
            Guardian.KeepRunning();
        }

        RuntimeEvents.Log.ChildStarted(child.Name, child.Pid);
        stale?.Complete(new ChildExit(child.Pid, null), 0);
        if (!isThere)
        {
            // Waited for before we could look: by the kernel where SIGCHLD is ignored, by the runtime in pid 1, by a thief.
            child.IsForgotten = true;
            child.Complete(new ChildExit(child.Pid, null), 0);
        }

        return child;
    }

    /// <summary>
    /// Where each child was started that was started here, by pid; and the pids of those whose being there is meant: what was detached, and the
    /// guardian.
    /// </summary>
    internal Dictionary<int, string> Origins(out HashSet<int> spared)
    {
        lock (Gate)
        {
            var children = _adopted.ToArray();
            spared = [Guardian.Pid, .. children.Where(child => child.IsDetached).Select(child => child.Pid)];
            return children.Where(child => child.Origin is not null).ToDictionary(child => child.Pid, child => child.Origin!);
        }
    }

    /// <summary>The end of any process; null where it cannot be held by a pidfd.</summary>
    internal Task? WhenEnds(int pid)
    {
        var pidfd = Pidfd.pidfd_open(pid);
        if (pidfd < 0)
        {
            return Marshal.GetLastPInvokeError() == Errno.ESRCH ? Task.CompletedTask : null;
        }

        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            lock (Gate)
            {
                if (_pidfds.TryAdd(pidfd, end))
                {
                    return end.Task;
                }
            }
        }
        catch (OutOfMemoryException)
        {
            // No thread is left that could wait.
        }

        Unistd.close(pidfd);
        return null;
    }

    /// <summary>Under the gate: reports the child's stops.</summary>
    internal void Watch(ChildProcess child) => _signals.Watch(child);

    /// <summary>Once. Not under the gate: a listener hears of it.</summary>
    private void WarnWhereSigchldIsIgnored()
    {
        if (Interlocked.Exchange(ref _isProbed, 1) == 0 && SignalMasks.IgnoresSigchld())
        {
            RuntimeEvents.Log.SigchldIgnored();
        }
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

    /// <summary>False where the child is gone already.</summary>
    private bool TryTakeOn(ChildProcess child, ChildStartInfo info, WaitsBy way, out ChildProcess? stale)
    {
        // Not left by an interrupt: the child is there, and would stay a zombie.
        EnterGate();
        try
        {
            // The number is the new one's: somebody took the known one's status.
            stale = _adopted.Find(child.Pid);
            if (stale is not null)
            {
                GiveUp(stale);
            }

            if (!TryHold(child, way, isOurs: true))
            {
                return false;
            }

            try
            {
                TakeOn(child);
            }
            catch (OutOfMemoryException)
            {
                // No pidfd for this one, and no thread that could ask for it.
                _adopted.Forget(child);
                Signal.kill(child.Pid, Signal.SIGKILL);
                Waiting.AwaitPid(child.Pid);
                child.Dispose();
                throw StartFailure.Of(Errno.EAGAIN, info, null);
            }

            if (info.KillOnParentDeath)
            {
                Guardian.Watch(child);
            }

            return true;
        }
        finally
        {
            Monitor.Exit(Gate);
        }
    }

    /// <summary>
    /// Under the gate. Holds the child by a pidfd, or by nothing where it has to be waited for by its pid. False where there is no such child.
    /// </summary>
    private static bool TryHold(ChildProcess child, WaitsBy way, bool isOurs)
    {
        var pidfd = way == WaitsBy.Sigchld || !Waiting.KnowsPidfds ? -1 : Pidfd.pidfd_open(child.Pid);
        if (pidfd < 0)
        {
            return Waiting.PeekPid(child.Pid) != Look.Gone;
        }

        // A number that somebody tells us may be that of any process.
        if (isOurs || Waiting.PeekPidfd(pidfd) != Look.Gone)
        {
            child.TakePidfd(pidfd);
            return true;
        }

        Unistd.close(pidfd);
        return false;
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

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Native;
using ZombieGuard.Observing;

namespace ZombieGuard.Reaping;

/// <summary>
/// Waits for children by their pidfds: one epoll set, one background thread, no signal. Touches nothing of the runtime's.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PidfdWait(AdoptedChildren adopted, SigchldWait fallback)
{
    private const int EventsAtOnce = 64;
    private const int StackBytes = 256 * 1024;

    private readonly Dictionary<ulong, ChildProcess> _byToken = [];
    private readonly Dictionary<ulong, (int Pidfd, TaskCompletionSource End)> _strangers = [];
    private int _epoll = -1;
    private ulong _lastToken;

    /// <summary>Under the gate. False where the child cannot be watched: no descriptor or memory is left for the epoll set.</summary>
    /// <exception cref="OutOfMemoryException">The system has no thread left.</exception>
    internal bool TryAdd(ChildProcess child)
    {
        if (!TryStart())
        {
            return false;
        }

        child.Token = ++_lastToken;
        if (Epoll.Add(_epoll, child.Pidfd, child.Token) != 0)
        {
            return false;
        }

        _byToken.Add(child.Token, child);
        return true;
    }

    /// <summary>Under the gate: a process that is no child, and whose pidfd is ours from then on. False as for a child.</summary>
    /// <inheritdoc cref="TryAdd(ChildProcess)"/>
    internal bool TryAdd(int pidfd, TaskCompletionSource end)
    {
        if (!TryStart() || Epoll.Add(_epoll, pidfd, ++_lastToken) != 0)
        {
            return false;
        }

        _strangers.Add(_lastToken, (pidfd, end));
        return true;
    }

    /// <summary>Under the gate. Makes the set and its thread, where they are not there yet.</summary>
    /// <inheritdoc cref="TryAdd(ChildProcess)"/>
    internal bool TryStart()
    {
        if (_epoll >= 0)
        {
            return true;
        }

        var epoll = Epoll.epoll_create1(Epoll.EPOLL_CLOEXEC);
        if (epoll < 0)
        {
            return false;
        }

        try
        {
            new Thread(() => Run(epoll), StackBytes) { IsBackground = true, Name = "ZombieGuard pidfds" }.UnsafeStart();
        }
        catch
        {
            Unistd.close(epoll);
            throw;
        }

        _epoll = epoll;
        return true;
    }

    /// <summary>Under the gate: collects a child whose pidfd says that it has ended. The caller completes it after the gate.</summary>
    /// <returns>False where a debugger has the first look: the child is asked for again and again from now on.</returns>
    internal bool TryCollect(ChildProcess child, out ChildExit exit)
    {
        Remove(child);
        if (adopted.TryCollect(child, out exit))
        {
            return true;
        }

        fallback.Add(child);
        return false;
    }

    /// <summary>
    /// Under the gate. Takes the pidfd out of the set, always before it is closed: a child that has been forked but has not
    /// called exec yet holds a copy, which would keep the entry alive and name a descriptor that is given out again.
    /// </summary>
    internal void Remove(ChildProcess child)
    {
        if (_byToken.Remove(child.Token))
        {
            Epoll.Remove(_epoll, child.Pidfd);
        }
    }

    private void Run(int epoll)
    {
        var buffer = stackalloc byte[EventsAtOnce * Epoll.SizeOfEvent];
        var tokens = stackalloc ulong[EventsAtOnce];
        while (true)
        {
            var count = Epoll.Next(epoll, buffer, EventsAtOnce, tokens);
            if (count < 0 && Marshal.GetLastPInvokeError() != Errno.EINTR)
            {
                throw new InvalidOperationException(
                    $"epoll_wait failed with errno {Marshal.GetLastPInvokeError()}: somebody closed its descriptor.");
            }

            var told = RuntimeMeter.Now();
            for (var i = 0; i < count; i++)
            {
                Collect(tokens[i], told);
            }
        }
    }

    private void Collect(ulong token, long told)
    {
        ChildProcess? child;
        ChildExit exit;
        lock (adopted.Gate)
        {
            if (_strangers.Remove(token, out var stranger))
            {
                Epoll.Remove(_epoll, stranger.Pidfd);
                Unistd.close(stranger.Pidfd);
                stranger.End.SetResult();
                return;
            }

            // Gone where it was collected or given up between the event and here.
            if (!_byToken.TryGetValue(token, out child) || !TryCollect(child, out exit))
            {
                return;
            }
        }

        child.Complete(exit, told);
    }
}

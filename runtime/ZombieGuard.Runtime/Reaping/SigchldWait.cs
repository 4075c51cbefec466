using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.Observing;

namespace ZombieGuard.Reaping;

/// <summary>
/// Waits for the children that no pidfd can be had for: after each SIGCHLD it asks for each of them, by its pid. Signals merge, so they
/// are never counted; one that does not come at all (SIGCHLD ignored or handled by somebody else) costs a second. It asks the watched
/// children for their stops, too, which no pidfd tells.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class SigchldWait(AdoptedChildren adopted)
{
    private const int StackBytes = 256 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly List<ChildProcess> _children = [];
    private readonly List<ChildProcess> _watched = [];
    private readonly AutoResetEvent _wake = new(false);
    private PosixSignalRegistration? _registration;
    private bool _isStarted;

    /// <summary>Under the gate: waits for the child.</summary>
    /// <exception cref="OutOfMemoryException">The system has no thread left.</exception>
    internal void Add(ChildProcess child)
    {
        if (!child.IsSwept)
        {
            Start();
            _children.Add(child);
            child.IsSwept = true;
        }

        _wake.Set();
    }

    /// <summary>Under the gate: asks for the child's stops, until it is forgotten or nobody watches it.</summary>
    /// <exception cref="OutOfMemoryException">The system has no thread left.</exception>
    internal void Watch(ChildProcess child)
    {
        Start();
        if (!_watched.Contains(child))
        {
            _watched.Add(child);
        }

        _wake.Set();
    }

    /// <summary>Under the gate.</summary>
    /// <inheritdoc cref="Add"/>
    internal void Start()
    {
        if (!_isStarted)
        {
            new Thread(Run, StackBytes) { IsBackground = true, Name = "ZombieGuard SIGCHLD" }.UnsafeStart();
            _isStarted = true;
        }
    }

    private void Run()
    {
        while (true)
        {
            Register();
            var told = RuntimeMeter.Now();
            var ended = Sweep(out var isIdle);
            foreach (var (child, exit) in ended)
            {
                child.Complete(exit, told);
            }

            _wake.WaitOne(isIdle ? Timeout.InfiniteTimeSpan : Tick);
        }
    }

    /// <summary>
    /// Without a descriptor left the runtime may not be able to start its own signal handling; the tick carries on, and the next one
    /// tries again.
    /// </summary>
    private void Register()
    {
        try
        {
            _registration ??= PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => _wake.Set());
        }
        catch (Exception failure) when (failure is IOException or OutOfMemoryException)
        {
            _registration = null;
        }
    }

    private List<(ChildProcess Child, ChildExit Exit)> Sweep(out bool isIdle)
    {
        var ended = new List<(ChildProcess, ChildExit)>();
        lock (adopted.Gate)
        {
            _watched.RemoveAll(static child => !child.ReportChanges());
            _children.RemoveAll(child =>
            {
                if (child.IsForgotten)
                {
                    return true;
                }

                if (!adopted.TryCollect(child, out var exit))
                {
                    return false;
                }

                ended.Add((child, exit));
                return true;
            });
            isIdle = _children.Count == 0 && _watched.Count == 0;
        }

        return ended;
    }
}

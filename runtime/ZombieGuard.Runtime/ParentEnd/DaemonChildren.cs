using System;
using System.Diagnostics;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.Reaping;

namespace ZombieGuard.ParentEnd;

/// <summary>Ends the children with the daemon flag when this process ends normally.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DaemonChildren(AdoptedChildren adopted)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UntilCollected = TimeSpan.FromSeconds(1);

    private int _isHooked;

    /// <summary>Before a child with the flag is started.</summary>
    internal void Hook()
    {
        if (Interlocked.Exchange(ref _isHooked, 1) == 0)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
        }
    }

    /// <summary>On this thread alone: the pool may be starved, and timers with it.</summary>
    private void End()
    {
        ChildProcess[] daemons;
        lock (adopted.Gate)
        {
            daemons = [.. adopted.ToArray().Where(child => child.IsDaemon)];
        }

        Each(daemons, static daemon => daemon.BeginStop());
        Await(daemons, Grace);
        Each(daemons, static daemon => daemon.KillAll());
        Await(daemons, UntilCollected);
    }

    private static void Each(ChildProcess[] daemons, Action<ChildProcess> end)
    {
        foreach (var daemon in daemons)
        {
            try
            {
                end(daemon);
            }
            catch (UnauthorizedAccessException)
            {
                // It runs as another user, and outlives us.
            }
        }
    }

    private static void Await(ChildProcess[] daemons, TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var daemon in daemons)
        {
            var rest = limit - Stopwatch.GetElapsedTime(start);
            daemon.Join(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        }
    }
}

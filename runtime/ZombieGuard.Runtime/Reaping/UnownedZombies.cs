using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.Versioning;
using ZombieGuard.Native;
using ZombieGuard.Scanning;

namespace ZombieGuard.Reaping;

/// <summary>The zombies below this process that nobody has adopted, and since when each has been seen. Takes none of them.</summary>
[SupportedOSPlatform("linux")]
internal sealed class UnownedZombies(AdoptedChildren adopted, TimeSpan minimumAge)
{
    /// <summary>Each needs a descriptor for the length of the barrier.</summary>
    private const int HeldAtOnce = 256;

    private Dictionary<int, Sighting> _seen = [];

    /// <summary>
    /// Looks again; false where /proc cannot be read. Tells how long it takes until a zombie is of age: no time where one is, for ever
    /// where there is none.
    /// </summary>
    internal bool TryLook(out TimeSpan due)
    {
        due = TimeSpan.MaxValue;
        if (!Waiting.AnyZombie())
        {
            _seen.Clear();
            return true;
        }

        if (OwnChildren.List() is not { } children)
        {
            return false;
        }

        var now = Stopwatch.GetTimestamp();
        var seen = new Dictionary<int, Sighting>();

        // A long list can lack a child when another one ends while it is read (proc(5)): those seen before are asked for in any case.
        foreach (var pid in children.Union(_seen.Keys))
        {
            if (IsAdopted(pid) || Waiting.PeekPid(pid) != Look.Ended || ProcStat.Of(pid) is not { } stat)
            {
                continue;
            }

            // Another start time: the number was given out again, and this one is new.
            if (!_seen.TryGetValue(pid, out var sighting) || sighting.StartTime != stat.StartTime)
            {
                sighting = new Sighting(now, stat.StartTime);
            }

            seen[pid] = sighting;
            var wait = minimumAge - Stopwatch.GetElapsedTime(sighting.First, now);
            due = wait < due ? wait : due;
        }

        _seen = seen;
        due = due < TimeSpan.Zero ? TimeSpan.Zero : due;
        return true;
    }

    /// <summary>
    /// Holds the zombies that are of age by pidfds, so that whatever happens now cannot put another child in their place.
    /// </summary>
    internal HeldZombies HoldAged()
    {
        var held = new HeldZombies();
        foreach (var (pid, sighting) in _seen)
        {
            if (held.Children.Count == HeldAtOnce)
            {
                break;
            }

            if (Stopwatch.GetElapsedTime(sighting.First) < minimumAge)
            {
                continue;
            }

            var pidfd = Pidfd.pidfd_open(pid);
            if (pidfd < 0)
            {
                held.IsRefused |= Waiting.PeekPid(pid) == Look.Ended;
                continue;
            }

            // A zombie keeps its number, so what /proc said in between was about the one that the pidfd holds.
            var start = ProcStat.Of(pid)?.StartTime;
            var look = Waiting.PeekPidfd(pidfd);
            if (look == Look.Ended && start == sighting.StartTime)
            {
                held.Children.Add((pid, pidfd));
            }
            else
            {
                held.IsRefused |= look == Look.Unsupported;
                Unistd.close(pidfd);
            }
        }

        return held;
    }

    private bool IsAdopted(int pid)
    {
        lock (adopted.Gate)
        {
            return adopted.Contains(pid);
        }
    }

    private readonly record struct Sighting(long First, long StartTime);
}

/// <summary>Zombies, each held by a pidfd until this is disposed.</summary>
internal sealed class HeldZombies : IDisposable
{
    internal List<(int Pid, int Pidfd)> Children { get; } = [];

    /// <summary>Whether a zombie could not be held, for want of pidfds.</summary>
    internal bool IsRefused { get; set; }

    public void Dispose()
    {
        foreach (var (_, pidfd) in Children)
        {
            Unistd.close(pidfd);
        }
    }
}

using System.Collections.Generic;
using System.Runtime.Versioning;
using System.Threading;

namespace ZombieGuard.Reaping;

/// <summary>
/// The children that are waited for by their own pid. One table a process: two would each wait for a child adopted twice, and
/// one of them would lose.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class AdoptedChildren
{
    private readonly Dictionary<int, ChildProcess> _byPid = [];
    private readonly ReaderWriterLockSlim _starts = new();

    /// <summary>
    /// Held while a child is taken on, looked at, collected and signalled, so that the table, the kernel and the descriptors say the same.
    /// No call under it blocks.
    /// </summary>
    internal object Gate { get; } = new();

    /// <summary>Under the gate.</summary>
    internal int Count => _byPid.Count;

    /// <summary>Under the gate.</summary>
    internal bool Contains(int pid) => _byPid.ContainsKey(pid);

    /// <summary>Under the gate.</summary>
    internal ChildProcess? Find(int pid) => _byPid.GetValueOrDefault(pid);

    /// <summary>Under the gate.</summary>
    internal void Add(ChildProcess child) => _byPid.Add(child.Pid, child);

    /// <summary>Under the gate: a copy, to look at after it.</summary>
    internal ChildProcess[] ToArray() => [.. _byPid.Values];

    /// <summary>Before a child is spawned; <see cref="EndStart"/> after it is in the table.</summary>
    internal void BeginStart() => _starts.EnterReadLock();

    /// <summary>Also where the start has failed before it began.</summary>
    internal void EndStart()
    {
        if (_starts.IsReadLockHeld)
        {
            _starts.ExitReadLock();
        }
    }

    /// <summary>Waits until every child that was being started when this began is in the table. Not under the gate.</summary>
    internal void AwaitStarts()
    {
        _starts.EnterWriteLock();
        _starts.ExitWriteLock();
    }

    /// <summary>
    /// Collects a child that has ended. Under the gate; the caller completes the child with <paramref name="exit"/> after it.
    /// </summary>
    /// <returns>False where there is nothing to collect yet.</returns>
    internal bool TryCollect(ChildProcess child, out ChildExit exit)
    {
        child.BeforeCollected();
        var look = child.Pidfd >= 0
            ? Waiting.CollectPidfd(child.Pidfd, out var status)
            : Waiting.CollectPid(child.Pid, out status);
        exit = new ChildExit(child.Pid, look == Look.Ended ? status : null);
        if (look == Look.Lives)
        {
            return false;
        }

        Forget(child);
        return true;
    }

    /// <summary>Under the gate: nobody waits for the child any more.</summary>
    internal void Forget(ChildProcess child)
    {
        _byPid.Remove(child.Pid);
        child.IsForgotten = true;
        child.Unguard();
        child.LetGoOfPidfd();
    }
}

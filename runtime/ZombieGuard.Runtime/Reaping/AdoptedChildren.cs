using System.Collections.Generic;
using ZombieGuard.Native;

namespace ZombieGuard.Reaping;

/// <summary>
/// The children that are waited for by their own pid. One table a process: two would each wait for a child adopted twice, and
/// one of them would lose.
/// </summary>
internal sealed class AdoptedChildren
{
    private readonly Dictionary<int, ChildProcess> _byPid = [];

    /// <summary>
    /// Held while a child is taken on, looked at, collected and signalled, so that the table, the kernel and the descriptors say the same.
    /// No call under it blocks.
    /// </summary>
    internal object Gate { get; } = new();

    /// <summary>Under the gate.</summary>
    internal bool Contains(int pid) => _byPid.ContainsKey(pid);

    /// <summary>Under the gate.</summary>
    internal ChildProcess? Find(int pid) => _byPid.GetValueOrDefault(pid);

    /// <summary>Under the gate.</summary>
    internal void Add(ChildProcess child) => _byPid.Add(child.Pid, child);

    /// <summary>
    /// Collects a child that has ended. Under the gate; the caller completes the child with <paramref name="exit"/> after it.
    /// </summary>
    /// <returns>False where there is nothing to collect yet.</returns>
    internal bool TryCollect(ChildProcess child, out ChildExit exit)
    {
        var look = child.Pidfd >= 0
            ? Waiting.CollectPidfd(child.Pidfd, out var status)
            : Waiting.CollectPid(child.Pid, out status);
        exit = new ChildExit(child.Pid, look == Look.Ended ? status : null);
        if (look == Look.Lives)
        {
            return false;
        }

        _byPid.Remove(child.Pid);
        child.IsForgotten = true;
        if (child.Pidfd >= 0)
        {
            Unistd.close(child.Pidfd);
            child.Pidfd = -1;
        }

        return true;
    }
}

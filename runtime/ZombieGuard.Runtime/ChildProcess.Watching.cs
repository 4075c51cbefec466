using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using ZombieGuard.Reaping;

namespace ZombieGuard;

/// <summary>Telling of the child's stops.</summary>
public sealed partial class ChildProcess
{
    /// <summary>More than a reader that keeps up ever has waiting; one that does not gets the latest.</summary>
    private const int ChangesKept = 16;

    /// <summary>Guarded by the gate.</summary>
    private List<ChannelWriter<WaitStatus>>? _watchers;

    /// <summary>
    /// Reports each stop and each continuation of the child (WUNTRACED and WCONTINUED, waitpid(2)), and at last its end, unless that is
    /// lost. It follows SIGCHLD; several changes in a row can merge, of which the last is reported.
    /// </summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>The changes, until the child's end. Each reader gets all that happens from when it begins to read.</returns>
    /// <exception cref="OperationCanceledException">The watching was cancelled.</exception>
    public async IAsyncEnumerable<WaitStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var changes = Channel.CreateBounded<WaitStatus>(new BoundedChannelOptions(ChangesKept) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_reaper.Gate)
        {
            (_watchers ??= []).Add(changes.Writer);

            // Either this sees the end, or who tells of it sees the writer.
            Interlocked.MemoryBarrier();
            if (Exit is { } exit)
            {
                TellEnd(changes.Writer, exit);
            }
            else
            {
                _reaper.Watch(this);
            }
        }

        try
        {
            await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_reaper.Gate)
            {
                _watchers.Remove(changes.Writer);
            }
        }
    }

    /// <summary>Under the gate: takes what there is to report. False where nobody wants to know, or the child has ended.</summary>
    internal bool ReportChanges()
    {
        if (IsForgotten || _watchers is not { Count: > 0 } watchers)
        {
            return false;
        }

        while (Pidfd >= 0 ? Waiting.TryTakeChangeOfPidfd(Pidfd, out var change) : Waiting.TryTakeChangeOfPid(Pid, out change))
        {
            var reported = change;
            watchers.ForEach(watcher => watcher.TryWrite(reported));
        }

        return true;
    }

    private void TellWatchers(ChildExit exit)
    {
        _reaper.EnterGate();
        try
        {
            _watchers!.ForEach(watcher => TellEnd(watcher, exit));
        }
        finally
        {
            Monitor.Exit(_reaper.Gate);
        }
    }

    private static void TellEnd(ChannelWriter<WaitStatus> watcher, ChildExit exit)
    {
        if (exit.Status is { } status)
        {
            watcher.TryWrite(status);
        }

        watcher.TryComplete();
    }
}

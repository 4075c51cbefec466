using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Native;

namespace ZombieGuard.Reaping;

/// <summary>
/// Waits until the runtime has looked at all its children at least once, from start to end, since the call began. A zombie that
/// was there before and still is there after is none of <see cref="System.Diagnostics.Process"/>'s.
/// </summary>
/// <remarks>
/// One native thread takes each SIGCHLD in turn: it reaps the children of Process, then copies the list of registrations and
/// queues their handlers (pal_signal.c, ProcessWaitState.Unix.cs, PosixSignalRegistration.Unix.cs). A registration made now is
/// only in lists copied from now on. The first call may stem from a signal whose reaping was before us; the second is of a
/// later signal, whose reaping began after the first list was copied. A Process.Start in progress holds the runtime's lock from
/// before vfork until the child is registered, and the reaping takes the same lock. So two calls of a fresh registration
/// prove it; one call, or any number of calls of an older registration, do not.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class RuntimeBarrier
{
    /// <summary>False where the second call has not come in time: SIGCHLD is ignored, blocked or handled by somebody else.</summary>
    internal static bool Pass(TimeSpan limit)
    {
        var calls = 0;
        var passed = new TaskCompletionSource();
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
        {
            if (Interlocked.Increment(ref calls) == 2)
            {
                passed.TrySetResult();
            }
        });

        // raise delivers on this thread before it returns, so the two do not merge into one.
        Signal.raise(Signal.SIGCHLD);
        Signal.raise(Signal.SIGCHLD);
        return passed.Task.Wait(limit);
    }
}

using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ZombieGuard.Native;
using static ZombieGuard.Native.Signal;

namespace ZombieGuard;

/// <summary>A child of this process that a <see cref="ChildReaper"/> waits for. All members can be used from any thread.</summary>
public sealed class ChildProcess
{
    private readonly object _gate;

    // Continuations never run on the thread that waits for all the other children.
    private readonly TaskCompletionSource<ChildExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="pid">The child.</param>
    /// <param name="gate">
    /// Held while the child is collected and while it is signalled: a signal never goes to a pid that is free again.
    /// </param>
    internal ChildProcess(int pid, object gate)
    {
        Pid = pid;
        _gate = gate;
    }

    /// <summary>The child's pid. It may name another process once the child has ended.</summary>
    public int Pid { get; }

    /// <summary>
    /// Completes when the child has ended and was waited for; the zombie is gone by then. It never fails and is never cancelled:
    /// where something else in this process took the status, the exit is lost (<see cref="ChildExit.IsLost"/>).
    /// </summary>
    public Task<ChildExit> Completion => _completion.Task;

    /// <summary>Whether <see cref="Completion"/> has its result.</summary>
    public bool IsCompleted => Completion.IsCompleted;

    /// <summary>The descriptor that holds the child, or -1. Guarded by the gate.</summary>
    internal int Pidfd { get; set; } = -1;

    /// <summary>What the epoll thread knows the child by; a pid or a descriptor could be given out again. Guarded by the gate.</summary>
    internal ulong Token { get; set; }

    /// <summary>Whether the child was collected or given up. Guarded by the gate.</summary>
    internal bool IsForgotten { get; set; }

    /// <summary>Kills the child with SIGKILL. It is a zombie until <see cref="Completion"/> completes, which follows by itself.</summary>
    /// <returns>False where the child has already ended and was waited for.</returns>
    /// <exception cref="UnauthorizedAccessException">The child runs as another user (EPERM).</exception>
    public bool Kill() => Signal(SIGKILL);

    /// <summary>
    /// Sends a signal to the child: by its pidfd where there is one (pidfd_send_signal(2)), else by its pid (kill(2)).
    /// </summary>
    /// <param name="signal">The signal's number, 1 to 64; 0 sends nothing and tells whether it could be sent.</param>
    /// <returns>False where the child has already ended and was waited for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no signal with this number.</exception>
    /// <exception cref="UnauthorizedAccessException">The child runs as another user (EPERM).</exception>
    /// <exception cref="Win32Exception">The signal could not be sent for another reason, which the exception's number says.</exception>
    public bool Signal(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, SIGRTMAX);
        int error;
        lock (_gate)
        {
            if (IsForgotten)
            {
                return false;
            }

            if ((Pidfd >= 0 ? Native.Pidfd.pidfd_send_signal(Pidfd, signal) : kill(Pid, signal)) == 0)
            {
                return true;
            }

            error = Marshal.GetLastPInvokeError();
        }

        return error switch
        {
            Errno.ESRCH => false,
            Errno.EPERM => throw new UnauthorizedAccessException($"No right to signal child {Pid}."),
            _ => throw new Win32Exception(error),
        };
    }

    /// <summary>The child and how it has ended, in words.</summary>
    /// <returns>The words.</returns>
    public override string ToString() => IsCompleted ? Completion.Result.ToString() : $"child {Pid} runs";

    internal void Complete(ChildExit exit) => _completion.TrySetResult(exit);
}

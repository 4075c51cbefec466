using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Native;
using ZombieGuard.Reaping;
using static ZombieGuard.Native.Signal;

namespace ZombieGuard;

/// <summary>Signalling and stopping the child.</summary>
public sealed partial class ChildProcess
{
    private readonly bool _leadsGroup;
    private bool _groupDiesWithIt;

    /// <summary>Kills the child with SIGKILL. It is a zombie until <see cref="Completion"/> completes, which follows by itself.</summary>
    /// <returns>False where the child has already ended and was waited for.</returns>
    /// <exception cref="UnauthorizedAccessException">The child runs as another user (EPERM).</exception>
    public bool Kill() => Signal(SIGKILL);

    /// <summary>
    /// Asks the child to end, with SIGTERM; and lets it run on where it is stopped, with SIGCONT, so that it takes notice.
    /// </summary>
    /// <inheritdoc cref="Kill"/>
    public bool Terminate() => Ask(toGroup: false);

    /// <summary>Stops the child, with SIGSTOP, until <see cref="Resume"/>.</summary>
    /// <inheritdoc cref="Kill"/>
    public bool Suspend() => Signal(SIGSTOP);

    /// <summary>Lets the stopped child run on, with SIGCONT.</summary>
    /// <inheritdoc cref="Kill"/>
    public bool Resume() => Signal(SIGCONT);

    /// <summary>
    /// Sends a signal to the child: by its pidfd where there is one (pidfd_send_signal(2)), else by its pid (kill(2)).
    /// </summary>
    /// <param name="signal">The signal's number, 1 to 64; 0 sends nothing and tells whether it could be sent.</param>
    /// <returns>False where the child has already ended and was waited for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no signal with this number.</exception>
    /// <exception cref="UnauthorizedAccessException">The child runs as another user (EPERM).</exception>
    /// <exception cref="Win32Exception">The signal could not be sent for another reason, which the exception's number says.</exception>
    public bool Signal(int signal) => Send(signal, toGroup: false);

    /// <summary>
    /// Sends a signal to the child and to all that it has started and that has not left its group (kill(2) with a negative pid).
    /// </summary>
    /// <inheritdoc cref="Signal"/>
    /// <exception cref="InvalidOperationException">
    /// The child does not lead a group: it was adopted, or started without <see cref="ChildStartInfo.OwnGroup"/> and the like.
    /// </exception>
    public bool SignalGroup(int signal) => _leadsGroup
        ? Send(signal, toGroup: true)
        : throw new InvalidOperationException($"{Name} {Pid} does not lead a process group of its own.");

    /// <summary>
    /// Ends the child: SIGTERM, SIGCONT, and SIGKILL where it has not ended after <paramref name="grace"/>. Where it leads a group the
    /// signals go to all of it, and what is left of the group when the child has ended is killed.
    /// </summary>
    /// <param name="grace">How long the child may take; zero kills at once, <see cref="Timeout.InfiniteTimeSpan"/> never does.</param>
    /// <param name="cancellationToken">Ends the wait. The signals that were sent stay sent.</param>
    /// <returns>How the child has ended. It takes longer than the grace only while the kernel holds the child in uninterruptible sleep.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="grace"/> is below zero, or above 2^31 - 1 milliseconds.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="UnauthorizedAccessException">The child runs as another user (EPERM).</exception>
    public async Task<ChildExit> StopAsync(TimeSpan grace, CancellationToken cancellationToken = default)
    {
        CheckTime(grace, nameof(grace));
        if (grace != TimeSpan.Zero && BeginStop())
        {
            await JoinAsync(grace, cancellationToken).ConfigureAwait(false);
        }

        KillAll();
        return await JoinAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the child, and its group, to end. What is left of the group when the child has ended is killed.</summary>
    internal bool BeginStop()
    {
        lock (_reaper.Gate)
        {
            _groupDiesWithIt = _leadsGroup;
        }

        // A child that has left its group is asked by itself.
        return (_leadsGroup && Ask(toGroup: true)) || Ask(toGroup: false);
    }

    /// <summary>Kills the child, and its group, which it may have left.</summary>
    internal void KillAll()
    {
        Send(SIGKILL, _leadsGroup);
        Send(SIGKILL, toGroup: false);
    }

    /// <summary>
    /// Under the gate, before the child's status is taken: until then its pid cannot name another group, and the guardian must have
    /// crossed it off by the time that it can.
    /// </summary>
    internal void BeforeCollected()
    {
        if (!(_groupDiesWithIt || IsGuarded) || !HasEnded())
        {
            return;
        }

        if (_groupDiesWithIt)
        {
            kill(-Pid, SIGKILL);
        }

        Unguard();
    }

    /// <summary>True where SIGTERM was sent: a child that it has ended before SIGCONT was asked all the same.</summary>
    private bool Ask(bool toGroup)
    {
        if (!Send(SIGTERM, toGroup))
        {
            return false;
        }

        Send(SIGCONT, toGroup);
        return true;
    }

    private bool HasEnded() => (Pidfd >= 0 ? Waiting.PeekPidfd(Pidfd) : Waiting.PeekPid(Pid)) == Look.Ended;

    private bool Send(int signal, bool toGroup)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(signal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, SIGRTMAX);
        int error;
        lock (_reaper.Gate)
        {
            if (IsForgotten)
            {
                return false;
            }

            var result = toGroup ? kill(-Pid, signal)
                : Pidfd >= 0 ? Native.Pidfd.pidfd_send_signal(Pidfd, signal)
                : kill(Pid, signal);
            if (result == 0)
            {
                return true;
            }

            error = Marshal.GetLastPInvokeError();
        }

        return error switch
        {
            Errno.ESRCH => false,
            Errno.EPERM => throw new UnauthorizedAccessException($"No right to signal {Name} {Pid}."),
            _ => throw new Win32Exception(error),
        };
    }
}

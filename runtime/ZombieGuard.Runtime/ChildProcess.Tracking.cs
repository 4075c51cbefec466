using System.Globalization;
using System.Threading;
using ZombieGuard.Native;

namespace ZombieGuard;

/// <summary>What the reaper knows about the child. All of it is guarded by the reaper's gate.</summary>
public sealed partial class ChildProcess
{
    private int _pidfdHolders;
    private bool _isForgotten;

    /// <summary>The descriptor that holds the child, or -1. Open until the child is forgotten, and then until its last holder lets go.</summary>
    internal int Pidfd { get; private set; } = -1;

    /// <summary>What the epoll thread knows the child by; a pid or a descriptor could be given out again.</summary>
    internal ulong Token { get; set; }

    /// <summary>How many threads wait by the pidfd.</summary>
    internal int Joiners { get; set; }

    /// <summary>Whether the child is asked for after each SIGCHLD.</summary>
    internal bool IsSwept { get; set; }

    /// <summary>Whether the child was collected or given up. Can be read without the gate: it stays so.</summary>
    internal bool IsForgotten { get => Volatile.Read(ref _isForgotten); set => Volatile.Write(ref _isForgotten, value); }

    /// <summary>Whether the guardian has its group on the list.</summary>
    internal bool IsGuarded { get; set; }

    /// <summary>Whether it is ended when this process ends normally.</summary>
    internal bool IsDaemon { get; set; }

    /// <summary>Whether it was declared that nobody waits for it.</summary>
    internal bool IsDetached { get; set; }

    /// <summary>Where it was started; null where that is not known.</summary>
    internal string? Origin => string.IsNullOrEmpty(_callerFile) ? null : string.Create(CultureInfo.InvariantCulture, $"{_callerFile}:{_callerLine}");

    internal void Unguard()
    {
        if (IsGuarded)
        {
            _reaper.Guardian.Forget(this);
        }
    }

    internal void TakePidfd(int pidfd)
    {
        Pidfd = pidfd;
        _pidfdHolders = 1;
    }

    /// <summary>The pidfd, open until <see cref="LetGoOfPidfd"/>; -1 where there is none, or the child is forgotten.</summary>
    internal int HoldPidfd()
    {
        if (Pidfd < 0 || IsForgotten)
        {
            return -1;
        }

        Interlocked.Increment(ref _pidfdHolders);
        return Pidfd;
    }

    /// <summary>Needs no gate.</summary>
    internal void LetGoOfPidfd()
    {
        if (Pidfd >= 0 && Interlocked.Decrement(ref _pidfdHolders) == 0)
        {
            Unistd.close(Pidfd);
        }
    }
}

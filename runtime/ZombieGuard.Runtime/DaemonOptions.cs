using System;
using System.IO;
using System.Threading;

namespace ZombieGuard;

/// <summary>How <see cref="Daemonizer.Start"/> starts a daemon: what <see cref="ChildStartInfo"/> does not say. Can be used for several.</summary>
public sealed class DaemonOptions
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    private UnixFileMode _umask = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private TimeSpan? _readyTimeout;

    /// <summary>
    /// What the files that the daemon makes do not allow (umask(2)); 022 by default: only their owner may write. <see cref="UnixFileMode.None"/>
    /// takes nothing away. This process's own is never changed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It contains more than reading, writing and executing.</exception>
    public UnixFileMode Umask
    {
        get => _umask;
        set => _umask = (value & ~Permissions) == 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Umask), value, "A umask is about reading, writing and executing.");
    }

    /// <summary>
    /// A file that the daemon's standard output and error go to the end of, where <see cref="ChildStartInfo"/> leaves them
    /// <see cref="ChildStdio.Inherit"/>; null for the null device. It is made if need be, relative to this process's working directory.
    /// </summary>
    public string? LogFile { get; set; }

    /// <summary>
    /// How long to wait until the daemon calls <see cref="Daemonizer.NotifyReady"/>; null, the default, for a program that never does: it is
    /// taken to be ready once it runs. A daemon that takes longer is killed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or below, but not infinite, or above 2^31 - 1 milliseconds.</exception>
    public TimeSpan? ReadyTimeout
    {
        get => _readyTimeout;
        set
        {
            if (value is { } time && time != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(ReadyTimeout));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time.TotalMilliseconds, int.MaxValue, nameof(ReadyTimeout));
            }

            _readyTimeout = value;
        }
    }
}

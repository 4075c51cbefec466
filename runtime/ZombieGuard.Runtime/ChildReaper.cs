using System;
using System.Runtime.Versioning;
using ZombieGuard.Annotations;
using ZombieGuard.Native;
using ZombieGuard.Observing;
using ZombieGuard.ParentEnd;
using ZombieGuard.Reaping;

namespace ZombieGuard;

/// <summary>
/// Waits for raw children: those that posix_spawn, forkpty or a native library has started, and that
/// <see cref="System.Diagnostics.Process"/> does not know. It waits for the pids that it was given and for no other, so it
/// never takes a child of the runtime's. Needs no dispose: it has one background thread, from the first child on.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed partial class ChildReaper
{
    private readonly AdoptedChildren _adopted = new();
    private readonly PidfdWait _pidfds;
    private readonly SigchldWait _signals;
    private readonly DaemonChildren _daemons;
    private int _isProbed;

    private ChildReaper()
    {
        _signals = new SigchldWait(_adopted);
        _pidfds = new PidfdWait(_adopted, _signals);
        _daemons = new DaemonChildren(_adopted);
        Guardian = new Guardian(this, _adopted);
        RuntimeMeter.Observe(this);
    }

    /// <summary>The one reaper of this process.</summary>
    public static ChildReaper Shared { get; } = new();

    /// <summary>Held while a child is looked at: tests put themselves between.</summary>
    internal object Gate => _adopted.Gate;

    internal Guardian Guardian { get; }

    /// <summary>How many children are waited for.</summary>
    internal int ActiveCount
    {
        get
        {
            lock (Gate)
            {
                return _adopted.Count - (Guardian.Pid > 0 ? 1 : 0);
            }
        }
    }

    /// <summary>
    /// Reaps, from now on, what nobody else will: zombies that nobody has adopted and that
    /// <see cref="System.Diagnostics.Process"/> does not own. That is raw children whose starter does not wait, and, in a subreaper
    /// or pid 1, orphans. Never a child of Process. Code that waits for a raw child by itself has
    /// <see cref="UnownedReaperOptions.MinimumAge"/> to do so; then its child is taken.
    /// </summary>
    /// <param name="options">How, and whom to tell; null for the defaults.</param>
    /// <returns>
    /// A handle that ends it when disposed. Without a handle kept it goes on until the process ends. Several at once each reap
    /// by their own options; every child is reaped by one of them.
    /// </returns>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static UnownedReaper ReapUnowned(UnownedReaperOptions? options = null)
    {
        LinuxOnly.Require();
        return new UnownedReaper(Shared._adopted, options ?? new UnownedReaperOptions());
    }

    /// <summary>Takes over a raw child: waits for it, so that it does not stay a zombie, and tells how it ended.</summary>
    /// <param name="pid">
    /// The pid of a child of this process that nobody else waits for. It may have ended already. Not the id of a
    /// <see cref="System.Diagnostics.Process"/>: that child is the runtime's, whose wait for it would never return.
    /// </param>
    /// <returns>The child. The same object for the same child, until it was waited for.</returns>
    /// <remarks>
    /// Waits by a pidfd (pidfd_open(2), Linux 5.4) where it can be had; where it cannot (an old kernel, a sandbox, no descriptor
    /// left), by waitid(2) for this pid after each SIGCHLD.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is 0 or less.</exception>
    /// <exception cref="NotAChildException">
    /// There is no such child: it is this process or another's child, it does not exist, or somebody has waited for it already (also
    /// the kernel, where SIGCHLD is ignored).
    /// </exception>
    /// <exception cref="OutOfMemoryException">No thread is left that could wait (pthread_create(3): EAGAIN). The child is still the caller's.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public ChildProcess Adopt([TakesChild] int pid) => Adopt(pid, WaitsBy.Best);
}

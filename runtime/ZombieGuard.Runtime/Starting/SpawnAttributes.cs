using System;
using System.Runtime.InteropServices;
using ZombieGuard.Native;

namespace ZombieGuard.Starting;

/// <summary>
/// What is the same for every child: no signal blocked, and those at their default that the runtime changes for itself and exec would hand
/// on (SIGPIPE, which it ignores; SIGCHLD, which a parent may have ignored). What else is ignored, as SIGHUP below nohup, stays so: but not on a
/// terminal of the child's own, where somebody types Ctrl-C and hangs up.
/// </summary>
internal static unsafe class SpawnAttributes
{
    private const short Signals = Spawn.POSIX_SPAWN_SETSIGDEF | Spawn.POSIX_SPAWN_SETSIGMASK;

    /// <summary>In this process's group.</summary>
    internal static readonly posix_spawnattr_t* SameGroup = Make(Signals);

    /// <summary>A group of its own, which has its pid for a number: that is what the attribute's initial 0 means.</summary>
    internal static readonly posix_spawnattr_t* OwnGroup = Make(Signals | Spawn.POSIX_SPAWN_SETPGROUP);

    internal static readonly posix_spawnattr_t* OwnSession = Make(Signals | Spawn.POSIX_SPAWN_SETSID);

    /// <summary>With the signals at their default that a terminal sends (termios(3)).</summary>
    internal static readonly posix_spawnattr_t* OwnTerminal = Make(
        Signals | Spawn.POSIX_SPAWN_SETSID, Signal.SIGHUP, Signal.SIGINT, Signal.SIGQUIT, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU);

    /// <summary>Made once and never freed: posix_spawn only reads it, on any thread.</summary>
    private static posix_spawnattr_t* Make(int flags, params ReadOnlySpan<int> more)
    {
        var attributes = (posix_spawnattr_t*)NativeMemory.AllocZeroed((nuint)sizeof(posix_spawnattr_t));
        var defaults = sigset_t.Of([Signal.SIGPIPE, Signal.SIGCHLD, .. more]);
        var none = default(sigset_t);
        Spawn.posix_spawnattr_init(attributes);
        Spawn.posix_spawnattr_setsigdefault(attributes, &defaults);
        Spawn.posix_spawnattr_setsigmask(attributes, &none);
        Spawn.posix_spawnattr_setflags(attributes, (short)flags);
        return attributes;
    }
}

using System;
using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary><c>signal.h</c>. The numbers are those of x64 and arm64.</summary>
internal static partial class Signal
{
    internal const int SIGHUP = 1;
    internal const int SIGINT = 2;
    internal const int SIGQUIT = 3;
    internal const int SIGKILL = 9;
    internal const int SIGPIPE = 13;
    internal const int SIGTERM = 15;
    internal const int SIGCHLD = 17;
    internal const int SIGCONT = 18;
    internal const int SIGSTOP = 19;
    internal const int SIGTSTP = 20;
    internal const int SIGTTIN = 21;
    internal const int SIGTTOU = 22;

    internal const int CLD_EXITED = 1;
    internal const int CLD_KILLED = 2;
    internal const int CLD_DUMPED = 3;
    internal const int CLD_TRAPPED = 4;
    internal const int CLD_STOPPED = 5;
    internal const int CLD_CONTINUED = 6;

    /// <summary>The last signal there is; 32 and 33 are the C library's own.</summary>
    internal const int SIGRTMAX = 64;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int sig);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int raise(int sig);
}

/// <summary>What <c>waitid</c> fills in: the members of <c>siginfo_t</c> that a SIGCHLD has, on 64-bit systems.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct siginfo_t
{
    [FieldOffset(0)]
    internal int si_signo;

    [FieldOffset(8)]
    internal int si_code;

    [FieldOffset(16)]
    internal int si_pid;

    [FieldOffset(24)]
    internal int si_status;
}

/// <summary><c>sigset_t</c>: signal n is bit n - 1 of 1024, in glibc and musl.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct sigset_t
{
    private ulong _first;

    /// <summary>The set of these signals, all of them below 65.</summary>
    internal static sigset_t Of(params ReadOnlySpan<int> signals)
    {
        var set = default(sigset_t);
        foreach (var signal in signals)
        {
            set._first |= 1UL << (signal - 1);
        }

        return set;
    }
}

using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary><c>signal.h</c>. The numbers are those of x64 and arm64.</summary>
internal static partial class Signal
{
    internal const int SIGKILL = 9;
    internal const int SIGCHLD = 17;

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

using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary>
/// <c>sys/pidfd.h</c>, by <c>syscall</c>: glibc has the functions only since 2.36. The numbers are the same on x64 and arm64.
/// </summary>
internal static partial class Pidfd
{
    internal const int SYS_pidfd_send_signal = 424;
    internal const int SYS_pidfd_open = 434;

    internal static int pidfd_open(int pid) => (int)syscall(SYS_pidfd_open, pid, 0, 0, 0);

    internal static int pidfd_send_signal(int pidfd, int sig) => (int)syscall(SYS_pidfd_send_signal, pidfd, sig, 0, 0);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth);
}

using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary><c>sys/ioctl.h</c>: pseudo-terminals (ioctl_tty(2)). The numbers are those of x64 and arm64.</summary>
internal static unsafe partial class Ioctl
{
    internal const uint TIOCSPTLCK = 0x40045431;
    internal const uint TIOCGPTN = 0x80045430;
    internal const uint TIOCSWINSZ = 0x5414;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int ioctl(int fd, nuint request, void* argument);
}

/// <summary><c>struct winsize</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
#pragma warning disable CS8981 // The name is the header's.
internal struct winsize
#pragma warning restore CS8981
{
    internal ushort ws_row;
    internal ushort ws_col;
    internal ushort ws_xpixel;
    internal ushort ws_ypixel;
}

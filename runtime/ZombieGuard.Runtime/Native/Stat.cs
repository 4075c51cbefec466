using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary>
/// <c>sys/stat.h</c>: statx(2), whose layout is the same everywhere, by <c>syscall</c>: musl has the function only since 1.2.4.
/// </summary>
internal static unsafe partial class Stat
{
    internal const int AT_FDCWD = -100;
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const int STATX_BASIC_STATS = 0x7ff;
    internal const int S_IFMT = 0xf000;
    internal const int S_IFREG = 0x8000;

    internal static int SYS_statx => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 332 : 291;

    internal static int statx(int dirfd, string path, int flags, int mask, statx* result) =>
        (int)syscall(SYS_statx, dirfd, path, flags, mask, result);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint syscall(nint number, nint dirfd, string path, nint flags, nint mask, statx* result);
}

/// <summary><c>struct statx</c>: the members that are asked for here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
#pragma warning disable CS8981 // The name is the header's.
internal struct statx
#pragma warning restore CS8981
{
    [FieldOffset(28)]
    internal ushort stx_mode;

    [FieldOffset(32)]
    internal ulong stx_ino;

    [FieldOffset(40)]
    internal ulong stx_size;

    [FieldOffset(136)]
    internal uint stx_dev_major;

    [FieldOffset(140)]
    internal uint stx_dev_minor;
}

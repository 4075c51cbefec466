using Microsoft.Win32.SafeHandles;
using ZombieGuard.Native;

namespace ZombieGuard.Starting;

/// <summary>Which file it is, whatever it is called: a file of the same name may be another by now.</summary>
internal readonly record struct FileIdentity(uint Major, uint Minor, ulong Inode, ulong Size, bool IsRegular)
{
    /// <summary>Of what has this path, also where it is a symbolic link; null where nothing has it.</summary>
    internal static FileIdentity? Of(string? path) => path is null ? null : Of(Stat.AT_FDCWD, path, Stat.AT_SYMLINK_NOFOLLOW);

    internal static FileIdentity? Of(SafeFileHandle file) => Of((int)file.DangerousGetHandle(), "", Stat.AT_EMPTY_PATH);

    private static unsafe FileIdentity? Of(int folder, string path, int flags)
    {
        statx found;
        return Stat.statx(folder, path, flags, Stat.STATX_BASIC_STATS, &found) == 0
            ? new FileIdentity(
                found.stx_dev_major, found.stx_dev_minor, found.stx_ino, found.stx_size, (found.stx_mode & Stat.S_IFMT) == Stat.S_IFREG)
            : null;
    }
}

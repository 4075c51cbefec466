using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary><c>unistd.h</c>.</summary>
internal static partial class Unistd
{
    /// <summary>Never retried on EINTR: Linux has closed the descriptor by then (close(2)).</summary>
    [LibraryImport("libc")]
    internal static partial int close(int fd);
}

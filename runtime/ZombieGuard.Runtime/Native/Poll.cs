using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary><c>poll.h</c>.</summary>
internal static unsafe partial class Poll
{
    internal const short POLLIN = 1;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int poll(pollfd* fds, nuint count, int timeout);
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
#pragma warning disable CS8981 // The name is the header's.
internal struct pollfd
#pragma warning restore CS8981
{
    internal int fd;
    internal short events;
    internal short revents;
}

using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary><c>sys/epoll.h</c>.</summary>
internal static unsafe partial class Epoll
{
    internal const int EPOLL_CLOEXEC = 0x80000;
    internal const int EPOLL_CTL_ADD = 1;
    internal const int EPOLL_CTL_DEL = 2;
    internal const uint EPOLLIN = 1;

    /// <summary>The header packs <c>struct epoll_event</c> on x86 only.</summary>
    internal static bool IsPacked => RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    internal static int SizeOfEvent => IsPacked ? sizeof(epoll_event_packed) : sizeof(epoll_event);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int epoll_create1(int flags);

    /// <summary>Watches <paramref name="fd"/> for input; <paramref name="data"/> comes back with the event.</summary>
    internal static int Add(int epfd, int fd, ulong data)
    {
        if (IsPacked)
        {
            var packed = new epoll_event_packed { events = EPOLLIN, data = data };
            return epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &packed);
        }

        var natural = new epoll_event { events = EPOLLIN, data = data };
        return epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &natural);
    }

    internal static int Remove(int epfd, int fd) => epoll_ctl(epfd, EPOLL_CTL_DEL, fd, null);

    /// <summary>Waits without a limit and stores the data of each event; -1 and errno where the wait failed.</summary>
    internal static int Next(int epfd, byte* buffer, int capacity, ulong* data)
    {
        var count = epoll_wait(epfd, buffer, capacity, -1);
        for (var i = 0; i < count; i++)
        {
            data[i] = IsPacked ? ((epoll_event_packed*)buffer)[i].data : ((epoll_event*)buffer)[i].data;
        }

        return count;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epfd, int op, int fd, void* ev);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epfd, void* events, int maxevents, int timeout);
}

/// <summary><c>struct epoll_event</c> as x86 has it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct epoll_event_packed
{
    internal uint events;
    internal ulong data;
}

/// <summary><c>struct epoll_event</c> everywhere else.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct epoll_event
{
    internal uint events;
    internal ulong data;
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Native;

namespace ZombieGuard.Runtime.Tests.Native;

/// <summary>What the library declares by hand is what the C headers of this machine say.</summary>
public sealed class NativeConstantsTests
{
    private const string Includes = """
        #include <stddef.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <poll.h>
        #include <signal.h>
        #include <spawn.h>
        #include <unistd.h>
        #include <sys/epoll.h>
        #include <sys/ioctl.h>
        #include <sys/stat.h>
        #include <sys/syscall.h>
        #include <sys/wait.h>

        """;

    private static readonly Dictionary<string, long> Constants = new()
    {
        ["EPERM"] = Errno.EPERM,
        ["ENOENT"] = Errno.ENOENT,
        ["ESRCH"] = Errno.ESRCH,
        ["EINTR"] = Errno.EINTR,
        ["ECHILD"] = Errno.ECHILD,
        ["E2BIG"] = Errno.E2BIG,
        ["ENOEXEC"] = Errno.ENOEXEC,
        ["EAGAIN"] = Errno.EAGAIN,
        ["ENOMEM"] = Errno.ENOMEM,
        ["EACCES"] = Errno.EACCES,
        ["EINVAL"] = Errno.EINVAL,
        ["P_ALL"] = Wait.P_ALL,
        ["P_PID"] = Wait.P_PID,
        ["P_PIDFD"] = Wait.P_PIDFD,
        ["WNOHANG"] = Wait.WNOHANG,
        ["WEXITED"] = Wait.WEXITED,
        ["WSTOPPED"] = Wait.WSTOPPED,
        ["WCONTINUED"] = Wait.WCONTINUED,
        ["WNOWAIT"] = Wait.WNOWAIT,
        ["SIGHUP"] = Signal.SIGHUP,
        ["SIGINT"] = Signal.SIGINT,
        ["SIGQUIT"] = Signal.SIGQUIT,
        ["SIGKILL"] = Signal.SIGKILL,
        ["SIGPIPE"] = Signal.SIGPIPE,
        ["SIGTERM"] = Signal.SIGTERM,
        ["SIGCONT"] = Signal.SIGCONT,
        ["SIGSTOP"] = Signal.SIGSTOP,
        ["SIGCHLD"] = Signal.SIGCHLD,
        ["SIGTSTP"] = Signal.SIGTSTP,
        ["SIGTTIN"] = Signal.SIGTTIN,
        ["SIGTTOU"] = Signal.SIGTTOU,
        ["SIGRTMAX"] = Signal.SIGRTMAX,
        ["CLD_EXITED"] = Signal.CLD_EXITED,
        ["CLD_KILLED"] = Signal.CLD_KILLED,
        ["CLD_DUMPED"] = Signal.CLD_DUMPED,
        ["CLD_TRAPPED"] = Signal.CLD_TRAPPED,
        ["CLD_STOPPED"] = Signal.CLD_STOPPED,
        ["CLD_CONTINUED"] = Signal.CLD_CONTINUED,
        ["SYS_pidfd_open"] = Pidfd.SYS_pidfd_open,
        ["SYS_pidfd_send_signal"] = Pidfd.SYS_pidfd_send_signal,
        ["EPOLL_CLOEXEC"] = Epoll.EPOLL_CLOEXEC,
        ["EPOLL_CTL_ADD"] = Epoll.EPOLL_CTL_ADD,
        ["EPOLL_CTL_DEL"] = Epoll.EPOLL_CTL_DEL,
        ["EPOLLIN"] = Epoll.EPOLLIN,
        ["POSIX_SPAWN_SETPGROUP"] = Spawn.POSIX_SPAWN_SETPGROUP,
        ["POSIX_SPAWN_SETSIGDEF"] = Spawn.POSIX_SPAWN_SETSIGDEF,
        ["POSIX_SPAWN_SETSIGMASK"] = Spawn.POSIX_SPAWN_SETSIGMASK,
        ["POSIX_SPAWN_SETSID"] = Spawn.POSIX_SPAWN_SETSID,
        ["O_RDONLY"] = Fcntl.O_RDONLY,
        ["O_WRONLY"] = Fcntl.O_WRONLY,
        ["O_RDWR"] = Fcntl.O_RDWR,
        ["O_CREAT"] = Fcntl.O_CREAT,
        ["O_NOCTTY"] = Fcntl.O_NOCTTY,
        ["O_TRUNC"] = Fcntl.O_TRUNC,
        ["O_APPEND"] = Fcntl.O_APPEND,
        ["O_CLOEXEC"] = Fcntl.O_CLOEXEC,
        ["O_NONBLOCK"] = Fcntl.O_NONBLOCK,
        ["AT_FDCWD"] = Stat.AT_FDCWD,
        ["AT_SYMLINK_NOFOLLOW"] = Stat.AT_SYMLINK_NOFOLLOW,
        ["AT_EMPTY_PATH"] = Stat.AT_EMPTY_PATH,
        ["STATX_BASIC_STATS"] = Stat.STATX_BASIC_STATS,
        ["S_IFMT"] = Stat.S_IFMT,
        ["S_IFREG"] = Stat.S_IFREG,
        ["ETIMEDOUT"] = Errno.ETIMEDOUT,
        ["F_GETFD"] = Fcntl.F_GETFD,
        ["F_SETFD"] = Fcntl.F_SETFD,
        ["FD_CLOEXEC"] = Fcntl.FD_CLOEXEC,
        ["F_OFD_GETLK"] = Fcntl.F_OFD_GETLK,
        ["F_OFD_SETLK"] = Fcntl.F_OFD_SETLK,
        ["F_WRLCK"] = Fcntl.F_WRLCK,
        ["F_UNLCK"] = Fcntl.F_UNLCK,
        ["F_SETFL"] = Fcntl.F_SETFL,
        ["F_DUPFD_CLOEXEC"] = Fcntl.F_DUPFD_CLOEXEC,
        ["F_SETPIPE_SZ"] = Fcntl.F_SETPIPE_SZ,
        ["POLLIN"] = Poll.POLLIN,
        ["X_OK"] = Unistd.X_OK,
        ["TIOCSPTLCK"] = Ioctl.TIOCSPTLCK,
        ["TIOCGPTN"] = Ioctl.TIOCGPTN,
        ["TIOCSWINSZ"] = Ioctl.TIOCSWINSZ,
    };

    private static readonly Dictionary<string, long> Layouts = new()
    {
        ["sizeof(siginfo_t)"] = Marshal.SizeOf<siginfo_t>(),
        ["offsetof(siginfo_t, si_signo)"] = Offset<siginfo_t>("si_signo"),
        ["offsetof(siginfo_t, si_code)"] = Offset<siginfo_t>("si_code"),
        ["offsetof(siginfo_t, si_pid)"] = Offset<siginfo_t>("si_pid"),
        ["offsetof(siginfo_t, si_status)"] = Offset<siginfo_t>("si_status"),
        ["sizeof(struct epoll_event)"] = Epoll.SizeOfEvent,
        ["offsetof(struct epoll_event, events)"] = Epoll.IsPacked ? Offset<epoll_event_packed>("events") : Offset<epoll_event>("events"),
        ["offsetof(struct epoll_event, data)"] = Epoll.IsPacked ? Offset<epoll_event_packed>("data") : Offset<epoll_event>("data"),

        ["sizeof(posix_spawnattr_t)"] = Marshal.SizeOf<posix_spawnattr_t>(),
        ["sizeof(posix_spawn_file_actions_t)"] = Marshal.SizeOf<posix_spawn_file_actions_t>(),
        ["sizeof(sigset_t)"] = Marshal.SizeOf<sigset_t>(),
        ["sizeof(struct pollfd)"] = Marshal.SizeOf<pollfd>(),
        ["offsetof(struct pollfd, fd)"] = Offset<pollfd>("fd"),
        ["offsetof(struct pollfd, events)"] = Offset<pollfd>("events"),
        ["offsetof(struct pollfd, revents)"] = Offset<pollfd>("revents"),
        ["SYS_statx"] = Stat.SYS_statx,
        ["sizeof(struct statx)"] = Marshal.SizeOf<statx>(),
        ["offsetof(struct statx, stx_mode)"] = Offset<statx>("stx_mode"),
        ["offsetof(struct statx, stx_ino)"] = Offset<statx>("stx_ino"),
        ["offsetof(struct statx, stx_size)"] = Offset<statx>("stx_size"),
        ["offsetof(struct statx, stx_dev_major)"] = Offset<statx>("stx_dev_major"),
        ["offsetof(struct statx, stx_dev_minor)"] = Offset<statx>("stx_dev_minor"),
        ["sizeof(struct flock)"] = Marshal.SizeOf<flock>(),
        ["offsetof(struct flock, l_type)"] = Offset<flock>("l_type"),
        ["offsetof(struct flock, l_whence)"] = Offset<flock>("l_whence"),
        ["offsetof(struct flock, l_start)"] = Offset<flock>("l_start"),
        ["offsetof(struct flock, l_len)"] = Offset<flock>("l_len"),
        ["offsetof(struct flock, l_pid)"] = Offset<flock>("l_pid"),
        ["sizeof(struct winsize)"] = Marshal.SizeOf<winsize>(),
        ["offsetof(struct winsize, ws_row)"] = Offset<winsize>("ws_row"),
        ["offsetof(struct winsize, ws_col)"] = Offset<winsize>("ws_col"),

        // The header's definition with its packing left out, which is x86's alone: what arm64 has.
        ["sizeof(struct natural)"] = Marshal.SizeOf<epoll_event>(),
        ["offsetof(struct natural, events)"] = Offset<epoll_event>("events"),
        ["offsetof(struct natural, data)"] = Offset<epoll_event>("data"),

        // The kernel's own siginfo, which x64 and arm64 share, where the C library's could differ.
        ["sizeof(int) * 2 + sizeof(long)"] = Offset<siginfo_t>("si_pid"),
        ["sizeof(pid_t) + sizeof(uid_t)"] = Offset<siginfo_t>("si_status") - Offset<siginfo_t>("si_pid"),
        ["sizeof(id_t)"] = sizeof(int),
    };

    [Fact]
    public async Task ConstantsAreTheHeaders() => await Compare(Constants);

    [Fact]
    public async Task LayoutsAreTheHeaders() => await Compare(Layouts);

    /// <summary>Nothing declared is left out of the comparison.</summary>
    [Fact]
    public void EveryConstantIsCompared() =>
        Assert.Equal(
            Constants.Keys.Order(StringComparer.Ordinal),
            typeof(Wait).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(Wait).Namespace)
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic))
                .Where(field => field.IsLiteral)
                .Select(field => field.Name)
                .Order(StringComparer.Ordinal));

    private static async Task Compare(Dictionary<string, long> expected)
    {
        var prints = expected.Keys.Select(name => $"""    printf("%s=%lld\n", "{name}", (long long)({name}));""");
        var lines = await CProgram.LinesOf(
            Includes + "struct natural { uint32_t events; epoll_data_t data; };\nint main(void) {\n" + string.Join('\n', prints) + "\n}\n");
        Assert.Equal(expected.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")), lines);
    }

    private static long Offset<T>(string field)
        where T : struct => Marshal.OffsetOf<T>(field);
}

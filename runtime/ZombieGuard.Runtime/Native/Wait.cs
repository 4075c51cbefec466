using System.Runtime.InteropServices;

namespace ZombieGuard.Native;

/// <summary><c>sys/wait.h</c>.</summary>
internal static unsafe partial class Wait
{
    internal const int P_ALL = 0;
    internal const int P_PID = 1;
    internal const int P_PIDFD = 3;

    internal const int WNOHANG = 1;
    internal const int WSTOPPED = 2;
    internal const int WEXITED = 4;
    internal const int WCONTINUED = 8;
    internal const int WNOWAIT = 0x01000000;

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitid(int idtype, int id, siginfo_t* infop, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);
}

using System.Runtime.InteropServices;

namespace ZombieGuard.ValidCode.Native;

/// <summary>The imports that programs of this kind have.</summary>
internal static partial class Libc
{
    public const int WNOHANG = 1;
    public const int WEXITED = 4;
    public const int P_PID = 1;
    public const int P_PIDFD = 3;
    public const int EINTR = 4;
    public const int ECHILD = 10;
    public const int SIGKILL = 9;
    public const int SIGTERM = 15;
    public const int O_RDWR = 2;
    public const int O_NOCTTY = 256;

    public static bool LastErrorIsInterrupt => Marshal.GetLastPInvokeError() == EINTR;

    public static bool LastErrorIsNoChild => Marshal.GetLastPInvokeError() == ECHILD;

    [DllImport("libc")]
    public static extern int posix_spawn(out int pid, string path, nint fileActions, nint attributes, string?[] argv, string?[]? envp);

    [DllImport("libc")]
    public static extern int posix_spawnp(out int pid, string file, nint fileActions, nint attributes, string?[] argv, string?[]? envp);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_init(nint actions);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_addopen(nint actions, int fd, string path, int flags, uint mode);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_adddup2(nint actions, int fd, int newFd);

    [DllImport("libc")]
    public static extern int posix_spawn_file_actions_destroy(nint actions);

    [DllImport("libc", SetLastError = true)]
    public static extern int waitpid(int pid, out int status, int options);

    [DllImport("libc", SetLastError = true)]
    public static extern int waitid(int idType, int id, nint info, int options);

    [DllImport("libc", SetLastError = true)]
    public static extern int pidfd_open(int pid, uint flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int kill(int pid, int signal);

    [DllImport("libc", SetLastError = true)]
    public static extern nint popen(string command, string type);

    [DllImport("libc", SetLastError = true)]
    public static extern int pclose(nint stream);

    [DllImport("libc", SetLastError = true)]
    public static extern nint fgets(nint buffer, int size, nint stream);

    [DllImport("libc", SetLastError = true)]
    public static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int grantpt(int fd);

    [DllImport("libc", SetLastError = true)]
    public static extern int unlockpt(int fd);

    [DllImport("libc", SetLastError = true)]
    public static extern int ptsname_r(int fd, nint buffer, nuint length);

    [DllImport("libc", SetLastError = true)]
    public static extern int close(int fd);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Prctl(int option, ulong value, ulong unused3, ulong unused4, ulong unused5);
}

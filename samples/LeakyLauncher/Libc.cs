using System.Runtime.InteropServices;

namespace LeakyLauncher;

/// <summary>The C library, under the kernel's names.</summary>
internal static class Libc
{
    public const int SIGKILL = 9;
    public const int EINTR = 4;

    [DllImport("libc", CharSet = CharSet.Ansi)]
    public static extern int posix_spawn(out int pid, string path, nint fileActions, nint attributes, string?[] argv, string?[]? envp);

    [DllImport("libc", SetLastError = true)]
    public static extern int waitpid(int pid, out int status, int options);

    [DllImport("libc", SetLastError = true)]
    public static extern int kill(int pid, int signal);

    [DllImport("libc", SetLastError = true)]
    public static extern int fork();

    [DllImport("libutil", SetLastError = true)]
    public static extern int forkpty(out int terminal, nint name, nint attributes, nint windowSize);

    [DllImport("libc")]
    public static extern void _exit(int status);
}

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Sources that the tests of raw children share.</summary>
internal static class NativeSources
{
    /// <summary>
    /// A class <c>Libc</c> with the imports that people paste; append it to a source that says <c>using static Libc;</c>.
    /// </summary>
    public const string Libc = """


        internal static class Libc
        {
            public const int WNOHANG = 1;
            public const int WUNTRACED = 2;
            public const int WEXITED = 4;
            public const int WNOWAIT = 0x01000000;
            public const int P_ALL = 0;
            public const int P_PID = 1;
            public const int P_PIDFD = 3;
            public const int EINTR = 4;
            public const int ECHILD = 10;
            public const int SIGKILL = 9;
            public const int SIGTERM = 15;
            public const int SIGCHLD = 17;
            public const nint SIG_IGN = 1;

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int fork();

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int vfork();

            [System.Runtime.InteropServices.DllImport("libc")]
            public static extern int posix_spawn(
                out int pid, string path, nint fileActions, nint attributes, string[] argv, string[] envp);

            [System.Runtime.InteropServices.DllImport("libc")]
            public static extern int posix_spawnp(
                out int pid, string file, nint fileActions, nint attributes, string[] argv, string[] envp);

            [System.Runtime.InteropServices.DllImport("libutil", SetLastError = true)]
            public static extern int forkpty(out int master, nint name, nint termios, nint winsize);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern nint popen(string command, string type);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int pclose(nint stream);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int fclose(nint stream);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int system(string command);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int daemon(int nochdir, int noclose);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern long syscall(long number);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int wait(out int status);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int waitpid(int pid, out int status, int options);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int wait4(int pid, out int status, int options, nint usage);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int waitid(int idtype, int id, nint info, int options);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int pidfd_open(int pid, uint flags);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int kill(int pid, int signal);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern nint signal(int signal, nint handler);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int execv(string path, string[] argv);

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int setsid();

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int getpid();

            [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
            public static extern int getppid();

            [System.Runtime.InteropServices.DllImport("libc")]
            public static extern void _exit(int status);
        }
        """;
}

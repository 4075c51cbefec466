using System.Runtime.InteropServices;

namespace ZombieGuard.RuntimeBenchmarks;

/// <summary>What no contender does for the others.</summary>
internal static partial class Libc
{
    internal const int SIGKILL = 9;
    internal const int SIGINT = 2;
    internal const int PR_SET_CHILD_SUBREAPER = 36;

    [LibraryImport("libc")]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    internal static partial int prctl(int option, nuint second, nuint third, nuint fourth, nuint fifth);
}

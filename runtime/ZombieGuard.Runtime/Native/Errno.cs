namespace ZombieGuard.Native;

/// <summary><c>errno.h</c>: the errors that are told apart here. The numbers are those of x64 and arm64.</summary>
internal static class Errno
{
    internal const int EPERM = 1;
    internal const int ESRCH = 3;
    internal const int EINTR = 4;
    internal const int ECHILD = 10;
    internal const int EINVAL = 22;
}

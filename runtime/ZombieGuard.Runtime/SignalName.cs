using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ZombieGuard;

/// <summary>The names of Linux's signals on x64 and arm64 (signal(7)).</summary>
internal static class SignalName
{
    private const int RealTimeMinimum = 34;
    private const int RealTimeMaximum = 64;

    private static readonly string[] Names =
    [
        "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV",
        "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU",
        "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>The signal's number; -1 where it has none.</summary>
    internal static int Number(PosixSignal signal) => signal > 0 ? (int)signal : Array.IndexOf(Names, signal.ToString());

    internal static string Of(int signal) => signal switch
    {
        > 0 and < 32 => Names[signal],
        RealTimeMinimum => "SIGRTMIN",
        > RealTimeMinimum and <= RealTimeMaximum => string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{signal - RealTimeMinimum}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };
}

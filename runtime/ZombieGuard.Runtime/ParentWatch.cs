using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Native;
using ZombieGuard.Scanning;

namespace ZombieGuard;

/// <summary>
/// For a program that must not outlive the one that started it, such as a language server: no parent can see to it once it was killed.
/// </summary>
/// <remarks>
/// Watches by a pidfd (pidfd_open(2), Linux 5.3), in the thread that waits for children. Where none can be had, it looks once a second.
/// </remarks>
[SupportedOSPlatform("linux")]
public static class ParentWatch
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Exits (Environment.Exit) when the process that is this one's parent now has ended.</summary>
    /// <param name="exitCode">The exit code, 0 to 255.</param>
    /// <remarks>To be called at the top of Main. A parent that had ended by then is not noticed: init was the parent already.</remarks>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static void ExitWithParent(int exitCode = 0) => WhenParentEnds().ContinueWith(
        _ => Environment.Exit(exitCode),
        CancellationToken.None,
        TaskContinuationOptions.LongRunning, // Not where the pool has no thread left.
        TaskScheduler.Default);

    /// <summary>Completes when the process that is this one's parent now has ended; also when it is a zombie.</summary>
    /// <returns>A task that never fails.</returns>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static Task WhenParentEnds()
    {
        LinuxOnly.Require();
        var parent = Unistd.getppid();

        // 0 is a parent outside of our pid namespace. When it ends, or has ended before it could be held, we have another.
        if (parent > 0 && ChildReaper.Shared.WhenEnds(parent) is { } end)
        {
            return Unistd.getppid() == parent ? end : Task.CompletedTask;
        }

        return Poll(() => Unistd.getppid() != parent);
    }

    /// <summary>Completes when a process has ended: any process, as the editor that told a language server its pid.</summary>
    /// <param name="pid">The pid.</param>
    /// <returns>A task that never fails; completed already where there is no such process.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is 0 or less.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static Task WhenEnds(int pid)
    {
        LinuxOnly.Require();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pid);
        return ChildReaper.Shared.WhenEnds(pid) ?? Poll(() => !Exists(pid));
    }

    /// <summary>A zombie can be signalled, and has ended all the same.</summary>
    private static bool Exists(int pid) =>
        (Signal.kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() != Errno.ESRCH) && ProcStat.Of(pid) is not { State: 'Z', Threads: < 2 };

    private static async Task Poll(Func<bool> hasEnded)
    {
        using var timer = new PeriodicTimer(Tick);
        while (!hasEnded())
        {
            await timer.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }
}

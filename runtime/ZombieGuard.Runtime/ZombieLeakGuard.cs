using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.Scanning;

namespace ZombieGuard;

/// <summary>
/// For tests: fails where a test has left zombies, or children and grandchildren that live, orphans among them. Looks at the whole process,
/// so that tests which start children must not run beside a guarded one.
/// </summary>
/// <remarks>
/// Reads /proc (proc(5)). An orphan is known by a variable that its environment has inherited, <c>ZOMBIEGUARD_LEAK_GUARD</c>, which is set in
/// this process while a guard is there; an orphan that was started without that environment is not found. A child that was declared detached
/// (<see cref="ChildProcess.Detach"/>) is left out, with all below it. A daemon (<see cref="Daemonizer"/>) is not: a test that starts one ends it.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class ZombieLeakGuard : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan _settle;
    private readonly LeakScan _scan;
    private bool _isDisposed;

    /// <summary>Begins to watch: what is there now is no leak.</summary>
    /// <param name="settle">How long <see cref="Dispose"/> waits for what is about to end; two seconds by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="settle"/> is below zero.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="System.IO.IOException">/proc is not mounted, or no descriptor is left to read it.</exception>
    public ZombieLeakGuard(TimeSpan? settle = null)
    {
        _settle = settle ?? TimeSpan.FromSeconds(2);
        ArgumentOutOfRangeException.ThrowIfLessThan(_settle, TimeSpan.Zero, nameof(settle));
        _scan = new LeakScan();
    }

    /// <summary>What is left at the moment.</summary>
    /// <returns>A line for each process, as in <see cref="ZombieLeakException.Leaks"/>.</returns>
    /// <exception cref="System.IO.IOException">/proc cannot be read.</exception>
    public IReadOnlyList<string> Check() => _scan.Leaks();

    /// <summary>Fails where something is still left after the time to settle. It is not ended: a test may want to look at it.</summary>
    /// <remarks>In a <c>using</c> whose body has thrown, this exception takes the place of that one.</remarks>
    /// <exception cref="ZombieLeakException">Something is left.</exception>
    /// <exception cref="System.IO.IOException">/proc cannot be read.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            var start = Stopwatch.GetTimestamp();
            for (var leaks = Check(); leaks.Count > 0; leaks = Check())
            {
                if (Stopwatch.GetElapsedTime(start) >= _settle)
                {
                    throw new ZombieLeakException(leaks);
                }

                Thread.Sleep(Pause);
            }
        }
        finally
        {
            _scan.Dispose();
        }
    }
}

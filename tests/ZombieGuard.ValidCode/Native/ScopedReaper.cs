using System;
using System.Collections.Generic;
using System.Threading;

namespace ZombieGuard.ValidCode.Native;

/// <summary>Reaps only what was given to it: each pid by its number, never just any child.</summary>
public sealed class ScopedReaper : IDisposable
{
    private readonly List<int> _own = [];
    private readonly Lock _gate = new();
    private readonly Timer _timer;

    public ScopedReaper() => _timer = new Timer(_ => Sweep(), null, 1000, 1000);

    public void Spawn(string program)
    {
        if (Libc.posix_spawn(out var pid, program, 0, 0, [program, null], null) == 0)
        {
            Adopt(pid);
        }
    }

    public void Adopt(int pid)
    {
        lock (_gate)
        {
            _own.Add(pid);
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            _own.RemoveAll(pid => Libc.waitpid(pid, out _, Libc.WNOHANG) != 0);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var pid in _own)
        {
            Libc.kill(pid, Libc.SIGTERM);
            Libc.waitpid(pid, out _, 0);
        }
    }

    /// <summary>Says that the program does not want to be a subreaper: nothing is adopted that would have to be reaped.</summary>
    public static bool LeaveOrphansToInit() => Libc.Prctl(36, 0, 0, 0, 0) == 0;
}

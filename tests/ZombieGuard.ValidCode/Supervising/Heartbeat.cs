using System;
using System.Diagnostics;
using System.Threading;

namespace ZombieGuard.ValidCode.Supervising;

/// <summary>Watches a worker by a timer and a thread: the exit is observed by the thread that owns the wait.</summary>
public sealed class Heartbeat : IDisposable
{
    private readonly Process _worker;
    private readonly Thread _waiter;
    private readonly Timer _timer;
    private volatile bool _hasEnded;

    public Heartbeat(string program)
    {
        _worker = Process.Start(program);
        _waiter = new Thread(Wait) { IsBackground = true, Name = "waits for " + program };
        _waiter.Start();
        _timer = new Timer(_ => Beat(), null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    public bool HasEnded => _hasEnded;

    private void Wait()
    {
        _worker.WaitForExit();
        _hasEnded = true;
    }

    private void Beat()
    {
        if (!_hasEnded)
        {
            _worker.Refresh();
            Console.WriteLine($"{_worker.ProcessName}: {_worker.WorkingSet64 >> 20} MB");
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _worker.Kill();
        _waiter.Join();
        _worker.Dispose();
    }

    /// <summary>Polls instead: the loop is left only once the worker has ended.</summary>
    public static int Poll(string program, Action<TimeSpan> onTick)
    {
        using var worker = Process.Start(program);
        var clock = Stopwatch.StartNew();
        while (!worker.HasExited)
        {
            onTick(clock.Elapsed);
            Thread.Sleep(250);
        }

        return worker.ExitCode;
    }

    public static void PollInSlices(string program)
    {
        using var worker = Process.Start(program);
        while (!worker.WaitForExit(1000))
        {
            Console.Write('.');
        }
    }
}

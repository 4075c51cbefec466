using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.Observing;
using ZombieGuard.Reaping;
using ZombieGuard.Scanning;

namespace ZombieGuard;

/// <summary>
/// Reaps what nobody else will, until it is disposed; see <see cref="ChildReaper.ReapUnowned"/>. It wakes up with SIGCHLD, and looks once
/// a second in case one went missing.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class UnownedReaper : IDisposable
{
    private const int None = -1;
    private const int StackBytes = 256 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Children mostly end in bursts: one sweep then sees several.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly AdoptedChildren _adopted;
    private readonly UnownedReaperOptions _options;
    private readonly UnownedZombies _zombies;
    private readonly AutoResetEvent _wake = new(false);
    private readonly PosixSignalRegistration _registration;
    private long _reaped;
    private int _problem = None;
    private volatile bool _isDisposed;

    internal UnownedReaper(AdoptedChildren adopted, UnownedReaperOptions options)
    {
        _adopted = adopted;
        _options = options;
        _zombies = new UnownedZombies(adopted, options.MinimumAge);
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => _wake.Set());
        if (SignalMasks.IgnoresSigchld())
        {
            Say(UnownedReaperProblem.SigchldIgnored);
        }

        new Thread(Run, StackBytes) { IsBackground = true, Name = "ZombieGuard unowned" }.Start();
    }

    /// <summary>How many children it has reaped.</summary>
    public long ReapedCount => Interlocked.Read(ref _reaped);

    /// <summary>Why the latest attempt left zombies alone; null where all is well, or nothing was to be done yet.</summary>
    public UnownedReaperProblem? LastProblem => Volatile.Read(ref _problem) is >= 0 and var problem ? (UnownedReaperProblem)problem : null;

    /// <summary>
    /// Ends the reaping: when it returns, no further child is taken. Zombies that are there stay. Can be called several times, also
    /// from <see cref="UnownedReaperOptions.OnReaped"/>, which may still be running on its own thread.
    /// </summary>
    public void Dispose()
    {
        // The gate: no child is being taken at this moment.
        lock (_adopted.Gate)
        {
            _isDisposed = true;
        }

        _registration.Dispose();
        _wake.Set();
    }

    private void Run()
    {
        var rest = TimeSpan.Zero;
        while (!_isDisposed)
        {
            _wake.WaitOne(rest);
            Thread.Sleep(Pause);
            rest = _isDisposed ? Tick : Sweep();
        }
    }

    /// <summary>Takes what is of age. Tells how long there is nothing more to do, but for a SIGCHLD.</summary>
    private TimeSpan Sweep()
    {
        if (!_zombies.TryLook(out var due))
        {
            return Fail(UnownedReaperProblem.ZombiesOutOfReach);
        }

        if (due > TimeSpan.Zero)
        {
            return due < Tick ? due : Tick;
        }

        if (SignalMasks.IgnoresSigchld())
        {
            return Fail(UnownedReaperProblem.SigchldIgnored);
        }

        using var held = _zombies.HoldAged();
        if (held.Children.Count == 0)
        {
            return held.IsRefused ? Fail(UnownedReaperProblem.ZombiesOutOfReach) : TimeSpan.Zero;
        }

        if (!RuntimeBarrier.Pass(_options.AnswerLimit))
        {
            return Fail(UnownedReaperProblem.RuntimeDidNotAnswer);
        }

        // A child that we start has ended at times before it is in the table.
        _adopted.AwaitStarts();
        Say(held.IsRefused ? UnownedReaperProblem.ZombiesOutOfReach : null);
        foreach (var (pid, pidfd) in held.Children)
        {
            if (TryTake(pid, pidfd, out var status))
            {
                Interlocked.Increment(ref _reaped);
                RuntimeEvents.Log.UnownedReaped(pid, status.Raw);
                RuntimeMeter.OrphanReaped();
                _options.OnReaped?.Invoke(new ChildExit(pid, status));
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>The runtime has left it alone; has somebody adopted it, or waited for it by himself, since?</summary>
    private bool TryTake(int pid, int pidfd, out WaitStatus status)
    {
        lock (_adopted.Gate)
        {
            status = default;
            return !_isDisposed && !_adopted.Contains(pid) && Waiting.CollectPidfd(pidfd, out status) == Look.Ended;
        }
    }

    private TimeSpan Fail(UnownedReaperProblem problem)
    {
        Say(problem);
        return Tick;
    }

    private void Say(UnownedReaperProblem? problem)
    {
        var now = problem is { } named ? (int)named : None;
        if (Interlocked.Exchange(ref _problem, now) != now && problem is { } changed)
        {
            RuntimeEvents.Log.UnownedLeft(changed.ToString());
            _options.OnProblem?.Invoke(changed);
        }
    }
}

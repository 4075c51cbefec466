using System;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Observing;
using ZombieGuard.Scanning;
using ZombieGuard.Starting;

namespace ZombieGuard;

/// <summary>
/// A child of this process that a <see cref="ChildReaper"/> waits for, started here or adopted: it does not stay a zombie, whatever is done
/// with this object. All members can be used from any thread, and after <see cref="Dispose"/>.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed partial class ChildProcess : IDisposable
{
    private readonly ChildReaper _reaper;
    private readonly string? _name;
    private readonly ChildEnds? _ends;
    private readonly string? _callerFile;
    private readonly int _callerLine;

    // Continuations never run on the thread that waits for all the other children.
    private readonly TaskCompletionSource<ChildExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An adopted child.</summary>
    internal ChildProcess(int pid, ChildReaper reaper)
    {
        Pid = pid;
        _reaper = reaper;
    }

    /// <summary>A child that was started here.</summary>
    internal ChildProcess(int pid, ChildReaper reaper, ChildStartInfo info, ChildEnds? ends, string callerFile, int callerLine)
        : this(pid, reaper)
    {
        (_callerFile, _callerLine) = (callerFile, callerLine);
        _name = info.Name ?? Path.GetFileName(info.FileName);
        _ends = ends;
        _leadsGroup = info.LeadsGroup;
        IsDaemon = info.Daemon;
    }

    /// <summary>The child's pid. It may name another process once the child has ended.</summary>
    public int Pid { get; }

    /// <summary>What the child is called: the name that it was started with, its program's, or <c>child</c> where it was adopted.</summary>
    public string Name => _name ?? "child";

    /// <summary>
    /// Completes when the child has ended and was waited for; the zombie is gone by then. It never fails and is never cancelled:
    /// where something else in this process took the status, the exit is lost (<see cref="ChildExit.IsLost"/>).
    /// </summary>
    public Task<ChildExit> Completion => _completion.Task;

    /// <summary>Whether <see cref="Completion"/> has its result.</summary>
    public bool IsCompleted => Completion.IsCompleted;

    /// <summary>How the child has ended; null while it lives.</summary>
    public ChildExit? Exit => IsCompleted ? Completion.Result : null;

    /// <summary>Whether the child has not ended: the kernel is asked, so that this is true of the moment of the call.</summary>
    public bool IsAlive => !Join(TimeSpan.Zero);

    /// <summary>What the child is doing at the moment, by /proc/[pid]/stat (proc(5)). Without /proc a stopped child is said to run.</summary>
    public ChildState State
    {
        get
        {
            if (!IsAlive)
            {
                return ChildState.Ended;
            }

            lock (_reaper.Gate)
            {
                // Not collected yet, so that the number is the child's.
                return IsForgotten ? ChildState.Ended
                    : ProcStat.Of(Pid)?.State == 'T' ? ChildState.Stopped
                    : ChildState.Running;
            }
        }
    }

    /// <summary>Writes to the child's standard input, where that is <see cref="ChildStdio.Pipe"/>; else null.</summary>
    public Stream? StandardInput => _ends?.Input;

    /// <summary>Reads the child's standard output, where that is <see cref="ChildStdio.Pipe"/>; else null.</summary>
    /// <remarks>It ends when everybody has closed it who got it from the child, which can be long after the child's own end.</remarks>
    public Stream? StandardOutput => _ends?.Output;

    /// <summary>Reads the child's standard error, where that is <see cref="ChildStdio.Pipe"/>; else null.</summary>
    /// <inheritdoc cref="StandardOutput"/>
    public Stream? StandardError => _ends?.Error;

    /// <summary>
    /// The other side of the child's terminal, with <see cref="ChildStartInfo.UseTerminal"/>; else null. Reads what the child prints, with
    /// CR LF for its line ends, and what is typed; writing to it is typing (3 is Ctrl-C, 4 is Ctrl-D). It can be read and written at the same time.
    /// Disposed while the child lives, the child is hung up on (SIGHUP).
    /// </summary>
    public Stream? Terminal => _ends?.Terminal;

    /// <summary>Changes the size of the child's terminal; its foreground group gets SIGWINCH.</summary>
    /// <param name="columns">The width in characters, 1 to 65535.</param>
    /// <param name="rows">The height in lines, 1 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside of these.</exception>
    /// <exception cref="InvalidOperationException">The child has no terminal of its own.</exception>
    /// <exception cref="ObjectDisposedException">The terminal was disposed.</exception>
    public void ResizeTerminal(int columns, int rows)
    {
        ChildStartInfo.CheckedExtent(columns, nameof(columns));
        ChildStartInfo.CheckedExtent(rows, nameof(rows));
        (_ends?.Terminal ?? throw new InvalidOperationException($"{Name} {Pid} was started without a terminal.")).Resize(columns, rows);
    }

    /// <summary>Waits until the child has ended and was waited for.</summary>
    /// <returns>How it has ended.</returns>
    public ChildExit Join()
    {
        Join(Timeout.InfiniteTimeSpan);
        return Completion.Result;
    }

    /// <summary>Waits until the child has ended and was waited for, but not for longer than a time.</summary>
    /// <param name="timeout">The time; zero to look and not wait, <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <returns>Whether it has ended; <see cref="Exit"/> says how.</returns>
    /// <remarks>The child's output does not matter: a grandchild that holds it holds up nobody here.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is below zero, or above 2^31 - 1 milliseconds.</exception>
    public bool Join(TimeSpan timeout)
    {
        CheckTime(timeout, nameof(timeout));
        return IsCompleted || _reaper.Join(this, timeout);
    }

    /// <summary>Waits until the child has ended and was waited for.</summary>
    /// <param name="cancellationToken">Ends the wait, and nothing else.</param>
    /// <returns>How it has ended.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled. The child lives on and is still waited for.</exception>
    public Task<ChildExit> JoinAsync(CancellationToken cancellationToken = default) => Completion.WaitAsync(cancellationToken);

    /// <summary>Waits until the child has ended and was waited for, but not for longer than a time.</summary>
    /// <param name="timeout">The time; zero to look and not wait, <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing else.</param>
    /// <returns>Whether it has ended; <see cref="Exit"/> says how.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is below zero, or above 2^31 - 1 milliseconds.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. The child lives on and is still waited for.</exception>
    public async Task<bool> JoinAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        CheckTime(timeout, nameof(timeout));
        try
        {
            await Completion.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return IsCompleted;
        }
    }

    /// <summary>
    /// Lets the child outlive this process: neither <see cref="ChildStartInfo.Daemon"/> nor <see cref="ChildStartInfo.KillOnParentDeath"/> holds
    /// any more. While this process lives it still waits for the child.
    /// </summary>
    public void Detach()
    {
        lock (_reaper.Gate)
        {
            IsDaemon = false;
            IsDetached = true;
            Unguard();
        }
    }

    /// <summary>
    /// Closes the pipes and the terminal. The child runs on, as after disposing a <see cref="System.Diagnostics.Process"/>, and is
    /// waited for when it ends. Everything else here still works.
    /// </summary>
    public void Dispose() => _ends?.Dispose();

    /// <summary>The child and what it does or how it has ended, in words.</summary>
    /// <returns>The words.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Pid} {Exit?.Words ?? "runs"}");

    /// <summary>After the child was collected, and not under the gate.</summary>
    /// <param name="exit">How it has ended.</param>
    /// <param name="told">When the reaper was told, or 0 (<see cref="RuntimeMeter.Now"/>).</param>
    internal void Complete(ChildExit exit, long told)
    {
        _completion.TrySetResult(exit);
        RuntimeEvents.Log.Ended(exit);
        RuntimeMeter.ChildEnded(exit, told);
        if (Volatile.Read(ref _watchers) is not null)
        {
            TellWatchers(exit);
        }
    }

    private static void CheckTime(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(time.TotalMilliseconds, int.MaxValue, name);
        }
    }
}

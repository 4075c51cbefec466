using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Native;
using ZombieGuard.Observing;

namespace ZombieGuard;

/// <summary>
/// Keeps a number of workers running, as Tornado's fork_processes does, without fork: one that ends abnormally is started again with the same
/// task id, 0 to their number less one. Each worker leads a process group; what it leaves there when it ends is killed.
/// </summary>
/// <param name="createWorker">
/// Says for a task id what to start; asked again for each restart. Neither it nor a callback of the options is called while another of them
/// is. The worker gets its id by the environment variable ZOMBIEGUARD_TASK_ID, and a group of its own.
/// </param>
/// <param name="options">How many, and how; null for the defaults.</param>
[SupportedOSPlatform("linux")]
public sealed partial class WorkerSupervisor(Func<int, ChildStartInfo> createWorker, WorkerSupervisorOptions? options = null)
{
    private static readonly int? OwnTaskId = TakeTaskId();

    private readonly Func<int, ChildStartInfo> _createWorker = createWorker ?? throw new ArgumentNullException(nameof(createWorker));
    private readonly WorkerSupervisorOptions _options = options ?? new();
    private readonly ChildProcess?[] _workers = new ChildProcess?[options?.Workers > 0 ? options.Workers : Environment.ProcessorCount];

    /// <summary>Cancelled when no worker is to be started any more.</summary>
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the workers are to have no more time.</summary>
    private readonly CancellationTokenSource _kill = new();

    /// <summary>Held while a worker is started or signalled: none is started that the signal to stop would miss.</summary>
    private readonly object _gate = new();

    /// <summary>Held while code of the caller's runs, and not under the gate: signals do not wait for that code.</summary>
    private readonly object _calls = new();

    private int _isUsed;
    private int _endings;
    private long _restarts;
    private Exception? _failure;

    /// <summary>
    /// In a worker its task id, else null. Read for the first time, it takes the variable out of this process's environment; what the library
    /// starts never inherits it.
    /// </summary>
    public static int? CurrentTaskId => OwnTaskId;

    /// <summary>Starts the workers, and keeps them running until all have ended normally, which is with the exit code 0. Can be called once.</summary>
    /// <param name="cancellationToken">
    /// Stops the workers: SIGTERM and SIGCONT to each group, SIGKILL after <see cref="WorkerSupervisorOptions.StopGrace"/>.
    /// </param>
    /// <returns>
    /// True where all workers have ended normally; false where SIGTERM, SIGINT or SIGQUIT came, was passed on, and has ended them.
    /// However this ends, no worker is left.
    /// </returns>
    /// <remarks>It can be the body of a hosted service: <c>ExecuteAsync(token) => supervisor.RunAsync(token)</c>.</remarks>
    /// <exception cref="OperationCanceledException">It was cancelled, and all workers were stopped.</exception>
    /// <exception cref="ArgumentException">A signal cannot be forwarded: no program can handle it, or there is none of this name.</exception>
    /// <exception cref="InvalidOperationException">
    /// There were more restarts than allowed, or <c>createWorker</c> returned null: all workers were stopped. Or this was called before.
    /// </exception>
    /// <exception cref="ChildStartException">A worker cannot be started, not even later; all others were stopped.</exception>
    /// <exception cref="UnauthorizedAccessException">A worker runs as another user and could not be killed (EPERM): it lives on.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public Task<bool> RunAsync(CancellationToken cancellationToken = default)
    {
        LinuxOnly.Require();
        return Interlocked.Exchange(ref _isUsed, 1) == 0
            ? SuperviseAsync(cancellationToken)
            : throw new InvalidOperationException("This supervisor runs, or has run, already. Make another one.");
    }

    private static int? TakeTaskId()
    {
        var value = Environment.GetEnvironmentVariable(ChildStartInfo.TaskIdVariable);
        Environment.SetEnvironmentVariable(ChildStartInfo.TaskIdVariable, null);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var taskId) ? taskId : null;
    }

    private async Task<bool> SuperviseAsync(CancellationToken cancellationToken)
    {
        var signals = new List<PosixSignalRegistration>();
        try
        {
            foreach (var signal in _options.ForwardedSignals)
            {
                signals.Add(Register(signal));
            }

            // The thread of the timers is there before it is needed: by then there may be no pid for it.
            await Task.Delay(1, CancellationToken.None).ConfigureAwait(false);
            using var cancellation = cancellationToken.UnsafeRegister(_ => Stop(Signal.SIGTERM), null);
            var keepers = Enumerable.Range(0, _workers.Length).Select(taskId => Task.Run(() => KeepAsync(taskId), CancellationToken.None)).ToArray();
            var all = Task.WhenAll(keepers);
            await Within(all, Timeout.InfiniteTimeSpan, _stop.Token).ConfigureAwait(false);
            await Within(all, _options.StopGrace, _kill.Token).ConfigureAwait(false);
            KillAll(keepers);
            await Task.WhenAll(keepers).ConfigureAwait(false);
        }
        finally
        {
            signals.ForEach(registration => registration.Dispose());
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        if (_stop.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return !_stop.IsCancellationRequested;
    }

    /// <summary>Waits for the tasks' end, the time's or the token's. The tasks never fail.</summary>
    private static Task Within(Task all, TimeSpan limit, CancellationToken token) =>
        all.IsCompleted ? all : Task.WhenAny(all, Task.Delay(limit, token));

    /// <summary>Keeps one worker running. Never throws.</summary>
    private async Task KeepAsync(int taskId)
    {
        try
        {
            var failures = 0;
            var began = Stopwatch.GetTimestamp();
            while (await RunOnceAsync(taskId).ConfigureAwait(false) is var (why, cause))
            {
                failures = Stopwatch.GetElapsedTime(began) < _options.StableAfter ? failures + 1 : 1;
                var pause = Pause(failures);
                if (!MayRestart(taskId, why, cause, pause))
                {
                    return;
                }

                await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                began = Stopwatch.GetTimestamp();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>Why the worker is to be started again; null where it is not.</summary>
    private async Task<(string Why, Exception? Cause)?> RunOnceAsync(int taskId)
    {
        try
        {
            if (Start(taskId) is not { } worker)
            {
                return null;
            }

            Tell(_options.OnStart, taskId, worker);
            var exit = await worker.Completion.ConfigureAwait(false);
            Tell(_options.OnExit, taskId, exit);
            return exit.ExitCode == 0 ? null : (exit.ToString(), null);
        }
        catch (ChildStartException failure) when (failure.IsTransient)
        {
            return (failure.Message.TrimEnd('.'), failure);
        }
    }

    /// <summary>Null where no worker is to be started any more.</summary>
    private ChildProcess? Start(int taskId)
    {
        if (_stop.IsCancellationRequested)
        {
            return null;
        }

        ChildStartInfo info;
        lock (_calls)
        {
            info = _createWorker(taskId) ?? throw new InvalidOperationException($"createWorker has returned null for worker {taskId}.");
        }

        lock (_gate)
        {
            return _stop.IsCancellationRequested
                ? null
                : _workers[taskId] = ChildProcess.Start(info.ForWorker(taskId), _options.WaitsBy, callerFile: "", callerLine: 0);
        }
    }

    private void Tell<T>(Action<int, T>? callback, int taskId, T argument)
    {
        try
        {
            lock (_calls)
            {
                callback?.Invoke(taskId, argument);
            }
        }
        catch (Exception failure)
        {
            // The worker is still waited for.
            Fail(failure);
        }
    }

    private TimeSpan Pause(int failures)
    {
        const int Doublings = 40;
        var ticks = Math.Min(_options.MaxBackoff.Ticks, _options.Backoff.Ticks * Math.Pow(2, Math.Min(failures - 1, Doublings)));
        return TimeSpan.FromTicks((long)(ticks * (1 - (Random.Shared.NextDouble() / 5))));
    }

    private bool MayRestart(int taskId, string why, Exception? cause, TimeSpan pause)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return false;
            }

            if (_restarts++ < _options.MaxRestarts)
            {
                RuntimeEvents.Log.WorkerRestarts(why, taskId, (int)pause.TotalMilliseconds);
                return true;
            }

            RuntimeEvents.Log.SupervisorGaveUp(why, taskId, _options.MaxRestarts);
            Fail(new InvalidOperationException(
                $"Worker {taskId} was not started again, because MaxRestarts ({_options.MaxRestarts}) was reached: {why}.", cause));
            return false;
        }
    }
}

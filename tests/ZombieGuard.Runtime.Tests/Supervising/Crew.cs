using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ZombieGuard.Reaping;
using ZombieGuard.Runtime.Tests.Starting;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Supervising;

/// <summary>Supervised workers that run shell scripts, and what the supervisor tells of them.</summary>
internal sealed class Crew
{
    private readonly Func<int, ChildStartInfo?> _create;

    /// <summary>The script for a task id.</summary>
    internal Crew(Func<int, string> script) => _create = taskId => new ChildStartInfo("sh", "-c", script(taskId));

    internal Crew(Func<int, ChildStartInfo?> create) => _create = create;

    internal ConcurrentQueue<(int TaskId, ChildProcess Worker)> Starts { get; } = new();

    internal ConcurrentQueue<(int TaskId, ChildExit Exit)> Exits { get; } = new();

    internal WaitsBy Way { get; init; }

    internal int Workers { get; init; } = 1;

    internal int MaxRestarts { get; init; } = 100;

    internal TimeSpan Backoff { get; init; } = TimeSpan.Zero;

    internal TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    internal TimeSpan Grace { get; init; } = TimeSpan.FromMilliseconds(300);

    internal Action<int>? OnStart { get; init; }

    internal Action<int>? OnExit { get; init; }

    /// <summary>Without the signals: they would be those of the program that runs the tests.</summary>
    internal WorkerSupervisor Supervisor() => new(
        taskId => _create(taskId)!,
        new WorkerSupervisorOptions
        {
            Workers = Workers,
            MaxRestarts = MaxRestarts,
            Backoff = Backoff,
            MaxBackoff = TimeSpan.FromMilliseconds(Math.Max(50, Backoff.TotalMilliseconds)),
            StableAfter = StableAfter,
            StopGrace = Grace,
            ForwardedSignals = [],
            WaitsBy = Way,
            OnStart = (taskId, worker) =>
            {
                Starts.Enqueue((taskId, worker));
                OnStart?.Invoke(taskId);
            },
            OnExit = (taskId, exit) =>
            {
                Exits.Enqueue((taskId, exit));
                OnExit?.Invoke(taskId);
            },
        });

    internal Task<bool> Runs(CancellationToken token = default) => Supervisor().RunAsync(token).WaitAsync(Until.Deadline, CancellationToken.None);

    /// <summary>Whether each worker was waited for and nothing of its group lives: what was killed is gone in a moment.</summary>
    internal bool IsGone() => Exits.Count == Starts.Count
        && Starts.All(start => start.Worker.IsCompleted && Until.True(() => Started.IsEmpty(start.Worker.Pid)));
}

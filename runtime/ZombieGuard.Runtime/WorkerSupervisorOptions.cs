using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.Reaping;

namespace ZombieGuard;

/// <summary>How a <see cref="WorkerSupervisor"/> keeps its workers, and whom it tells.</summary>
[SupportedOSPlatform("linux")]
public sealed class WorkerSupervisorOptions
{
    /// <summary>How many workers there are; 0 and less, as by default, is one for each core (<see cref="Environment.ProcessorCount"/>).</summary>
    public int Workers { get; init; }

    /// <summary>
    /// How many restarts there are in all, of all workers together, before the supervisor gives up; 100 by default. A start that fails for want
    /// of a pid or of memory counts as well. <see cref="int.MaxValue"/> is no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxRestarts
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 100;

    /// <summary>
    /// How long a worker's first restart waits; 100 milliseconds by default. Each further one waits twice as long, up to 30 seconds, until the
    /// worker has run for 10 seconds. Up to a fifth is left out, at random: workers that end together do not start together.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or above 30 seconds.</exception>
    public TimeSpan Backoff
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxBackoff);
            field = value;
        }
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long the workers have to end once they were asked to; 10 seconds by default. Then they are killed, each with its group. Zero kills
    /// at once, <see cref="Timeout.InfiniteTimeSpan"/> never does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below zero, or above 2^31 - 1 milliseconds.</exception>
    public TimeSpan StopGrace
    {
        get;
        init
        {
            ChildProcess.CheckTime(value, nameof(value));
            field = value;
        }
    } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The signals to this process that the workers get, each with its group; SIGTERM, SIGINT and SIGHUP by default. While the supervisor runs
    /// they have no other effect, and SIGTERM, SIGINT and SIGQUIT end the supervision: the second of them kills the workers at once.
    /// </summary>
    public IReadOnlyList<PosixSignal> ForwardedSignals { get; init; } = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP];

    /// <summary>
    /// Called with the task id and the child after each start. Where this or <see cref="OnExit"/> throws, all workers are stopped and
    /// <see cref="WorkerSupervisor.RunAsync"/> throws the same.
    /// </summary>
    public Action<int, ChildProcess>? OnStart { get; init; }

    /// <summary>Called with the task id and the exit after each end of a worker, also while all are being stopped.</summary>
    public Action<int, ChildExit>? OnExit { get; init; }

    internal TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    internal TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    internal WaitsBy WaitsBy { get; init; }
}

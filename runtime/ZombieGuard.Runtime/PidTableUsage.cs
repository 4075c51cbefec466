using System;

namespace ZombieGuard;

/// <summary>
/// How many processes and threads there are, and how many there can be. A limit that could not be read, or is not set, is null.
/// </summary>
/// <param name="Tasks">Processes and threads of the whole machine, zombies included (/proc/loadavg).</param>
/// <param name="PidMax">The pids there can be at once (/proc/sys/kernel/pid_max).</param>
/// <param name="ThreadsMax">The processes and threads there can be at once (/proc/sys/kernel/threads-max).</param>
/// <param name="CgroupTasks">Processes and threads in the control group with the tightest limit above this process (pids.current).</param>
/// <param name="CgroupMax">That limit, mostly the container's (pids.max).</param>
public sealed record PidTableUsage(long? Tasks, long? PidMax, long? ThreadsMax, long? CgroupTasks, long? CgroupMax)
{
    /// <summary>The part of the tightest limit that is taken, from 0 to 1; null where no limit could be read.</summary>
    public double? UsedRatio => Larger(Larger(Ratio(Tasks, PidMax), Ratio(Tasks, ThreadsMax)), Ratio(CgroupTasks, CgroupMax));

    private static double? Ratio(long? used, long? limit) => limit > 0 ? (double?)used / limit : null;

    private static double? Larger(double? one, double? other) =>
        one is { } left && other is { } right ? Math.Max(left, right) : one ?? other;
}

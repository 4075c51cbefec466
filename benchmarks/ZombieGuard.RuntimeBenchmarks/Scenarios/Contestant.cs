using System;
using System.Collections.Generic;
using System.IO;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>A contender as its worker's argument and as the tables call it.</summary>
internal sealed record Contestant(string Key, string Title, string Sync, string? Async)
{
    internal static readonly Contestant Ours = new("pidfd", "ZombieGuard", "Join", "JoinAsync");
    internal static readonly Contestant OursBeside = new("pidfd-beside-process", "ZombieGuard, Process in use beside it", "Join", "JoinAsync");
    internal static readonly Contestant OursBySigchld = new("sigchld", "ZombieGuard, by SIGCHLD", "Join", "JoinAsync");
    internal static readonly Contestant Theirs = new("process", "Process", "WaitForExit", "WaitForExitAsync");
    internal static readonly Contestant Medallion = new("medallion", "MedallionShell 1.6.1", "Wait", "Task");
    internal static readonly Contestant Subprocess = new("subprocess", "Python subprocess", "wait", null);
    internal static readonly Contestant Multiprocessing = new("multiprocessing", "Python multiprocessing", "join", null);

    internal static IReadOnlyList<Contestant> All { get; } =
        [Ours, OursBeside, OursBySigchld, Theirs, Medallion, Subprocess, Multiprocessing];

    internal bool IsPython => this == Subprocess || this == Multiprocessing;

    /// <summary>By a thread that waits, and by a task where there is one.</summary>
    internal IEnumerable<(bool IsAsync, string Name)> Modes
    {
        get
        {
            yield return (false, Sync);
            if (Async is not null)
            {
                yield return (true, Async);
            }
        }
    }

    /// <summary>Null where its language is not installed.</summary>
    internal WorkerProcess? TryStart(Report report)
    {
        if (!IsPython)
        {
            return new WorkerProcess(WorkerProcess.Dotnet, "exec", WorkerProcess.Self, "worker", Key);
        }

        if (!Installed.Has("python3"))
        {
            report.Skip("Python: there is no python3.");
            return null;
        }

        return new WorkerProcess("python3", Path.Combine(AppContext.BaseDirectory, "contenders.py"), Key);
    }
}

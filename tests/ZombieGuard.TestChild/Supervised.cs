using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ZombieGuard.Reaping;

namespace ZombieGuard.TestChild;

/// <summary>A supervisor that is signalled, limited or killed as a whole, and a worker that asks who it is.</summary>
internal static class Supervised
{
    private const int RLIMIT_NPROC = 6;

    /// <summary>The workers run a script. Each start and each end is a line, and so is the supervisor's own.</summary>
    internal static async Task Run(string script, string[] settings)
    {
        var values = settings.Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var options = new WorkerSupervisorOptions
        {
            Workers = Number("workers", 1),
            MaxRestarts = Number("restarts", 100),
            Backoff = TimeSpan.FromMilliseconds(Number("backoff", 10)),
            StopGrace = TimeSpan.FromMilliseconds(Number("grace", 10_000)),
            ForwardedSignals = values.TryGetValue("signal", out var signal) ? [Enum.Parse<PosixSignal>(signal)] : new WorkerSupervisorOptions().ForwardedSignals,
            OnStart = (taskId, worker) => Say($"started {taskId} {worker.Pid}"),
            OnExit = (taskId, exit) => Say($"ended {taskId} {exit}"),
            WaitsBy = Enum.Parse<WaitsBy>(values.GetValueOrDefault("way", "Best")),
        };
        if (values.ContainsKey("limit"))
        {
            Limit((ulong)Number("limit", 0));
        }

        var supervisor = new WorkerSupervisor(
            _ => new ChildStartInfo("sh", "-c", script) { KillOnParentDeath = values.ContainsKey("guarded") }, options);
        Say("runs");
        try
        {
            Say($"returned {await supervisor.RunAsync()}");
        }
        catch (Exception failure)
        {
            Say($"threw {failure.GetType().Name} {failure.InnerException?.GetType().Name} {failure.Message}");
        }

        int Number(string name, int otherwise) =>
            values.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>What a worker knows of itself, and what its children hear of that.</summary>
    internal static async Task Worker(Report report)
    {
        const string Shell = "exit ${ZOMBIEGUARD_TASK_ID-200}";
        report.Say("started_before", ChildProcess.Start("sh", ["-c", Shell]).Join().ExitCode!);
        report.Say("task_id", WorkerSupervisor.CurrentTaskId?.ToString(CultureInfo.InvariantCulture) ?? "none");
        report.Say("variable", Environment.GetEnvironmentVariable("ZOMBIEGUARD_TASK_ID") ?? "none");
        report.Say("started", ChildProcess.Start("sh", ["-c", Shell]).Join().ExitCode!);
        using var process = Process.Start("sh", ["-c", Shell]);
        await process.WaitForExitAsync();
        report.Say("of_process", process.ExitCode);
    }

    /// <summary>This user may have no more processes than these.</summary>
    private static unsafe void Limit(ulong processes)
    {
        var limits = stackalloc ulong[2] { processes, processes };
        RawChild.setrlimit(RLIMIT_NPROC, limits);
    }

    private static void Say(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}

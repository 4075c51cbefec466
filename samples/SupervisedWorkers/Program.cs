using System;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using ZombieGuard;

namespace SupervisedWorkers;

/// <summary>One program, twice: the supervisor, and each of its workers.</summary>
internal static class Program
{
    private const int DefaultPort = 7007;

    public static async Task<int> Main(string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("The supervisor is for Linux.");
            return 1;
        }

        var port = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultPort;
        if (WorkerSupervisor.CurrentTaskId is { } taskId)
        {
            await EchoServer.RunAsync(taskId, port);
        }
        else
        {
            await SuperviseAsync(port);
        }

        return 0;
    }

    [SupportedOSPlatform("linux")]
    private static async Task SuperviseAsync(int port)
    {
        Console.WriteLine($"supervisor {Environment.ProcessId}, port {port}; ends with Ctrl-C or SIGTERM");
        var supervisor = new WorkerSupervisor(_ => Self(port), new WorkerSupervisorOptions
        {
            OnStart = (taskId, worker) => Console.WriteLine($"worker {taskId} started: {worker.Pid}"),
            OnExit = (taskId, exit) => Console.WriteLine($"worker {taskId} ended: {exit}"),
        });
        Console.WriteLine(await supervisor.RunAsync() ? "all have ended" : "stopped");
    }

    /// <summary>This program once more, by its own name or by "dotnet exec".</summary>
    [SupportedOSPlatform("linux")]
    private static ChildStartInfo Self(int port)
    {
        var program = Environment.ProcessPath!;
        string[] assembly = Path.GetFileName(program) == "dotnet" ? ["exec", Environment.GetCommandLineArgs()[0]] : [];
        return new ChildStartInfo(program, [.. assembly, port.ToString(CultureInfo.InvariantCulture)]) { KillOnParentDeath = true };
    }
}

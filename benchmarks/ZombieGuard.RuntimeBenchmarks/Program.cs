using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using ZombieGuard.Reaping;
using ZombieGuard.RuntimeBenchmarks.Contenders;
using ZombieGuard.RuntimeBenchmarks.Results;
using ZombieGuard.RuntimeBenchmarks.Scenarios;

[assembly: SupportedOSPlatform("linux")]

namespace ZombieGuard.RuntimeBenchmarks;

internal static class Program
{
    private static readonly (string Name, Action<Report, Effort> Run)[] Scenarios =
    [
        ("latency", Latency.Idle),
        ("busy", Latency.Busy),
        ("throughput", Throughput.Run),
        ("many", ManyChildren.Run),
        ("wait-calls", WaitCalls.Run),
        ("orphans", Orphans.Run),
        ("barrier", Barrier.Run),
        ("scan", Scan.Run),
    ];

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["worker", var contender]:
                Work(contender);
                return 0;
            case ["init", var minimumAge, .. var command]:
                return Init.Run(minimumAge, command);
        }

        var isQuick = false;
        string? file = null;
        string[] only = [];
        var soak = 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--quick":
                    isQuick = true;
                    break;
                case "--out" when i + 1 < arguments.Length:
                    file = arguments[++i];
                    break;
                case "--only" when i + 1 < arguments.Length && arguments[i + 1].Split(',').All(name => Scenarios.Any(scenario => scenario.Name == name)):
                    only = arguments[++i].Split(',');
                    break;
                case "--soak" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out soak) && soak > 0:
                    i++;
                    break;
                default:
                    Console.Error.WriteLine(
                        $"usage: [--quick] [--out FILE] [--only {string.Join(',', Scenarios.Select(scenario => scenario.Name))}] [--soak COUNT]");
                    return 2;
            }
        }

        var machine = new Machine();
        var report = new Report();
        if (soak > 0)
        {
            Soak.Run(report, soak);
        }
        else
        {
            foreach (var (name, run) in Scenarios.Where(scenario => only.Length == 0 || only.Contains(scenario.Name)))
            {
                Report.Progress(name);
                try
                {
                    run(report, isQuick ? Effort.Quick : Effort.Full);
                }
                catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or IOException)
                {
                    // The others are worth their minutes all the same.
                    report.Skip($"{name}: {failure.Message}");
                }

                Keep();
            }
        }

        Keep();
        Console.Out.Write(report.ToMarkdown(machine));
        return 0;

        void Keep()
        {
            if (file is not null)
            {
                File.WriteAllText(file, report.ToMarkdown(machine));
            }
        }
    }

    private static void Work(string contender)
    {
        switch (contender)
        {
            case "pidfd":
                new Worker<ChildProcess>(new OfZombieGuard(WaitsBy.Best)).Run();
                break;
            case "pidfd-beside-process":
                new Worker<ChildProcess>(OfZombieGuard.BesideProcess()).Run();
                break;
            case "sigchld":
                new Worker<ChildProcess>(new OfZombieGuard(WaitsBy.Sigchld)).Run();
                break;
            case "process":
                new Worker<System.Diagnostics.Process>(new OfProcess()).Run();
                break;
            case "medallion":
                new Worker<OfMedallionShell.Disposable>(new OfMedallionShell()).Run();
                break;
            default:
                throw new ArgumentException($"There is no contender {contender}.", nameof(contender));
        }
    }
}

using System;
using System.Globalization;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.TestChild;

[assembly: SupportedOSPlatform("linux")]

var report = new Report();
report.Say("runtime", Environment.Version);
report.Say("asset", ((TargetFrameworkAttribute)Attribute.GetCustomAttribute(
    typeof(ZombieGuard.ChildReaper).Assembly, typeof(TargetFrameworkAttribute))!).FrameworkName);
var number = args.Length > 1 && int.TryParse(args[1], CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;

// A blocked pool would hold up what is measured: the runtime adds threads only twice a second.
ThreadPool.SetMinThreads(PoolThreads, 4);
switch (args[0])
{
    case "ours-beside-process":
        Coexistence.OursBesideProcess(report, number, args[2]);
        break;
    case "all-at-once":
        Coexistence.AllAtOnce(report, number, orphans: int.Parse(args[2], CultureInfo.InvariantCulture));
        break;
    case "unowned-beside-process":
        Coexistence.UnownedBesideProcess(report, number, orphans: int.Parse(args[2], CultureInfo.InvariantCulture));
        break;
    case "unowned-at-once":
        Coexistence.UnownedAtOnce(report, number);
        break;
    case "naive-beside-process":
        Coexistence.NaiveBesideProcess(report, number);
        break;
    case "pid-one":
        InPidOne.Run(report, number);
        break;
    case "pid-one-stops":
        await InPidOne.Stops(report);
        break;
    case "pid-reused":
        Odd.PidReused(report);
        break;
    case "sigchld-ignored":
        Odd.SigchldIgnored(report);
        break;
    case "sigchld-blocked":
        Odd.SigchldBlocked(report);
        break;
    case "sigchld-replaced":
        Odd.SigchldReplaced(report);
        break;
    case "terminal-signals":
        Odd.TerminalSignals(report);
        break;
    case "no-descriptor":
        Odd.NoDescriptor(report);
        break;
    case "unowned":
        Unowned.Run(report);
        break;
    case "stopped-meanwhile":
        Faults.StoppedMeanwhile(report, number, args[2]);
        break;
    case "signal-storm":
        Faults.SignalStorm(report, number, args[2]);
        break;
    case "hostile-waiter":
        Faults.HostileWaiter(report, number, args[2]);
        break;
    case "process-limit":
        Faults.ProcessLimit(report);
        break;
    case "no-thread-left":
        Faults.NoThreadLeft(report);
        break;
    case "listener-refuses":
        Faults.ListenerRefuses(report);
        break;
    case "few-pids":
        Faults.FewPids(report, number, args[2]);
        break;
    case "disposed-in-a-storm":
        Faults.DisposedInAStorm(report, number, args[2]);
        break;
    case "plain":
        await Faults.Plain(report);
        break;
    case "parent-ends":
        ParentEnds.Run(report, args[1]);
        return 0;
    case "many-guarded":
        ParentEnds.ManyGuarded(report, number);
        return 0;
    case "watch-parent":
        WatchesParent.Run();
        return 0;
    case "watch-zombie":
        WatchesParent.Zombie(report);
        break;
    case "without-shell":
        ParentEnds.WithoutShell(report);
        break;
    case "daemon":
        Daemons.Serve(args[1], args[2]);
        return 0;
    case "daemon-in-subreaper":
        Daemons.InSubreaper(report);
        break;
    case "pid-file":
        Daemons.Hold(args[1], args[2]);
        return 0;
    case "pid-file-race":
        Daemons.Race(report, args[2], number);
        break;
    case "pid-file-on-full-disk":
        Daemons.FullDisk(report, args[1]);
        break;
    case "wait-calls":
        WaitCalls.Run(live: number, ended: int.Parse(args[2], CultureInfo.InvariantCulture));
        return 0;
    case "supervise":
        await Supervised.Run(args[1], args[2..]);
        return 0;
    case "supervised":
        await Supervised.Worker(report);
        break;
    default:
        Console.Error.WriteLine($"No verb {args[0]}.");
        return 2;
}

report.Print();
return 0;

internal static partial class Program
{
    internal const int PoolThreads = 16;
}

using System;
using System.Threading;

namespace ZombieGuard.TestChild;

/// <summary>Programs that wait for the end of another: of their parent, as a language server does, or of any.</summary>
internal static class WatchesParent
{
    internal static void Run()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine($"exits with {Environment.ExitCode}");
        ParentWatch.ExitWithParent(7);
        Console.WriteLine("watches");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>The end of a raw child that nobody waits for until it was told.</summary>
    internal static void Zombie(Report report)
    {
        var pid = RawChild.Sleeps();
        var end = ParentWatch.WhenEnds(pid);
        report.Say("lives", end.IsCompleted);
        RawChild.kill(pid, RawChild.SIGKILL);
        report.Say("zombie", end.Wait(Until.Deadline));
        RawChild.Wait(pid);
        report.Say("gone", ParentWatch.WhenEnds(pid).IsCompleted);
    }
}

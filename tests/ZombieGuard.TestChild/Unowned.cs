using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;

namespace ZombieGuard.TestChild;

/// <summary>What ReapUnowned takes, what it leaves, and when it ends.</summary>
internal static class Unowned
{
    internal static void Run(Report report)
    {
        // A zombie from before, which no later signal speaks of.
        var before = RawChild.Exits(1);
        Until.True(() => RawChild.IsZombie(before));

        var patient = new ConcurrentBag<ChildExit>();
        using (var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { MinimumAge = TimeSpan.FromSeconds(15), OnReaped = patient.Add }))
        {
            // The seed's poll, every half second, of a child that is a zombie all the while.
            var polled = RawChild.Exits(2);
            Until.True(() => RawChild.IsZombie(polled));
            Thread.Sleep(500);
            report.Say("polled", RawChild.Wait(polled, RawChild.WNOHANG) == (polled, 2 << 8));
        }

        report.Say("patient", patient.Count);

        var eager = new ConcurrentBag<ChildExit>();
        var options = new UnownedReaperOptions { MinimumAge = TimeSpan.Zero, OnReaped = eager.Add };
        var first = ChildReaper.ReapUnowned(options);
        var second = ChildReaper.ReapUnowned(options);
        for (var i = 0; i < 50; i++)
        {
            RawChild.Exits(100 + i);
        }

        Until.True(() => eager.Count == 51);
        report.Say("codes", eager.Select(exit => exit.ExitCode).Order().SequenceEqual(Enumerable.Range(100, 50).Prepend(1).Select(code => (int?)code)));
        report.Say("counted", first.ReapedCount + second.ReapedCount);

        first.Dispose();
        second.Dispose();
        first.Dispose();
        var left = RawChild.Exits(3);
        Until.True(() => RawChild.IsZombie(left));

        // A later one takes it: had the disposed ones still been at work, with no age to wait for, they would have been first.
        using var last = ChildReaper.ReapUnowned(new UnownedReaperOptions { MinimumAge = TimeSpan.FromMilliseconds(500) });
        report.Say("last", Until.True(() => last.ReapedCount == 1));
        report.Say("eager", eager.Count);
        report.Say("zombies", RawChild.Zombies().Count);
    }
}

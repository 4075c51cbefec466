using System;
using System.Globalization;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>What tini does, by this library: starts a program, reaps the orphans meanwhile, and ends as the program ends.</summary>
internal static class Init
{
    /// <param name="minimumAge">Milliseconds; below 0 it is pid 1, where the runtime reaps.</param>
    /// <param name="command">The program and its arguments.</param>
    internal static int Run(string minimumAge, string[] command)
    {
        var age = int.Parse(minimumAge, CultureInfo.InvariantCulture);
        if (age < 0)
        {
            // Before the pid 1 of a container starts anything: from then on a child's status may be the runtime's to take.
            PidOne.EnsureReaping();
            ChildProcess.Start(command[0], command[1..]).Join();
            return 0;
        }

        Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { MinimumAge = TimeSpan.FromMilliseconds(age) });
        return ChildProcess.Start(command[0], command[1..]).Join().ShellExitCode ?? 0;
    }
}

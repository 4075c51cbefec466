using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using ZombieGuard.Native;
using ZombieGuard.Scanning;

namespace ZombieGuard;

/// <summary>
/// Finds zombies, as <c>ps -A -ostat,ppid,pid,cmd | grep '^Z'</c> does, and says who should have waited for them. Reads /proc (proc(5)) and
/// changes nothing. Processes come and go meanwhile, which is no error; a child of <see cref="System.Diagnostics.Process"/> is a zombie for
/// a moment before the runtime reaps it.
/// </summary>
[SupportedOSPlatform("linux")]
public static class ZombieScanner
{
    /// <summary>The zombies that this process should have waited for.</summary>
    /// <returns>The zombies, by pid. While many other children come and go, one can be missing (proc(5), "children").</returns>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">/proc is not mounted, or no descriptor is left to read it.</exception>
    public static IReadOnlyList<ZombieInfo> OwnChildren()
    {
        LinuxOnly.Require();
        return Zombies(Stats(Scanning.OwnChildren.List() ?? throw Unreadable()));
    }

    /// <summary>The zombies among all descendants of this process.</summary>
    /// <returns>The zombies, by pid.</returns>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">/proc is not mounted, or no descriptor is left to read it.</exception>
    public static IReadOnlyList<ZombieInfo> Tree() => Tree(Environment.ProcessId);

    /// <summary>The zombies among all descendants of a process.</summary>
    /// <param name="root">The pid whose descendants are looked at, itself not included. One that does not exist has none.</param>
    /// <returns>The zombies, by pid.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="root"/> is 0 or less.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">/proc is not mounted, or no descriptor is left to read it.</exception>
    public static IReadOnlyList<ZombieInfo> Tree(int root)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(root);
        var all = All();
        var below = Below(all, [root]);
        return Zombies(all.Where(stat => below.Contains(stat.Pid)));
    }

    /// <summary>All zombies that /proc shows: those of this pid namespace, or of this user where it is mounted with hidepid.</summary>
    /// <returns>The zombies, by pid.</returns>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">/proc is not mounted, or no descriptor is left to read it.</exception>
    public static IReadOnlyList<ZombieInfo> WholeSystem() =>

        // Of all that /proc says about a process, its line of numbers takes the kernel longest: 15 us, where a link takes 4.
        Zombies(Stats(Pids().Where(pid => !ProcFile.HasProgram(pid))));

    /// <summary>
    /// How full the pid table is. Every zombie takes a place; when none is left, no process and no thread can be started.
    /// </summary>
    /// <returns>The counts and limits that could be read.</returns>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static PidTableUsage GetPidTableUsage()
    {
        LinuxOnly.Require();
        return PidTable.Read();
    }

    internal static List<ProcStat> All() => Stats(Pids());

    /// <summary>The pids of all descendants of these, themselves not included.</summary>
    internal static HashSet<int> Below(List<ProcStat> all, IEnumerable<int> roots)
    {
        var children = all.ToLookup(stat => stat.ParentPid, stat => stat.Pid);
        var met = new HashSet<int>();
        var open = new Queue<int>(roots);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent].Where(met.Add))
            {
                open.Enqueue(child);
            }
        }

        return met;
    }

    private static IOException Unreadable() => new("/proc cannot be read: it is not mounted, or no descriptor is left.");

    private static List<int> Pids()
    {
        LinuxOnly.Require();
        var pids = ProcFile.Numbers("/proc");
        return pids.Count > 0 ? pids : throw Unreadable();
    }

    private static List<ProcStat> Stats(IEnumerable<int> pids) => [.. pids.Select(ProcStat.Of).OfType<ProcStat>()];

    private static List<ZombieInfo> Zombies(IEnumerable<ProcStat> stats)
    {
        var commands = new Dictionary<int, string>();
        return
        [
            .. from stat in stats
               where stat.State == 'Z'
               orderby stat.Pid
               select new ZombieInfo(stat.Pid, stat.ParentPid, stat.PsState(), stat.Name, Command(stat.ParentPid), stat.Threads > 1),
        ];

        string Command(int pid) => commands.TryGetValue(pid, out var known) ? known : commands[pid] = CommandLine(pid);
    }

    internal static string CommandLine(int pid)
    {
        var arguments = ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline"));
        return !string.IsNullOrEmpty(arguments) ? arguments.TrimEnd('\0').Replace('\0', ' ')
            : ProcStat.Of(pid) is { } stat ? $"[{stat.Name}]"
            : "";
    }
}

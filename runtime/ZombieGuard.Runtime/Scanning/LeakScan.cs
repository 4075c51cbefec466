using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Versioning;

namespace ZombieGuard.Scanning;

/// <summary>The processes that have come since this was made, and that descend from this process, by parents or by environment.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LeakScan : IDisposable
{
    private const string Mark = "ZOMBIEGUARD_LEAK_GUARD";
    private static readonly object Marking = new();
    private static int s_scans;

    private readonly HashSet<(int Pid, long StartTime)> _before;

    internal LeakScan()
    {
        _before = [.. ZombieScanner.All().Select(Identity)];
        lock (Marking)
        {
            if (++s_scans == 1)
            {
                Environment.SetEnvironmentVariable(Mark, Guid.NewGuid().ToString("N"));
            }
        }
    }

    public void Dispose()
    {
        lock (Marking)
        {
            if (--s_scans == 0)
            {
                Environment.SetEnvironmentVariable(Mark, null);
            }
        }
    }

    internal List<string> Leaks()
    {
        var all = ZombieScanner.All();
        var origins = ChildReaper.Shared.Origins(out var spared);
        spared.UnionWith(ZombieScanner.Below(all, spared));
        var ours = ZombieScanner.Below(all, [Environment.ProcessId]);
        var mark = $"{Mark}={Environment.GetEnvironmentVariable(Mark)}";
        return
        [
            .. from stat in all
               where !_before.Contains(Identity(stat)) && !spared.Contains(stat.Pid) && (ours.Contains(stat.Pid) || IsMarked(stat.Pid, mark))
               orderby stat.Pid
               select Line(stat, origins.GetValueOrDefault(stat.Pid)),
        ];
    }

    private static (int Pid, long StartTime) Identity(ProcStat stat) => (stat.Pid, stat.StartTime);

    private static bool IsMarked(int pid, string mark) =>
        ProcFile.Read($"/proc/{pid}/environ")?.Split('\0').Contains(mark, StringComparer.Ordinal) == true;

    private static string Line(ProcStat stat, string? origin) =>
        $"{stat.PsState()} {stat.ParentPid} {stat.Pid} {(stat.State == 'Z' ? $"[{stat.Name}] <defunct>" : ZombieScanner.CommandLine(stat.Pid))}"
        + (origin is null ? "" : $", started at {origin}");
}

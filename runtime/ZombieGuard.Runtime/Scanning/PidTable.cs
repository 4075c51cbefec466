using System;
using System.Globalization;
using System.IO;

namespace ZombieGuard.Scanning;

/// <summary>Reads how full the pid table is.</summary>
internal static class PidTable
{
    private const string Cgroups = "/sys/fs/cgroup";

    internal static PidTableUsage Read()
    {
        var (current, maximum) = Tightest(ProcFile.Read("/proc/self/cgroup") ?? "", Cgroups);
        return new PidTableUsage(
            Tasks(ProcFile.Read("/proc/loadavg")),
            ProcFile.ReadNumber("/proc/sys/kernel/pid_max"),
            ProcFile.ReadNumber("/proc/sys/kernel/threads-max"),
            current,
            maximum);
    }

    /// <summary>How many processes and threads this user may have (RLIMIT_NPROC); null where there is no limit.</summary>
    internal static long? UserLimit()
    {
        const string Name = "Max processes";
        foreach (var line in ProcFile.Read("/proc/self/limits")?.Split('\n') ?? [])
        {
            if (line.StartsWith(Name, StringComparison.Ordinal))
            {
                var fields = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return long.TryParse(fields[0], CultureInfo.InvariantCulture, out var limit) ? limit : null;
            }
        }

        return null;
    }

    /// <summary>"0.00 0.01 0.05 1/171 4711": the fourth field is running/all.</summary>
    internal static long? Tasks(string? loadavg)
    {
        var fields = loadavg?.Split(' ') ?? [];
        return fields.Length > 3 && long.TryParse(fields[3].AsSpan(fields[3].IndexOf('/') + 1), CultureInfo.InvariantCulture, out var tasks)
            ? tasks
            : null;
    }

    /// <summary>
    /// A line of /proc/self/cgroup is "id:controllers:path" (cgroups(7)); version 2 has id 0 and no controllers. Limits of all groups
    /// above hold as well.
    /// </summary>
    internal static (long? Current, long? Maximum) Tightest(string membership, string root)
    {
        (long? Current, long? Maximum) tightest = default;
        foreach (var line in membership.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(':', 3);
            if (parts.Length < 3 || (parts[1].Length > 0 && Array.IndexOf(parts[1].Split(','), "pids") < 0))
            {
                continue;
            }

            var mount = parts[1].Length > 0 ? Path.Join(root, "pids") : root;
            for (var group = Path.Join(mount, parts[2]);
                 group is not null && group.StartsWith(mount, StringComparison.Ordinal);
                 group = Path.GetDirectoryName(group))
            {
                var current = ProcFile.ReadNumber(Path.Join(group, "pids.current"));
                var maximum = ProcFile.ReadNumber(Path.Join(group, "pids.max"));
                if (current is not null && maximum is not null && !(Free(tightest) <= maximum - current))
                {
                    tightest = (current, maximum);
                }
            }
        }

        return tightest;

        static long? Free((long? Current, long? Maximum) group) => group.Maximum - group.Current;
    }
}

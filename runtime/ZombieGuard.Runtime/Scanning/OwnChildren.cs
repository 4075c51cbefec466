using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace ZombieGuard.Scanning;

/// <summary>The children of this process, zombies among them.</summary>
internal static class OwnChildren
{
    private static readonly bool IsListedByKernel = File.Exists("/proc/thread-self/children");

    /// <summary>Null where /proc cannot be read: it is not mounted, or no descriptor is left.</summary>
    internal static List<int>? List() => IsListedByKernel ? ByTask() : ByParent();

    /// <summary>The kernel lists the children of each thread; those of a thread that has ended have moved to another.</summary>
    private static List<int>? ByTask()
    {
        var threads = ProcFile.Numbers("/proc/self/task");
        if (threads.Count == 0)
        {
            return null;
        }

        var children = new List<int>();
        foreach (var thread in threads)
        {
            var list = ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{thread}/children"));
            foreach (var pid in list?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
            {
                children.Add(int.Parse(pid, CultureInfo.InvariantCulture));
            }
        }

        return children;
    }

    /// <summary>A kernel without CONFIG_PROC_CHILDREN: every process is asked for its parent.</summary>
    private static List<int>? ByParent()
    {
        var children = ProcFile.Numbers("/proc");
        if (children.Count == 0)
        {
            return null;
        }

        children.RemoveAll(static pid => ProcStat.Of(pid)?.ParentPid != Environment.ProcessId);
        return children;
    }
}

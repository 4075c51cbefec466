using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace ZombieGuard.ValidCode.Desktop;

/// <summary>Looks at processes that it did not start; nobody but their parents can wait for them.</summary>
public static class TaskManager
{
    public static long OwnMemory()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    public static IEnumerable<string> Busiest(int count) =>
        Process.GetProcesses()
            .OrderByDescending(process => process.WorkingSet64)
            .Take(count)
            .Select(process => $"{process.Id} {process.ProcessName}");

    public static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static void EndAll(string name)
    {
        foreach (var process in Process.GetProcessesByName(name))
        {
            process.Kill();
            process.Dispose();
        }
    }

    public static void Watch(int pid, Action onExit)
    {
        var process = Process.GetProcessById(pid);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => onExit();
    }

    /// <summary>A first instance that is still there is shown; nothing is started.</summary>
    public static bool IsFirstInstance()
    {
        using var self = Process.GetCurrentProcess();
        var others = Process.GetProcessesByName(self.ProcessName).Where(other => other.Id != Environment.ProcessId);
        return !others.Any();
    }
}

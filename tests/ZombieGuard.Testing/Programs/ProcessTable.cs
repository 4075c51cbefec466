using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ZombieGuard.Testing.Programs;

/// <summary>What /proc says of a process.</summary>
public static class ProcessTable
{
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether it has not ended.</summary>
    public static bool IsAlive(int pid) => Fields(pid) is { } fields && fields is not ["Z", ..];

    /// <summary>Whether it has ended and been waited for, so that nothing is left of it.</summary>
    public static bool IsGone(int pid) => Fields(pid) is null;

    /// <summary>Whether it has ended and nobody has waited for it.</summary>
    public static bool IsZombie(int pid) => Fields(pid) is ["Z", ..];

    /// <summary>Whether a signal has stopped it.</summary>
    public static bool IsStopped(int pid) => Fields(pid) is ["T", ..];

    /// <summary>The children of a process that have ended and that nobody has waited for.</summary>
    public static IReadOnlyList<int> ZombiesOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Fields(pid) is ["Z", var above, ..] && above == parent.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The processor time that it has used, in all its threads.</summary>
    public static TimeSpan ProcessorTimeOf(int pid)
    {
        var fields = Fields(pid) ?? throw new InvalidOperationException($"Process {pid} is gone.");
        return TimeSpan.FromSeconds((double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    /// <summary>Whether its first thread is waiting for a child (waitpid and its like), and in the kernel already.</summary>
    public static bool IsWaiting(int pid) => IsIn(pid, "do_wait");

    /// <summary>Whether its first thread waits until there is room in a pipe.</summary>
    public static bool IsWritingToAFullPipe(int pid) => IsIn(pid, "pipe_write");

    /// <summary>Ends it at once, as SIGKILL does.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>Waits until something is seen.</summary>
    public static async Task UntilAsync(Func<bool> seen, string what)
    {
        var until = DateTime.UtcNow + Deadlines.Event;
        while (!seen())
        {
            if (DateTime.UtcNow > until)
            {
                throw new InvalidOperationException($"Not seen: {what}.");
            }

            await Task.Delay(Glance);
        }
    }

    private static bool IsIn(int pid, string function) => Read($"/proc/{pid}/task/{pid}/wchan")?.Contains(function, StringComparison.Ordinal) == true;

    /// <summary>The fields of /proc/pid/stat from the state on: what stands before it holds a name with any characters in it.</summary>
    private static string[]? Fields(int pid) =>
        Read($"/proc/{pid}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It went while it was read.
            return null;
        }
    }
}

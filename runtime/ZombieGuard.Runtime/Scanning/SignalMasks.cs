using System;
using System.Globalization;
using ZombieGuard.Native;

namespace ZombieGuard.Scanning;

/// <summary>
/// What this process does with SIGCHLD, by /proc/self/status (proc(5)). A parent that ignores it passes that on to the program that it starts.
/// SA_NOCLDWAIT, which has the same effect, does not show there.
/// </summary>
internal static class SignalMasks
{
    /// <summary>Whether the kernel throws the status of every child away. False where it cannot be told, also for want of a descriptor.</summary>
    internal static bool IgnoresSigchld()
    {
        const string Field = "SigIgn:";
        foreach (var line in ProcFile.Read("/proc/self/status")?.Split('\n') ?? [])
        {
            if (line.StartsWith(Field, StringComparison.Ordinal))
            {
                var signals = ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                return (signals >> (Signal.SIGCHLD - 1) & 1) != 0;
            }
        }

        return false;
    }
}

using System;
using System.Globalization;
using System.IO;
using System.Runtime.Versioning;
using ZombieGuard.Native;
using ZombieGuard.Scanning;

namespace ZombieGuard;

/// <summary>What a process does with SIGCHLD.</summary>
public enum SigchldHandling
{
    /// <summary>Nothing (SIG_DFL): children stay zombies until they are waited for. A .NET program before it first uses Process.</summary>
    Default,

    /// <summary>SIG_IGN: the kernel throws the status of every child away. In .NET, Process.WaitForExit never returns.</summary>
    Ignored,

    /// <summary>A handler is installed: in .NET mostly the runtime's.</summary>
    Handled,
}

/// <summary>
/// Tells what becomes of SIGCHLD in this process, which decides whether Process and the reapers work. A parent that ignores SIGCHLD
/// passes that on to the program that it starts.
/// </summary>
/// <remarks>Read from /proc/self/status (proc(5)). SA_NOCLDWAIT, which has the effect of SIG_IGN, does not show there.</remarks>
[SupportedOSPlatform("linux")]
public static class SigchldProbe
{
    /// <summary>What this process does with SIGCHLD now.</summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">/proc is not mounted, or no descriptor is left to read it.</exception>
    public static SigchldHandling Handling =>
        Has("SigIgn:") ? SigchldHandling.Ignored
        : Has("SigCgt:") ? SigchldHandling.Handled
        : SigchldHandling.Default;

    /// <summary>
    /// Whether the main thread blocks SIGCHLD, mostly since the parent of this process did. Other threads inherit that from it.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">/proc is not mounted, or no descriptor is left to read it.</exception>
    public static bool IsBlocked => Has("SigBlk:");

    /// <summary>Null where it cannot be told, also for want of a descriptor.</summary>
    internal static SigchldHandling? TryRead()
    {
        try
        {
            return Handling;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool Has(string field)
    {
        LinuxOnly.Require();
        foreach (var line in ProcFile.Read("/proc/self/status")?.Split('\n') ?? [])
        {
            if (line.StartsWith(field, StringComparison.Ordinal))
            {
                var signals = ulong.Parse(line.AsSpan(field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                return (signals >> (Signal.SIGCHLD - 1) & 1) != 0;
            }
        }

        throw new IOException($"/proc/self/status cannot be read, or has no {field}");
    }
}

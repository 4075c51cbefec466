using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ZombieGuard.Native;
using ZombieGuard.Scanning;

namespace ZombieGuard.Starting;

/// <summary>Puts into words why posix_spawn has failed: its errno does not say what it is about.</summary>
[SupportedOSPlatform("linux")]
internal static class StartFailure
{
    internal static ChildStartException Of(int error, ChildStartInfo info, string? program) =>
        new(error, info.FileName, $"Cannot start '{info.FileName}': {Reason(error, info, program)}");

    private static string Reason(int error, ChildStartInfo info, string? program) => error switch
    {
        Errno.EAGAIN or Errno.ENOMEM => $"{Words(error)}. {PidUsage()}",
        _ when info.WorkingDirectory is { } folder && !Directory.Exists(folder) => $"there is no working directory '{folder}'.",
        Errno.ENOENT when program is null => "no folder of PATH has such a program.",
        Errno.ENOENT when File.Exists(program) => $"'{program}' is there, but what runs it is not: its #! line or its loader.",
        Errno.EACCES when Directory.Exists(program) => $"'{program}' is a directory.",
        Errno.ENOEXEC => $"'{program}' is no program that the kernel knows, and has no #! line.",
        Errno.E2BIG => "its arguments and environment are too large (execve(2)).",
        _ => $"{Words(error)} ('{program}').",
    };

    private static string Words(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>A full pid table is mostly full of zombies: whoever reads the message should not look for a missing program.</summary>
    private static string PidUsage()
    {
        var usage = PidTable.Read();
        var zombies = OwnChildren.List()?.Count(pid => ProcStat.Of(pid)?.State == 'Z');
        return $"Processes and threads: {Of(usage.Tasks, usage.PidMax)} on this machine, {Of(usage.CgroupTasks, usage.CgroupMax)} in this "
            + $"control group, at most {Text(PidTable.UserLimit())} for this user. Zombies of this process: {Text(zombies)}.";

        static string Of(long? used, long? limit) => $"{Text(used)} of {Text(limit)}";

        static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "?";
    }
}

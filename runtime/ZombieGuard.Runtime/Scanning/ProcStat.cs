using System;
using System.Globalization;

namespace ZombieGuard.Scanning;

/// <summary>The fields of /proc/[pid]/stat (proc(5)) that are asked for here.</summary>
internal readonly record struct ProcStat(
    int Pid,
    string Name,
    char State,
    int ParentPid,
    int Group,
    int Session,
    int ForegroundGroup,
    uint Flags,
    int Nice,
    int Threads,
    long StartTime)
{
    private const uint PF_FORKNOEXEC = 0x40;

    /// <summary>Whether it has become another program since it was forked.</summary>
    internal bool HasExecuted => (Flags & PF_FORKNOEXEC) == 0;

    /// <summary>Null where the process is gone.</summary>
    internal static ProcStat? Of(int pid) =>
        ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")) is { } text ? Parse(text) : null;

    /// <summary>Null where the text is none of the kernel's.</summary>
    internal static ProcStat? Parse(string text)
    {
        // The name is the program's choice and may hold blanks, parentheses and newlines; no field after it can.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        if (open < 0
            || close < open
            || !int.TryParse(text.AsSpan(0, open).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        var fields = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20
            ? null
            : new ProcStat(
                pid,
                text[(open + 1)..close],
                fields[0][0],
                Number(fields[1]),
                Number(fields[2]),
                Number(fields[3]),
                Number(fields[5]),
                uint.Parse(fields[6], CultureInfo.InvariantCulture),
                Number(fields[16]),
                Number(fields[17]),
                long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// The state as ps shows it in its column "stat": with <c>s</c> for a session's leader, <c>+</c> for the foreground and so on.
    /// </summary>
    internal string PsState() =>
        State
        + (Nice < 0 ? "<" : Nice > 0 ? "N" : "")
        + (Session == Pid ? "s" : "")
        + (Threads > 1 ? "l" : "")
        + (Group == ForegroundGroup ? "+" : "");

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}

using System;
using System.Globalization;
using System.Text;

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
    /// <summary>More than the kernel writes; the fields that are asked for are the first.</summary>
    private const int Enough = 2048;

    private const int FieldsAfterName = 20;

    private const uint PF_FORKNOEXEC = 0x40;

    /// <summary>Whether it has become another program since it was forked.</summary>
    internal bool HasExecuted => (Flags & PF_FORKNOEXEC) == 0;

    /// <summary>Null where the process is gone.</summary>
    internal static ProcStat? Of(int pid)
    {
        Span<byte> bytes = stackalloc byte[Enough];
        var length = ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"), bytes);
        Span<char> text = stackalloc char[Enough];
        return length < 0 ? null : Parse(text[..Encoding.UTF8.GetChars(bytes[..length], text)]);
    }

    /// <summary>Null where the text is none of the kernel's.</summary>
    internal static ProcStat? Parse(ReadOnlySpan<char> text)
    {
        // The name is the program's choice and may hold blanks, parentheses and newlines; no field after it can.
        var open = text.IndexOf('(');
        var close = text.LastIndexOf(')');
        if (open < 0
            || close < open
            || !int.TryParse(text[..open].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        // One more, for all that follows.
        Span<Range> fields = stackalloc Range[FieldsAfterName + 1];
        var rest = text[(close + 1)..];
        return rest.Split(fields, ' ', StringSplitOptions.RemoveEmptyEntries) < FieldsAfterName
            ? null
            : new ProcStat(
                pid,
                text[(open + 1)..close].ToString(),
                rest[fields[0]][0],
                Number(rest[fields[1]]),
                Number(rest[fields[2]]),
                Number(rest[fields[3]]),
                Number(rest[fields[5]]),
                uint.Parse(rest[fields[6]], CultureInfo.InvariantCulture),
                Number(rest[fields[16]]),
                Number(rest[fields[17]]),
                long.Parse(rest[fields[19]], CultureInfo.InvariantCulture));
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

    private static int Number(ReadOnlySpan<char> field) => int.Parse(field, CultureInfo.InvariantCulture);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace LeakyLauncher;

/// <summary>One line of <c>ps -A -ostat,ppid,pid,cmd</c>.</summary>
internal sealed record ProcRow(char State, int Parent, int Pid, string Command)
{
    public bool IsZombie => State == 'Z';

    public override string ToString() => $"{State,-4} {Parent,7} {Pid,7} {Command}";
}

/// <summary>What /proc says of this process's children.</summary>
internal static class ProcTable
{
    public const string Header = "STAT    PPID     PID CMD";

    public static IReadOnlyList<ProcRow> Children()
    {
        var rows = new List<ProcRow>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var pid) && Read(pid) is { } row && row.Parent == Environment.ProcessId)
            {
                rows.Add(row);
            }
        }

        return [.. rows.OrderBy(row => row.Pid)];
    }

    /// <summary>Waits until no child is alive any more; what is left then are the zombies that nobody reaps.</summary>
    public static void LetChildrenEnd() => SleepWhile(row => !row.IsZombie);

    /// <summary>Waits until the runtime has reaped the children that it knows.</summary>
    public static void LetRuntimeReap() => SleepWhile(_ => true);

    private static void SleepWhile(Func<ProcRow, bool> any)
    {
        while (Children().Any(any))
        {
            Thread.Sleep(20);
        }
    }

    private static ProcRow? Read(int pid)
    {
        try
        {
            // pid (name) state ppid …: the name may itself hold blanks and brackets.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var name = stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var command = File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
            if (command.Length == 0)
            {
                command = fields[0] == "Z" ? $"[{name}] <defunct>" : $"[{name}]";
            }

            return new ProcRow(fields[0][0], int.Parse(fields[1]), pid, command);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ZombieGuard.RuntimeBenchmarks;

/// <summary>What /proc says about processes: none of it by the library that is measured.</summary>
internal static class ProcFile
{
    internal static long Kilobytes(string path, string name) =>
        long.Parse(File.ReadLines(path).First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^2], CultureInfo.InvariantCulture);

    /// <summary>State and parent; null where there is no such process.</summary>
    internal static (char State, int Parent)? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ', 3);
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The program's name, at most fifteen characters of it; null where there is no such process.</summary>
    internal static string? Name(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").TrimEnd();
        }
        catch (IOException)
        {
            return null;
        }
    }

    internal static List<int> Children(int parent) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let pid = int.TryParse(Path.GetFileName(folder), out var number) ? number : 0
           where pid > 0 && Stat(pid)?.Parent == parent
           select pid,
    ];

    /// <summary>
    /// The descriptors that this process has open, assemblies aside: the runtime loads one more when some code runs for the first time, and keeps it open.
    /// </summary>
    internal static int Descriptors() =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(fd => new FileInfo(fd).LinkTarget?.EndsWith(".dll", StringComparison.Ordinal) == false);

    internal static int Count(string folder) => Directory.EnumerateFileSystemEntries(folder).Count();
}

using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace ZombieGuard.RuntimeBenchmarks.Results;

/// <summary>Where and when it was measured, and how busy others kept the machine.</summary>
internal sealed class Machine
{
    private readonly DateTime _start = DateTime.UtcNow;
    private readonly string _load = Load();

    internal string ToMarkdown() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        | Kernel | .NET | Architecture | Cores | Date (UTC) | Load average before | Took |
        |---|---|---|---|---|---|---|
        | {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()} | {Environment.Version} | {RuntimeInformation.ProcessArchitecture} | {Environment.ProcessorCount} | {_start:yyyy-MM-dd HH:mm} | {_load} | {DateTime.UtcNow - _start:m\:ss} |

        """);

    private static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
}

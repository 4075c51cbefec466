using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

[assembly: SupportedOSPlatform("linux")]

// Each test has the machine's two cores for itself: deadlines are for what is tested, not for its neighbours.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ZombieGuard.Runtime.Tests;

/// <summary>How a program has ended and what it printed.</summary>
internal sealed record Ending(int? ExitCode, string Output)
{
    private readonly Dictionary<string, string> _values = Output.Split('\n')
        .Select(line => line.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>A value that it printed; empty where it printed none by this name.</summary>
    internal string this[string name] => _values.GetValueOrDefault(name, "");

    internal long Count(string name) => long.TryParse(this[name], out var count) ? count : 0;

    internal Ending Succeeds()
    {
        Assert.True(ExitCode == 0, $"Ended with {ExitCode?.ToString() ?? "its deadline"}:\n{Output}");
        return this;
    }

    /// <summary>What it said, but for the lines that every run has.</summary>
    internal Ending Says(params string[] lines)
    {
        Assert.Equal(
            lines.Order(StringComparer.Ordinal),
            Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("runtime=", StringComparison.Ordinal) && !line.StartsWith("asset=", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        return this;
    }
}

/// <summary>Runs ZombieGuard.TestChild, or any other program, with a deadline.</summary>
internal static class Child
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The tests' output is artifacts/bin/(project)/(configuration) below it.</summary>
    internal static string Repository { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    internal static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Beside this project's own output, whose folder is named for the configuration.</summary>
    internal static string Program(string framework) => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../ZombieGuard.TestChild", $"{Configuration}_{framework}", "ZombieGuard.TestChild.dll"));

    private static string Configuration => Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));

    internal static Task<Ending> Runs(params string[] arguments) => RunAsync(Dotnet, ["exec", Program("net10.0"), .. arguments]);

    /// <summary>By a launcher, whose line goes on with the program's own.</summary>
    internal static Task<Ending> RunsBelow(string[] launcher, params string[] arguments) =>
        RunAsync(launcher[0], [.. launcher[1..], Dotnet, "exec", Program("net10.0"), .. arguments]);

    internal static async Task<Ending> RunAsync(string program, IEnumerable<string> arguments, string? folder = null, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(limit ?? Deadline);
        int? code = null;
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            code = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return new Ending(code, await output + await error);
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>What a command has printed, and how it ended.</summary>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output)
{
    /// <summary>Says that rules or fixes did not run at all, mostly without breaking a build.</summary>
    private static readonly string[] NotLoaded = ["CS9057", "CS8032", "CS8033", "AD0001", "NU1603", "NU1605"];

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public CommandResult Succeeds()
    {
        Assert.True(ExitCode == 0, $"{CommandLine} ended with {ExitCode}:\n{Output}");
        return LoadsEverything();
    }

    public CommandResult Fails()
    {
        Assert.True(ExitCode != 0, $"{CommandLine} should have failed:\n{Output}");
        return LoadsEverything();
    }

    private CommandResult LoadsEverything()
    {
        var seen = Array.Find(NotLoaded, code => Output.Contains(code, StringComparison.Ordinal));
        Assert.True(seen is null, $"{CommandLine} says {seen}:\n{Output}");
        return this;
    }
}

/// <summary>Runs a command to its end, or kills it with all it has started when the time is over.</summary>
internal static class Command
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    /// <summary>Variables of the test run's own MSBuild, which would tell the inner one where to look.</summary>
    private static readonly string[] Foreign =
        ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_HOST_PATH"];

    /// <summary>A dotnet command that leaves no server behind: a compiler server would keep our pipes open.</summary>
    public static Task<CommandResult> DotnetAsync(string folder, params string[] arguments) =>
        RunAsync(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

    public static async Task<CommandResult> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Foreign)
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";

        var commandLine = string.Join(' ', arguments.Prepend(program));
        using var deadline = new CancellationTokenSource(Deadline);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            Assert.Fail($"{commandLine} did not end within {Deadline}:\n{await output}{await error}");
        }

        return new CommandResult(commandLine, process.ExitCode, await output + await error);
    }
}

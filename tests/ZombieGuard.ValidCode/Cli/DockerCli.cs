using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Cli;

/// <summary>What a <c>docker</c> command said.</summary>
public sealed record CommandOutput(int ExitCode, string Output, string Errors)
{
    public CommandOutput EnsureSuccess() => ExitCode == 0 ? this : throw new InvalidOperationException(Errors);
}

/// <summary>Drives containers by the command line, as build scripts do.</summary>
public sealed class DockerCli
{
    private readonly TimeSpan _timeout = TimeSpan.FromMinutes(2);

    public async Task<string> StartContainerAsync(string image, IReadOnlyDictionary<string, string> environment)
    {
        var arguments = new List<string> { "run", "--detach" };
        foreach (var (name, value) in environment)
        {
            arguments.AddRange(["--env", $"{name}={value}"]);
        }

        arguments.Add(image);
        return (await RunAsync([.. arguments])).EnsureSuccess().Output.Trim();
    }

    public async Task<bool> IsRunningAsync(string container)
    {
        var inspect = await RunAsync("inspect", container);
        if (inspect.ExitCode != 0)
        {
            return false;
        }

        using var document = JsonDocument.Parse(inspect.Output);
        return document.RootElement[0].GetProperty("State").GetProperty("Running").GetBoolean();
    }

    /// <summary>Lines by event, and a second wait without a time limit that flushes them.</summary>
    private async Task<CommandOutput> RunAsync(params string[] arguments)
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        using var docker = new Process
        {
            StartInfo = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        docker.OutputDataReceived += (_, e) => output.AppendLine(e.Data);
        docker.ErrorDataReceived += (_, e) => errors.AppendLine(e.Data);
        docker.Start();
        docker.BeginOutputReadLine();
        docker.BeginErrorReadLine();

        using var limit = new CancellationTokenSource(_timeout);
        using var stop = limit.Token.Register(() => docker.Kill(entireProcessTree: true));
        await docker.WaitForExitAsync(CancellationToken.None);
        return new CommandOutput(docker.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Follows the log until the container ends; docker ends with it.</summary>
    public int FollowLog(string container, Action<string> onLine)
    {
        using var logs = Process.Start(new ProcessStartInfo("docker", ["logs", "--follow", container]) { RedirectStandardOutput = true })!;
        while (logs.StandardOutput.ReadLine() is { } line)
        {
            onLine(line);
        }

        logs.WaitForExit();
        return logs.ExitCode;
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Cli;

/// <summary>Talks to the <c>git</c> program: text out, an exception for a failure.</summary>
public sealed class GitClient(string folder)
{
    private static readonly string s_program = OperatingSystem.IsWindows() ? "git.exe" : "git";

    /// <summary>The version, or null where git is not installed.</summary>
    public static Version? InstalledVersion()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo(s_program, "--version") { RedirectStandardOutput = true });
            if (git is null)
            {
                return null;
            }

            var line = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 && line.Split(' ') is [_, _, var number, ..] ? Version.Parse(number) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public Task<string> StatusAsync(CancellationToken cancellation = default) => RunAsync(["status", "--porcelain"], cancellation);

    public async Task<IReadOnlyList<string>> BranchesAsync(CancellationToken cancellation = default) =>
        (await RunAsync(["branch", "--format=%(refname:short)"], cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the index differs from HEAD: git answers by its exit code alone.</summary>
    public bool HasStagedChanges()
    {
        using var diff = new Process { StartInfo = Describe(["diff", "--cached", "--quiet"], redirect: false) };
        diff.Start();
        diff.WaitForExit();
        return diff.ExitCode switch
        {
            0 => false,
            1 => true,
            var code => throw new InvalidOperationException($"git diff ended with {code}"),
        };
    }

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        using var git = new Process { StartInfo = Describe(arguments, redirect: true) };
        git.Start();
        var output = git.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = git.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await git.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            await git.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        return git.ExitCode == 0
            ? await output.ConfigureAwait(false)
            : throw new IOException(await errors.ConfigureAwait(false));
    }

    private ProcessStartInfo Describe(string[] arguments, bool redirect)
    {
        var start = new ProcessStartInfo(s_program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Pipelines;

/// <summary>Programs one behind the other, the output of each the input of the next.</summary>
public static class ShellPipe
{
    public static async Task<int> CompressAsync(string folder, Stream target)
    {
        using var tar = Process.Start(new ProcessStartInfo("tar", ["-c", folder]) { RedirectStandardOutput = true })!;
        using var zstd = Process.Start(new ProcessStartInfo("zstd", "-c") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await Task.WhenAll(FeedAsync(tar, zstd), zstd.StandardOutput.BaseStream.CopyToAsync(target));
        await Task.WhenAll(tar.WaitForExitAsync(), zstd.WaitForExitAsync());
        return Math.Max(tar.ExitCode, zstd.ExitCode);
    }

    private static async Task FeedAsync(Process from, Process to)
    {
        await from.StandardOutput.BaseStream.CopyToAsync(to.StandardInput.BaseStream);
        to.StandardInput.Close();
    }

    /// <summary>Any number of stages; the shell's rule: the last one's exit code is that of the pipe.</summary>
    public static int Run(params string[] programs)
    {
        var stages = programs
            .Select(program => Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true })!)
            .ToArray();
        var pumps = stages.Zip(stages.Skip(1), (from, to) => new Thread(() => Pump(from, to))).ToArray();
        Array.ForEach(pumps, pump => pump.Start());
        stages[0].StandardInput.Close();
        Console.Out.Write(stages[^1].StandardOutput.ReadToEnd());
        foreach (var stage in stages)
        {
            stage.WaitForExit();
        }

        return stages[^1].ExitCode;
    }

    private static void Pump(Process from, Process to)
    {
        from.StandardOutput.BaseStream.CopyTo(to.StandardInput.BaseStream);
        to.StandardInput.Close();
    }

    /// <summary>Both pipes at once, and the exit with them.</summary>
    public static async Task<(int Code, string Output, string Errors)> CaptureAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = new Process { StartInfo = start };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, errors, process.WaitForExitAsync());
        return (process.ExitCode, await output, await errors);
    }
}

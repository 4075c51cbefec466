using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Cli;

/// <summary>Converts media; ffmpeg tells its progress on the error stream.</summary>
public sealed partial class FfmpegTranscoder
{
    [GeneratedRegex(@"time=(\d+):(\d+):(\d+)")]
    private static partial Regex Time { get; }

    public async Task ConvertAsync(string input, string output, IProgress<TimeSpan>? progress, CancellationToken cancellation)
    {
        using var ffmpeg = new Process();
        ffmpeg.StartInfo = new ProcessStartInfo("ffmpeg", ["-y", "-i", input, output]) { RedirectStandardError = true };
        if (!ffmpeg.Start())
        {
            throw new InvalidOperationException("ffmpeg was not started.");
        }

        using var registration = cancellation.Register(static state => ((Process)state!).Kill(true), ffmpeg);
        string? last = null;
        while (await ffmpeg.StandardError.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            last = line;
            if (Time.Match(line) is { Success: true } match)
            {
                progress?.Report(TimeSpan.ParseExact(match.Value[5..], "c", CultureInfo.InvariantCulture));
            }
        }

        await ffmpeg.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (ffmpeg.ExitCode != 0)
        {
            throw new IOException(last);
        }
    }

    /// <summary>Feeds a stream to the standard input while the output is copied elsewhere.</summary>
    public static async Task<int> PipeAsync(Stream source, Stream target)
    {
        var start = new ProcessStartInfo("ffmpeg", "-i pipe:0 -f mp3 pipe:1") { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var ffmpeg = Process.Start(start) ?? throw new InvalidOperationException("ffmpeg was not started.");
        var feeding = Task.Run(async () =>
        {
            await source.CopyToAsync(ffmpeg.StandardInput.BaseStream);
            ffmpeg.StandardInput.Close();
        });
        await Task.WhenAll(feeding, ffmpeg.StandardOutput.BaseStream.CopyToAsync(target));
        await ffmpeg.WaitForExitAsync();
        return ffmpeg.ExitCode;
    }

    public static TimeSpan DurationOf(string file)
    {
        var start = new ProcessStartInfo { FileName = "ffprobe", RedirectStandardOutput = true };
        start.ArgumentList.Add("-show_entries");
        start.ArgumentList.Add("format=duration");
        start.ArgumentList.Add(file);
        var probe = Process.Start(start);
        try
        {
            return TimeSpan.FromSeconds(double.Parse(probe!.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture));
        }
        finally
        {
            probe!.WaitForExit();
            probe.Dispose();
        }
    }
}

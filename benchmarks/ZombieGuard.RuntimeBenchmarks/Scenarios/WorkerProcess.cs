using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>A contender's program, which does what it is told.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>For an answer: ten thousand children take seconds, and a machine may be slow.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    internal WorkerProcess(string program, params string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    internal int Pid => _process.Id;

    /// <summary>This program's own file, for "dotnet exec".</summary>
    internal static string Self => Path.Combine(AppContext.BaseDirectory, "ZombieGuard.RuntimeBenchmarks.dll");

    internal static string Dotnet => Environment.ProcessPath!;

    internal void Tell(string command) => _process.StandardInput.WriteLine(command);

    internal long Read()
    {
        var line = _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline).GetAwaiter().GetResult();
        return long.Parse(line ?? throw new InvalidOperationException("A contender ended before its time."), CultureInfo.InvariantCulture);
    }

    /// <summary>The microseconds of each of so many kills, from before SIGKILL until the one that waited ran on.</summary>
    internal double[] KillEach(int count)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var pid = (int)Read();

            // The one who waits needs far less time to fall asleep than the child to get as far as its own sleep.
            do
            {
                Thread.Sleep(1);
            }
            while (ProcFile.Stat(pid)?.State != 'S');
            var start = Stopwatch.GetTimestamp();
            Libc.kill(pid, Libc.SIGKILL);
            times[i] = Stopwatch.GetElapsedTime(start, Read()).TotalMicroseconds;
        }

        return times;
    }

    /// <summary>At the end of its input it ends; where it does not, it is killed.</summary>
    public void Dispose()
    {
        _process.StandardInput.Dispose();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}

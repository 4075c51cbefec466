using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Starting;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Supervising;

/// <summary>A program that is a supervisor, seen from outside: its lines, and /proc. Whatever a test has shown, nothing of it is left.</summary>
internal sealed class SupervisorProgram : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    internal SupervisorProgram(string script, params string[] settings)
    {
        // What is ignored at the start is not forwarded: SIGINT in a shell's background job, SIGHUP below nohup.
        string[] program = [Child.Dotnet, "exec", Child.Program("net10.0"), "supervise", script, .. settings];
        _process = Process.Start(new ProcessStartInfo("env", ["--default-signal=HUP,INT,QUIT", .. program])
        {
            RedirectStandardOutput = true,
        })!;
    }

    internal int Pid => _process.Id;

    /// <summary>The task id and the pid of each start so far; each leads a group.</summary>
    private IEnumerable<(int TaskId, int Pid)> Starts => _lines
        .Select(line => Regex.Match(line, @"^started (\d+) (\d+)$"))
        .Where(match => match.Success)
        .Select(match => (Number(match.Groups[1]), Number(match.Groups[2])));

    internal IReadOnlyList<int> Workers => StartedAs(..int.MaxValue);

    internal IReadOnlyList<int> StartedAs(Range taskIds) =>
        [.. Starts.Where(start => start.TaskId >= taskIds.Start.Value && start.TaskId < taskIds.End.Value).Select(start => start.Pid)];

    internal int Count(string pattern) => _lines.Count(line => Regex.IsMatch(line, pattern));

    internal void Signal(int signal) => Assert.Equal(0, RawChild.kill(Pid, signal));

    /// <summary>Reads until as many lines as that match; the last of them.</summary>
    internal async Task<string> Says(string pattern, int times = 1)
    {
        while (Count(pattern) < times)
        {
            var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Until.Deadline);
            Assert.True(line is not null, $"No '{pattern}' among:\n{string.Join('\n', _lines)}");
            _lines.Add(line);
        }

        return _lines.Last(line => Regex.IsMatch(line, pattern));
    }

    /// <summary>Reads to the program's end, which is normal, and looks for what is left of the workers.</summary>
    internal async Task Ends(string lastLine)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Until.Deadline) is { } line)
        {
            _lines.Add(line);
        }

        await _process.WaitForExitAsync().WaitAsync(Until.Deadline);
        Assert.Equal((0, lastLine), (_process.ExitCode, _lines[^1]));
        Assert.Equal(Workers.Count, Count("^ended "));
        Assert.True(IsEmpty());
    }

    /// <summary>Whether no process of any worker's group lives, in a moment.</summary>
    internal bool IsEmpty() => Workers.All(pid => Until.True(() => Started.IsEmpty(pid)));

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        foreach (var pid in Workers.Where(pid => !Started.IsEmpty(pid)))
        {
            RawChild.kill(-pid, RawChild.SIGKILL);
        }

        _process.Dispose();
    }
}

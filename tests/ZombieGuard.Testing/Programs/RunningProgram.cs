using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.Testing.Programs;

/// <summary>
/// A program that runs, watched from outside: by the lines that it prints, each a word and mostly a value behind it, and by what /proc
/// says of it and of its children. Everything has a deadline. Disposing kills it with all it has started.
/// </summary>
public sealed class RunningProgram : IAsyncDisposable
{
    // Linux on x86-64 and arm64.
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly Process process;
    private readonly Task reading;
    private readonly List<string> lines = [];
    private TaskCompletionSource news = NewTask();

    internal RunningProgram(string executable, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", executable, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Its pid.</summary>
    public int Id => process.Id;

    /// <summary>All that it has printed so far, to whichever stream.</summary>
    public string Output
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <summary>Whether it has printed a line that begins with the word.</summary>
    public bool HasSaid(string word) => ValuesOf(word).Count > 0;

    /// <summary>What stands behind the word in each line that begins with it, in their order.</summary>
    public IReadOnlyList<string> ValuesOf(string word)
    {
        lock (lines)
        {
            return [.. lines.Where(line => line == word || line.StartsWith(word + " ", StringComparison.Ordinal)).Select(line => line[word.Length..].Trim())];
        }
    }

    /// <summary>Waits until it has printed a line that begins with the word, and gives what stands behind it.</summary>
    public async Task<string> SaysAsync(string word)
    {
        using var deadline = new CancellationTokenSource(Deadlines.Event);
        while (true)
        {
            var next = Volatile.Read(ref news).Task;
            if (ValuesOf(word) is [var value, ..])
            {
                return value;
            }

            if (reading.IsCompleted || deadline.IsCancellationRequested)
            {
                throw Failure($"never said '{word}'");
            }

            await Task.WhenAny(next, reading, Task.Delay(Deadlines.Event, deadline.Token));
        }
    }

    /// <inheritdoc cref="SaysAsync"/>
    public async Task<int> NumberAsync(string word) => int.Parse(await SaysAsync(word), CultureInfo.InvariantCulture);

    /// <summary>Fails when it says the word, or ends, before it has had ample time to.</summary>
    public async Task NeverSaysAsync(string word)
    {
        using var patience = new CancellationTokenSource(Deadlines.Patience);
        while (!patience.IsCancellationRequested)
        {
            var next = Volatile.Read(ref news).Task;
            if (HasSaid(word) || reading.IsCompleted)
            {
                throw Failure(HasSaid(word) ? $"said '{word}'" : $"ended");
            }

            await Task.WhenAny(next, reading, Task.Delay(Deadlines.Patience, patience.Token));
        }
    }

    /// <summary>Waits until it has printed nothing for as long as no live program of its kind pauses (true), or has ended (false).</summary>
    public async Task<bool> StallsAsync()
    {
        using var deadline = new CancellationTokenSource(Deadlines.Event);
        while (!deadline.IsCancellationRequested)
        {
            var next = Volatile.Read(ref news).Task;
            var pause = Task.Delay(Deadlines.Patience, CancellationToken.None);
            var first = await Task.WhenAny(next, reading, pause);
            if (first != next)
            {
                return first == pause;
            }
        }

        throw Failure("neither stalled nor ended");
    }

    /// <summary>Stops it where it is, as a machine does that has no time for it; what it has started runs on.</summary>
    public async Task FreezeAsync()
    {
        Signal(Stop);
        await ProcessTable.UntilAsync(() => ProcessTable.IsStopped(Id), "the program stopped");
    }

    /// <summary>Lets it run on.</summary>
    public void Thaw() => Signal(Continue);

    /// <summary>Waits for its end; gives its exit code, which is 128 and the signal's number where a signal killed it.</summary>
    public async Task<int> EndsAsync()
    {
        using var deadline = new CancellationTokenSource(Deadlines.Event);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw Failure("did not end");
        }

        // Its children may still hold the pipes.
        await Task.WhenAny(reading, Task.Delay(Deadlines.Patience, CancellationToken.None));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private void Signal(int signal)
    {
        if (kill(Id, signal) != 0)
        {
            throw Failure($"could not be sent signal {signal}");
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);

    private static TaskCompletionSource NewTask() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (lines)
            {
                lines.Add(line);
            }

            Interlocked.Exchange(ref news, NewTask()).SetResult();
        }
    }

    private InvalidOperationException Failure(string what) => new($"The program {what}. It has printed:\n{Output}");
}

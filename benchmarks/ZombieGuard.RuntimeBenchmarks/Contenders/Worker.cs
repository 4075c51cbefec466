using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.RuntimeBenchmarks.Contenders;

/// <summary>The program that a contender runs in: does what each line of its input says. <c>contenders.py</c> is the same in Python.</summary>
internal sealed class Worker<T>(Contender<T> contender)
    where T : IDisposable
{
    private const string Sleep = "/bin/sleep";
    private const string True = "/bin/true";

    // The console's own reader and writer would take SIGCHLD for the terminal's sake, which not every contender does.
    private readonly StreamReader _input = new(Console.OpenStandardInput());
    private readonly StreamWriter _output = new(Console.OpenStandardOutput()) { AutoFlush = true };
    private List<T> _held = [];

    internal void Run()
    {
        while (_input.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var numbers = words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            switch (words[0])
            {
                case "latency":
                    Latency(isAsync: numbers[0] == 1, numbers[1]);
                    break;
                case "throughput":
                    Answer(Throughput(isAsync: numbers[0] == 1, numbers[1], numbers[2]));
                    break;
                case "hold":
                    Hold(numbers[0]);
                    Answer(0);
                    break;
                case "end":
                    End(numbers[0]);
                    Answer(0);
                    break;
                case "busy":
                    Busy(isAsync: numbers[0] == 1, numbers[1], numbers[2]);
                    break;
                case "many":
                    Many(numbers[0]);
                    break;
                case "release":
                    Release();
                    Answer(0);
                    break;
            }
        }
    }

    /// <summary>For each child: says its pid, waits for it, and says when it ran on. Who reads it kills the child.</summary>
    private void Latency(bool isAsync, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var child = contender.Start(Sleep, "1000");
            Answer(contender.Pid(child));
            Answer(isAsync ? StampAsync(child).GetAwaiter().GetResult() : Stamp(child));
        }

        long Stamp(T child)
        {
            contender.Wait(child);
            return Stopwatch.GetTimestamp();
        }

        async Task<long> StampAsync(T child)
        {
            await contender.WaitAsync(child).ConfigureAwait(false);
            return Stopwatch.GetTimestamp();
        }
    }

    /// <summary>The same, beside threads that start and wait all the time.</summary>
    private void Busy(bool isAsync, int count, int spawners)
    {
        var isOver = false;
        var threads = Enumerable.Range(0, spawners).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                StartAndWait();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        Latency(isAsync, count);
        Volatile.Write(ref isOver, true);
        threads.ForEach(thread => thread.Join());
    }

    /// <summary>The microseconds that it took to start so many children and wait for them, in so many lanes.</summary>
    private long Throughput(bool isAsync, int lanes, int count)
    {
        var start = Stopwatch.GetTimestamp();
        var tasks = Enumerable.Range(0, lanes).Select(_ => isAsync ? Task.Run(Async) : Task.Factory.StartNew(Sync, TaskCreationOptions.LongRunning));
        Task.WaitAll([.. tasks]);
        return (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds;

        void Sync()
        {
            for (var i = 0; i < count / lanes; i++)
            {
                StartAndWait();
            }
        }

        async Task Async()
        {
            for (var i = 0; i < count / lanes; i++)
            {
                using var child = contender.Start(True);
                await contender.WaitAsync(child).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Says what each child costs that is waited for, and how long it takes until all are collected once they are killed.</summary>
    private void Many(int count)
    {
        contender.Start(Sleep, "0").Dispose();
        var children = new List<T>(count);
        var waits = new List<Task>(count);
        var (managed, resident) = (GC.GetTotalMemory(forceFullCollection: true), Resident());
        for (var i = 0; i < count; i++)
        {
            children.Add(contender.Start(Sleep, "1000"));
            waits.Add(contender.WaitAsync(children[i]));
        }

        Answer((GC.GetTotalMemory(forceFullCollection: true) - managed) / count);
        Answer((Resident() - resident) / count);
        var start = Stopwatch.GetTimestamp();
        children.ForEach(child => Libc.kill(contender.Pid(child), Libc.SIGKILL));
        Task.WaitAll([.. waits]);
        Answer((long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        Answer(children.Count(child => !contender.WasKilled(child)));
        children.ForEach(child => child.Dispose());
    }

    private void Hold(int count) => _held = [.. Enumerable.Range(0, count).Select(_ => contender.Start(Sleep, "1000"))];

    /// <summary>For a tracer that counts: so many ends, waited for by a thread and by a task in turn.</summary>
    private void End(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var child = contender.Start(Sleep, "1000");
            Libc.kill(contender.Pid(child), Libc.SIGKILL);
            if (i % 2 == 0)
            {
                contender.Wait(child);
            }
            else
            {
                contender.WaitAsync(child).GetAwaiter().GetResult();
            }
        }
    }

    private void Release()
    {
        _held.ForEach(child => Libc.kill(contender.Pid(child), Libc.SIGKILL));
        _held.ForEach(contender.Wait);
        _held.ForEach(child => child.Dispose());
        _held = [];
    }

    private void StartAndWait()
    {
        using var child = contender.Start(True);
        contender.Wait(child);
    }

    private void Answer(long number) => _output.WriteLine(number.ToString(CultureInfo.InvariantCulture));

    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return ProcFile.Kilobytes("/proc/self/smaps_rollup", "Rss:") * 1024;
    }
}

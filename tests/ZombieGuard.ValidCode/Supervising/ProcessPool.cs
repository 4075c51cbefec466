using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Supervising;

/// <summary>Idle workers that are lent out and given back; all are stopped with the pool.</summary>
public sealed class ProcessPool(ProcessStartInfo worker, int size) : IAsyncDisposable
{
    private readonly ConcurrentBag<Process> _idle = [];
    private readonly ConcurrentDictionary<int, Process> _busy = new();
    private readonly SemaphoreSlim _slots = new(size);

    public int Count => _idle.Count + _busy.Count;

    public async Task<Process> RentAsync(CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        if (!_idle.TryTake(out var process) || process.HasExited)
        {
            process = Process.Start(worker)!;
        }

        _busy[process.Id] = process;
        return process;
    }

    public void Return(Process process)
    {
        if (_busy.TryRemove(process.Id, out _))
        {
            _idle.Add(process);
            _slots.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _idle.Concat(_busy.Values))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _slots.Dispose();
    }

    /// <summary>Runs all jobs, no more than the pool's size at a time, and says which failed.</summary>
    public async Task<IReadOnlyCollection<string>> RunAllAsync(IEnumerable<string> jobs)
    {
        var failed = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(jobs, new ParallelOptions { MaxDegreeOfParallelism = size }, async (job, _) =>
        {
            using var process = Process.Start(worker.FileName, job);
            await process.WaitForExitAsync(CancellationToken.None);
            if (process.ExitCode != 0)
            {
                failed.Enqueue(job);
            }
        });
        return failed;
    }

    /// <summary>The same in batches: start a batch, wait for all of it.</summary>
    public static async Task RunInBatchesAsync(IEnumerable<string> jobs, int batch)
    {
        foreach (var chunk in jobs.Chunk(batch))
        {
            var running = chunk.Select(job => Process.Start("worker", job)).ToList();
            await Task.WhenAll(running.Select(process => process.WaitForExitAsync()));
            running.ForEach(process => process.Dispose());
        }
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace ZombieGuard.ValidCode.Building;

/// <summary>Compiles targets side by side; made in one loop, waited for in another.</summary>
public sealed class BuildRunner
{
    private readonly Dictionary<string, Process> _running = [];

    public bool BuildAll(IEnumerable<string> targets)
    {
        foreach (var target in targets)
        {
            _running[target] = Process.Start("make", target);
        }

        var succeeded = true;
        foreach (var (target, make) in _running)
        {
            make.WaitForExit();
            if (make.ExitCode != 0)
            {
                Console.Error.WriteLine($"{target}: {make.ExitCode}");
                succeeded = false;
            }
        }

        _running.Clear();
        return succeeded;
    }

    public static async Task BuildAllAsync(IEnumerable<string> targets)
    {
        var exits = new List<Task>();
        foreach (var target in targets)
        {
            exits.Add(Process.Start("make", target).WaitForExitAsync());
        }

        await Task.WhenAll(exits);
    }

    public static void InOrder(IEnumerable<string> targets)
    {
        foreach (var target in targets)
        {
            var make = Process.Start("make", target);
            try
            {
                if (target.StartsWith('-'))
                {
                    continue;
                }

                Console.WriteLine(target);
            }
            finally
            {
                make.WaitForExit();
            }
        }
    }

    /// <summary>No more than a few at a time: the oldest is waited for before the next is started.</summary>
    public static void Throttled(IEnumerable<string> targets, int limit)
    {
        var queue = new Queue<Process>();
        foreach (var target in targets)
        {
            if (queue.Count == limit)
            {
                queue.Dequeue().WaitForExit();
            }

            queue.Enqueue(Process.Start("make", target));
        }

        while (queue.TryDequeue(out var make))
        {
            make.WaitForExit();
        }
    }

    public static int[] ExitCodes(string[] targets)
    {
        var makes = Array.ConvertAll(targets, target => Process.Start("make", target));
        return [.. makes.Select(make =>
        {
            make.WaitForExit();
            return make.ExitCode;
        })];
    }
}

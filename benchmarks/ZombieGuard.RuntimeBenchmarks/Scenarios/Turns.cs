using System;
using System.Collections.Generic;
using System.Linq;
using ZombieGuard.RuntimeBenchmarks.Results;

namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>The contenders of one scenario, each in its own program, and all in turn in each round: a machine that is busy is so for all of them.</summary>
internal sealed class Turns : IDisposable
{
    private readonly List<(Contestant Contestant, WorkerProcess Worker)> _workers = [];
    private readonly Dictionary<(Contestant, string), Samples> _samples = [];

    internal Turns(Report report, IEnumerable<Contestant> contestants)
    {
        foreach (var contestant in contestants)
        {
            if (contestant.TryStart(report) is { } worker)
            {
                _workers.Add((contestant, worker));
            }
        }
    }

    internal IEnumerable<Contestant> Contestants => _workers.Select(pair => pair.Contestant);

    /// <param name="rounds">How many rounds count.</param>
    /// <param name="turn">What a contender does when it is its turn; told whether the round only warms up. Gives what was measured, by name.</param>
    internal void Run(int rounds, Func<Contestant, WorkerProcess, bool, IEnumerable<(string Name, double[] Values)>> turn)
    {
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (contestant, worker) in _workers)
            {
                foreach (var (name, values) in turn(contestant, worker, round < 0))
                {
                    if (round >= 0)
                    {
                        Of(contestant, name).Add(values);
                    }
                }
            }
        }
    }

    internal Samples Of(Contestant contestant, string name)
    {
        if (!_samples.TryGetValue((contestant, name), out var samples))
        {
            _samples[(contestant, name)] = samples = new Samples();
        }

        return samples;
    }

    public void Dispose() => _workers.ForEach(pair => pair.Worker.Dispose());
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ZombieGuard.RuntimeBenchmarks.Results;

/// <summary>What was measured in each round.</summary>
internal sealed class Samples
{
    private readonly List<List<double>> _rounds = [];

    internal int Count => _rounds.Sum(round => round.Count);

    internal double Median => Percentile(50);

    internal void Add(IEnumerable<double> round) => _rounds.Add([.. round]);

    /// <summary>Of all rounds together.</summary>
    internal double Percentile(int percent) => Percentile([.. _rounds.SelectMany(round => round).Order()], percent);

    /// <summary>The lowest and the highest median of a round, in words.</summary>
    internal string Range(string format)
    {
        var medians = _rounds.Select(round => Percentile([.. round.Order()], 50)).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{medians.Min().ToString(format, CultureInfo.InvariantCulture)} to {medians.Max().ToString(format, CultureInfo.InvariantCulture)}");
    }

    private static double Percentile(List<double> sorted, int percent) => sorted[(sorted.Count - 1) * percent / 100];
}

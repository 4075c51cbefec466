namespace ZombieGuard.RuntimeBenchmarks.Scenarios;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often all contenders have their turn; a round before these warms up.</param>
/// <param name="Samples">Kills a round, for this library and Process.</param>
/// <param name="FewSamples">Kills a round for the others.</param>
/// <param name="Starts">Starts a round.</param>
/// <param name="BusyRounds">Rounds with live children and spawners.</param>
/// <param name="BusySamples">Kills in each of them.</param>
/// <param name="ManyRounds">Rounds of many children at once.</param>
/// <param name="Many">How many children are alive at once.</param>
/// <param name="Ends">Ends that a tracer counts the calls of.</param>
/// <param name="Storms">Rounds of orphans.</param>
/// <param name="Inits">Inits that are started for one child each.</param>
internal sealed record Effort(
    int Rounds,
    int Samples,
    int FewSamples,
    int Starts,
    int BusyRounds,
    int BusySamples,
    int ManyRounds,
    int Many,
    int Ends,
    int Storms,
    int Inits)
{
    internal static readonly Effort Full = new(10, 200, 50, 200, 2, 250, 5, 10_000, 200, 6, 30);

    /// <summary>To see that it runs.</summary>
    internal static readonly Effort Quick = new(2, 30, 20, 80, 1, 30, 1, 500, 100, 1, 3);
}

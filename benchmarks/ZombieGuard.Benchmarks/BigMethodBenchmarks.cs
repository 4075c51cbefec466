using System.Linq;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;

namespace ZombieGuard.Benchmarks;

/// <summary>One method of 5,000 statements around one child: straight on, and with a branch at every tenth.</summary>
[MemoryDiagnoser]
public class BigMethodBenchmarks
{
    private const int Statements = 5_000;

    private readonly AnalyzedSource straight = new(Method("x += 1;"));
    private readonly AnalyzedSource branching = new(Method("x += 1;", "if (x > 7) { x -= 3; }"));

    [Benchmark]
    public Task Straight() => straight.RunAsync();

    [Benchmark]
    public Task Branching() => branching.RunAsync();

    private static string Method(string statement, string? tenth = null) =>
        "static class Measured { static int M(int x) { var process = System.Diagnostics.Process.Start(\"true\");"
        + string.Concat(Enumerable.Range(0, Statements).Select(i => i % 10 == 0 && tenth is not null ? tenth : statement))
        + "process.WaitForExit(); return x; } }";
}

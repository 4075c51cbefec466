using System;
using System.Linq;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;

namespace ZombieGuard.Benchmarks;

/// <summary>Two hundred methods: none starts a child, each starts one and waits, each starts one and does not.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private const int Methods = 200;

    private readonly AnalyzedSource driver = new(WithBody("process.WaitForExit();"), () => new EmptyAnalyzer());
    private readonly AnalyzedSource noChildren = new(Class("static int M#(int x) { if (x > 0) { return x; } return -x; }"));
    private readonly AnalyzedSource silent = new(WithBody("process.WaitForExit();"));
    private readonly AnalyzedSource firing = new(WithBody("if (x > 0) { process.WaitForExit(); }"));

    /// <summary>The driver with an analyzer that does nothing but ask for operations: subtract it from the others.</summary>
    [Benchmark(Baseline = true)]
    public Task Driver() => RunAsync(driver, 0);

    [Benchmark]
    public Task NoChildren() => RunAsync(noChildren, 0);

    [Benchmark]
    public Task Silent() => RunAsync(silent, 0);

    [Benchmark]
    public Task Firing() => RunAsync(firing, Methods);

    private static async Task RunAsync(AnalyzedSource source, int expected)
    {
        var found = (await source.RunAsync()).Length;
        if (found != expected)
        {
            throw new InvalidOperationException($"{found} findings instead of {expected}: this would measure something else.");
        }
    }

    private static string WithBody(string statement) =>
        Class($$"""static void M#(int x) { using var process = System.Diagnostics.Process.Start("true"); {{statement}} }""");

    private static string Class(string method) =>
        "static class Measured {" + string.Concat(Enumerable.Range(0, Methods).Select(i => method.Replace("#", $"{i}", StringComparison.Ordinal))) + "}";
}

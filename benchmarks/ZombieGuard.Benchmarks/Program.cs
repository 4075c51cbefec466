using BenchmarkDotNet.Running;

namespace ZombieGuard.Benchmarks;

internal static class Program
{
    // In this process: the project that BenchmarkDotNet would generate does not build under the repository's own props.
    private static void Main(string[] arguments) =>
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--inProcess", .. arguments]);
}

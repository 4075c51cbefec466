using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0006_FewerWaitsThanChildrenTests
{
    [Theory]
    [InlineData("0", "i < count - 1")]
    [InlineData("1", "i < count")]
    [InlineData("2", "i <= count - 1")]
    public Task OneLessThanStarted_Reports(string first, string test) => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pool
        {
            public void Run(int count, string[] argv)
            {
                var pids = new int[count];
                for (var i = 0; i < count; i++)
                {
                    if (posix_spawn(out pids[i], "worker", 0, 0, argv, null) != 0)
                        throw new System.InvalidOperationException("posix_spawn");
                }

                for (var i = FIRST; TEST; i++)
                    {|ZG0006:waitpid|}(pids[i], out _, 0);
            }
        }
        """.Replace("FIRST", first).Replace("TEST", test));

    [Theory]
    [InlineData("0", "i < count")]
    [InlineData("0", "i <= count - 1")]
    [InlineData("0", "i < pids.Length")]
    [InlineData("0", "i < argv.Length - 1")]
    [InlineData("argv.Length", "i < count")]
    public Task AsManyAsStarted_OrNobodyKnows_IsSilent(string first, string test) => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pool
        {
            public void Run(int count, string[] argv)
            {
                var pids = new int[count];
                for (var i = 0; i < count; i++)
                {
                    if (posix_spawn(out pids[i], "worker", 0, 0, argv, null) != 0)
                        throw new System.InvalidOperationException("posix_spawn");
                }

                for (var i = FIRST; TEST; i++)
                    waitpid(pids[i], out _, 0);
            }
        }
        """.Replace("FIRST", first).Replace("TEST", test));

    [Fact]
    public Task AllButTheLast_Reports() =>
        NativeVerifier.VerifyAnalyzerAsync(Farm.Replace("COUNT", "workers.Length - 1").Replace("WaitForExit", "{|ZG0006:WaitForExit|}"));

    [Fact]
    public Task AllOfTheArray_IsSilent() => NativeVerifier.VerifyAnalyzerAsync(Farm.Replace("COUNT", "workers.Length"));

    private const string Farm = """
        using System.Diagnostics;

        class Farm
        {
            public void Run()
            {
                var workers = new Process[8];
                for (var i = 0; i < workers.Length; i++)
                    workers[i] = Process.Start("worker");

                for (var i = 0; i < COUNT; i++)
                    workers[i].WaitForExit();
            }
        }
        """;

    [Fact]
    public Task ConstantCounts_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pool
        {
            public void Run(string[] argv)
            {
                for (var i = 0; i < 4; i++)
                    posix_spawn(out _, "worker", 0, 0, argv, null);

                for (var i = 0; i < 3; i++)
                    {|ZG0006:wait|}(out _);
            }
        }
        """);

    [Fact]
    public Task ConstantCounts_TheSame_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pool
        {
            public void Run(string[] argv)
            {
                for (var i = 0; i < 4; i++)
                    posix_spawn(out _, "worker", 0, 0, argv, null);

                for (var i = 0; i < 4; i++)
                    wait(out _);
            }
        }
        """);

    [Fact]
    public Task NotInEveryTurn_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pool
        {
            public void Run(string[] argv)
            {
                for (var i = 0; i < 4; i++)
                {
                    if (argv[i].Length > 0)
                        posix_spawn(out _, "worker", 0, 0, argv, null);
                }

                for (var i = 0; i < 3; i++)
                    wait(out _);
            }
        }
        """);

    [Fact]
    public Task SymbolChangesBetween_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pool
        {
            public void Run(int count, string[] argv)
            {
                for (var i = 0; i < count; i++)
                    posix_spawn(out _, "worker", 0, 0, argv, null);

                count++;
                for (var i = 0; i < count - 1; i++)
                    wait(out _);
            }
        }
        """);

    [Fact]
    public Task ArrayFilledForSure_WaitsForOneLess_Reports() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var all = new Process[4];
            for (var i = 0; i < 4; i++)
            {
                all[i] = Process.Start(make)!;
            }

            for (var i = 1; i < 4; i++)
            {
                all[i].{|ZG0006:WaitForExit|}();
            }
        }
        """);

    [Fact]
    public Task ArrayFilledForSure_WaitsForAll_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        void Run()
        {
            var all = new Process[4];
            for (var i = 0; i < 4; i++)
            {
                all[i] = Process.Start(make)!;
            }

            for (var i = 3; i >= 0; i--)
            {
                all[i].WaitForExit();
            }
        }
        """);
}

using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Several children of a loop, and fewer waits.</summary>
public sealed partial class ZG0006_FewerWaitsThanChildrenTests
{
    [Fact]
    public Task OnlyTheLastOfTheLoopIsWaitedFor_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                Process gzip = null;
                foreach (var file in files)
                    gzip = Process.Start("gzip", file);

                gzip?.{|ZG0006:WaitForExit|}();
            }
        }
        """);

    [Fact]
    public Task TwoCountedLoops_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Workers
        {
            public void Run()
            {
                const int Count = 4;
                var workers = new List<Process>(Count);
                for (var i = 0; i < Count; i++)
                    workers.Add(Process.Start("worker"));
                for (var i = 0; i < Count; i++)
                    workers[i].WaitForExit();
            }
        }
        """);

    [Fact]
    public Task SpawnedInLoop_OneWait_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                for (var i = 0; i < count; i++)
                    posix_spawn(out var pid, argv[0], 0, 0, argv, null);

                {|ZG0006:wait|}(out _);
            }
        }
        """);

    [Fact]
    public Task SpawnedInLoop_WaitedForInSecondCountedLoop_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int count)
            {
                for (var i = 0; i < count; i++)
                    posix_spawn(out var pid, argv[0], 0, 0, argv, null);

                for (var i = 0; i < count; i++)
                    wait(out _);
            }
        }
        """);
}

using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task PolledToTheEnd_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Builder
        {
            public int Build()
            {
                var make = Process.Start("make");
                while (!make.HasExited)
                {
                    Thread.Sleep(200);
                    make.Refresh();
                }

                return make.ExitCode;
            }
        }
        """);

    [Fact]
    public Task PolledTenTimes_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Builder
        {
            public void Build()
            {
                var make = Process.{|ZG0002:Start|}("make");
                for (var i = 0; i < 10 && !make.HasExited; i++)
                    Thread.Sleep(200);
            }
        }
        """);

    [Fact]
    public Task PollingLoopLeftOnCancellation_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Builder
        {
            public void Build(CancellationToken token)
            {
                var make = Process.{|ZG0002:Start|}("make");
                while (!make.HasExited)
                {
                    if (token.IsCancellationRequested)
                        break;

                    Thread.Sleep(200);
                }
            }
        }
        """);

    [Fact]
    public Task PollingLoopThrowsOnCancellation_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Builder
        {
            public void Build(CancellationToken token)
            {
                var make = Process.Start("make");
                while (!make.HasExited)
                {
                    token.ThrowIfCancellationRequested();
                    Thread.Sleep(200);
                }
            }
        }
        """);

    [Fact]
    public Task PollingLoopKillsAndWaitsOnCancellation_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Builder
        {
            public void Build(CancellationToken token)
            {
                var make = Process.Start("make");
                while (!make.HasExited)
                {
                    if (token.IsCancellationRequested)
                    {
                        make.Kill(entireProcessTree: true);
                        make.WaitForExit();
                        return;
                    }

                    Thread.Sleep(200);
                }
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PeriodicTimerOfTheMethod_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> RunAsync(CancellationToken token)
            {
                using var job = Process.Start(make);
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(token).ConfigureAwait(false))
                {
                    if (job.HasExited) break;
                    Console.WriteLine(job.WorkingSet64);
                }

                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PeriodicTimerOfTheType_MayStop_Reports() => RunnerVerifier.VerifyMembersAsync("""
            readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));

            public async Task RunAsync(CancellationToken token)
            {
                using var job = Process.{|ZG0002:Start|}(make);
                while (await _timer.WaitForNextTickAsync(token))
                {
                    if (job.HasExited) return;
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task StartedAtEachTick_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task RunAsync(CancellationToken token)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(token))
                {
                    using var job = Process.{|ZG0002:Start|}(make);
                    Console.WriteLine(job.Id);
                }
            }
        """);
}

using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0014_CancelledWaitLeavesChildTests
{
    [Fact, Trait("Origin", "Reviewed")]
    public Task TokenAskedBehindTheHandler_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                try { await job.WaitForExitAsync(token); }
                catch (OperationCanceledException) { }

                if (token.IsCancellationRequested)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }

                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task AnotherTokenAskedBehindTheHandler_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token, CancellationToken other)
            {
                using var job = Process.Start(make);
                try { await job.{|ZG0014:WaitForExitAsync|}(token); }
                catch (OperationCanceledException) { }

                if (other.IsCancellationRequested)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SourceAskedBehindTheHandler_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run()
            {
                using var limit = new CancellationTokenSource(1000);
                using var job = Process.Start(make);
                try { await job.WaitForExitAsync(limit.Token); }
                catch (OperationCanceledException) { }

                if (!limit.IsCancellationRequested) return;
                job.Kill();
                await job.WaitForExitAsync();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task TokenAskedBehindAMethodThatSwallows_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            static async Task Join(Process job, CancellationToken token)
            {
                try { await job.WaitForExitAsync(token); }
                catch (OperationCanceledException) { }
            }

            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                await Join(job, token);
                if (token.IsCancellationRequested)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task NobodyAsksBehindAMethodThatSwallows_Reports() => RunnerVerifier.VerifyMembersAsync("""
            static async Task Join(Process job, CancellationToken token)
            {
                try { await job.WaitForExitAsync(token); }
                catch (OperationCanceledException) { }
            }

            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                await {|ZG0014:Join|}(job, token);
                Work();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task TokenThrowsBehindTheHandler_ReportsTheLeftOneAlone() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                try { await job.{|ZG0014:WaitForExitAsync|}(token); }
                catch (OperationCanceledException) { }

                token.ThrowIfCancellationRequested();
                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KeptExceptionAskedBehindTheHandler_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                Exception error = null;
                try { await job.WaitForExitAsync(token); }
                catch (OperationCanceledException e) { error = e; }

                if (error != null)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }

                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KeptExceptionAskedTheWrongWay_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                Exception error = null;
                try { await job.{|ZG0014:WaitForExitAsync|}(token); }
                catch (OperationCanceledException e) { error = e; }

                if (error == null)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KeptMessageAskedBehindTheHandler_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                string error = null;
                System.Runtime.ExceptionServices.ExceptionDispatchInfo captured = null;
                try { await job.WaitForExitAsync(token); }
                catch (OperationCanceledException e) { error = e.Message; captured = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e); }

                if (error is null && captured is null) return job.ExitCode;
                job.Kill();
                await job.WaitForExitAsync();
                return -1;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SuppressedAndKilled_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                await job.WaitForExitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!job.HasExited)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }

                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SuppressedAndAsked_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                var exit = job.WaitForExitAsync(token);
                await exit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (exit.IsCanceled)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }
            }

            public async Task Ask(CancellationToken token)
            {
                using var job = Process.Start(make);
                await job.WaitForExitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (token.IsCancellationRequested)
                {
                    job.Kill();
                    await job.WaitForExitAsync();
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SuppressedAndForgotten_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                await job.{|ZG0014:WaitForExitAsync|}(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return job.{|ZG0013:ExitCode|};
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SuppressedAndOnlyKilled_ReportsTheKill() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                await job.WaitForExitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!job.HasExited) job.{|ZG0005:Kill|}();
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OtherOptionsThrow_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task<int> Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                await job.{|ZG0014:WaitForExitAsync|}(token).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                return job.ExitCode;
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task SwallowedInEachTurn_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token)
            {
                while (true)
                {
                    using var job = Process.Start(make);
                    try { await job.{|ZG0014:WaitForExitAsync|}(token); }
                    catch (OperationCanceledException) { }
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task KilledInEachTurn_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token)
            {
                while (true)
                {
                    using var job = Process.Start(make);
                    try { await job.WaitForExitAsync(token); }
                    catch (OperationCanceledException) { job.Kill(); await job.WaitForExitAsync(); }
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ObjectKillsByACallback_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            readonly struct Killer : IDisposable
            {
                readonly CancellationTokenRegistration _callback;
                public Killer(Process job, CancellationToken token) => _callback = token.Register(() => job.Kill());
                public void Dispose() => _callback.Dispose();
            }

            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                using var killer = new Killer(job, token);
                await job.WaitForExitAsync(token);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ObjectHasNoCallback_Reports() => RunnerVerifier.VerifyMembersAsync("""
            readonly struct Log
            {
                public Log(Process job, CancellationToken token) => Console.WriteLine($"{job.Id} {token.CanBeCanceled}");
            }

            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(make);
                var log = new Log(job, token);
                await job.{|ZG0014:WaitForExitAsync|}(token);
            }
        """);
}

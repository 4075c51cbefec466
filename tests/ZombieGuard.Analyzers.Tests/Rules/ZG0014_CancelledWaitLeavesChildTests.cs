using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A cancelled wait that leaves the process running.</summary>
public sealed partial class ZG0014_CancelledWaitLeavesChildTests
{
    [Fact]
    public Task SwallowedAndForgotten_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run(CancellationToken token)
            {
                using var git = Process.Start("git", "gc");
                try
                {
                    await git.{|ZG0014:WaitForExitAsync|}(token);
                }
                catch (OperationCanceledException)
                {
                    Console.WriteLine("cancelled");
                }
            }
        }
        """);

    [Fact]
    public Task KilledAndWaitedForWhenCancelled_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run(CancellationToken token)
            {
                using var git = Process.Start("git", "gc");
                try
                {
                    await git.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    git.Kill(entireProcessTree: true);
                    await git.WaitForExitAsync();
                    throw;
                }
            }
        }
        """);

    [Fact]
    public Task GoesOnToTheCaller_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task<int> Run(CancellationToken token)
            {
                using var git = Process.Start("git", "gc");
                await git.{|ZG0014:WaitForExitAsync|}(token);
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task WithoutToken_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task<int> Run()
            {
                using var git = Process.Start("git", "gc");
                await git.WaitForExitAsync();
                await git.WaitForExitAsync(default);
                await git.WaitForExitAsync(CancellationToken.None);
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task KilledInFinally_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task<int> Run(CancellationToken token)
            {
                using var git = Process.Start("git", "gc");
                try
                {
                    await git.WaitForExitAsync(token);
                    return git.ExitCode;
                }
                finally
                {
                    if (!git.HasExited)
                    {
                        git.Kill();
                    }
                }
            }
        }
        """);

    [Fact]
    public Task KilledByTheTokensCallback_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task<int> Run(CancellationToken token)
            {
                using var git = Process.Start("git", "gc");
                using var registration = token.Register(() => git.Kill());
                await git.WaitForExitAsync(token);
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task TaskReturned_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public Task Run(CancellationToken token)
            {
                var git = Process.Start("git", "gc");
                return git.WaitForExitAsync(token);
            }
        }
        """);

    [Fact]
    public Task JoinedLaterWithoutToken_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run(CancellationToken token)
            {
                using var git = Process.Start("git", "gc");
                try
                {
                    await git.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    Console.WriteLine("asked to stop; still waiting");
                }

                await git.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task InHelper_Reports() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run(CancellationToken token)
            {
                using var git = Process.Start("git", "gc");
                await {|ZG0014:Join|}(git, token);
            }

            private static async Task Join(Process process, CancellationToken token)
            {
                await process.WaitForExitAsync(token);
                Console.WriteLine(process.ExitCode);
            }
        }
        """);

    [Fact]
    public Task TimeoutSwallowed_IsZG0004() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run()
            {
                using var git = Process.Start("git", "gc");
                try
                {
                    await git.WaitForExitAsync().{|ZG0004:WaitAsync|}(TimeSpan.FromSeconds(1));
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                }
            }
        }
        """);

    [Fact]
    public Task TimeoutKills_IsSilent() => RunnerVerifier.VerifyAsync("""
        class Runner
        {
            public async Task Run()
            {
                using var git = Process.Start("git", "gc");
                try
                {
                    await git.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(1));
                }
                catch (TimeoutException)
                {
                    git.Kill();
                    await git.WaitForExitAsync();
                }
            }
        }
        """);

    [Fact]
    public Task VariableWithoutAToken_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        async Task Run()
        {
            using var git = Process.Start(make);
            var never = CancellationToken.None;
            await git.WaitForExitAsync(never);
        }
        """);

    [Fact]
    public Task VariableWithAToken_Reports() => RunnerVerifier.VerifyMembersAsync("""
        async Task Run(CancellationToken cancellation)
        {
            using var git = Process.Start(make);
            var ends = cancellation;
            await git.{|ZG0014:WaitForExitAsync|}(ends);
        }
        """);

    [Fact]
    public Task HelperGivenNoToken_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        static async Task<int> Finish(Process process, CancellationToken cancellation = default)
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }

        async Task<int> Run()
        {
            using var git = Process.Start(make);
            return await Finish(git);
        }

        async Task<int> RunToTheEnd()
        {
            using var git = Process.Start(make);
            return await Finish(git, CancellationToken.None);
        }
        """);

    [Fact]
    public Task HelperGivenAToken_Reports() => RunnerVerifier.VerifyMembersAsync("""
        static async Task<int> Finish(Process process, CancellationToken cancellation = default)
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }

        async Task<int> Run(CancellationToken cancellation)
        {
            using var git = Process.Start(make);
            return await {|ZG0014:Finish|}(git, cancellation);
        }
        """);

    [Fact]
    public Task HelperRegistersTheKill_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        static IDisposable KillWhen(CancellationToken cancellation, Process process) => cancellation.Register(() => process.Kill());

        async Task Run(CancellationToken cancellation)
        {
            using var git = Process.Start(make);
            using var kills = KillWhen(cancellation, git);
            await git.WaitForExitAsync(cancellation);
        }
        """);

    [Fact]
    public Task HelperRegistersNothing_Reports() => RunnerVerifier.VerifyMembersAsync("""
        static bool IsOver(CancellationToken cancellation, Process process) => cancellation.IsCancellationRequested || process.HasExited;

        async Task Run(CancellationToken cancellation)
        {
            using var git = Process.Start(make);
            Console.WriteLine(IsOver(cancellation, git));
            await git.{|ZG0014:WaitForExitAsync|}(cancellation);
        }
        """);

    [Fact]
    public Task AwaitedWithOthers_Reports() => RunnerVerifier.VerifyMembersAsync("""
        async Task Run(CancellationToken cancellation)
        {
            using var git = Process.Start(make);
            using var gcc = Process.Start(make);
            await Task.WhenAll(git.{|ZG0014:WaitForExitAsync|}(cancellation), gcc.WaitForExitAsync(), Task.Delay(10, cancellation));
        }
        """);

    [Fact]
    public Task AwaitedWithOthersAndKilled_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
        async Task Run(CancellationToken cancellation)
        {
            using var git = Process.Start(make);
            try
            {
                await Task.WhenAll(git.WaitForExitAsync(cancellation), Task.Delay(10, cancellation), Task.Delay(20));
            }
            catch (OperationCanceledException)
            {
                git.Kill();
                git.WaitForExit();
                throw;
            }
        }
        """);
}

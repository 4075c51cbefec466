using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task Awaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Encoder
        {
            public async Task<int> Encode(string input, CancellationToken token)
            {
                using var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                await ffmpeg.{|ZG0014:WaitForExitAsync|}(token).ConfigureAwait(false);
                return ffmpeg.ExitCode;
            }
        }
        """);

    [Fact]
    public Task WhenAllOfTwo_Awaited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Pipeline
        {
            public async Task Run()
            {
                var left = Process.Start("producer");
                var right = Process.Start("consumer");
                await Task.WhenAll(left.WaitForExitAsync(), right.WaitForExitAsync());
            }
        }
        """);

    [Fact]
    public Task ContinuationUsesTheProcess_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Encoder
        {
            public void Encode(string input)
            {
                var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                ffmpeg.WaitForExitAsync().ContinueWith(_ => Console.WriteLine(ffmpeg.ExitCode));
            }
        }
        """);

    [Fact]
    public Task MethodGroupToTaskRun_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Encoder
        {
            public Task Encode(string input)
            {
                var ffmpeg = Process.Start("ffmpeg", "-i " + input);
                return Task.Run(ffmpeg.WaitForExit);
            }
        }
        """);

    [Fact]
    public Task AwaitBetweenStartAndReturn_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public async Task Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                await Task.Delay(500);
            }
        }
        """);

    [Fact]
    public Task AwaitBetweenStartAndWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public async Task Launch()
            {
                var nginx = Process.Start("nginx");
                await Task.Delay(500);
                await nginx.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task CancellationSwallowed_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Server
        {
            public async Task Run(CancellationToken token)
            {
                using var nginx = Process.Start("nginx");
                try
                {
                    await nginx.{|ZG0014:WaitForExitAsync|}(token);
                }
                catch (OperationCanceledException)
                {
                    Console.WriteLine("cancelled");
                }
            }
        }
        """);

    [Fact]
    public Task CancellationKillsAndWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Server
        {
            public async Task Run(CancellationToken token)
            {
                using var nginx = Process.Start("nginx");
                try
                {
                    await nginx.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    nginx.Kill(entireProcessTree: true);
                    await nginx.WaitForExitAsync(CancellationToken.None);
                }
            }
        }
        """);

    [Fact]
    public Task CancellationKillsAndRethrows_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;

        class Server
        {
            public async Task Run(CancellationToken token)
            {
                using var nginx = Process.Start("nginx");
                try
                {
                    await nginx.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    nginx.Kill();
                    throw;
                }
            }
        }
        """);
}

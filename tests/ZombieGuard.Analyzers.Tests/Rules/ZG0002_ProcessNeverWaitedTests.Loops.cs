using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task StartedInLoop_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                foreach (var file in files)
                    Process.{|ZG0002:Start|}("gzip", file);
            }
        }
        """);

    [Fact]
    public Task StartedAndWaitedForInLoop_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                foreach (var file in files)
                {
                    using var gzip = Process.Start("gzip", file);
                    gzip.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ContinueBeforeTheWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                foreach (var file in files)
                {
                    using var gzip = Process.{|ZG0002:Start|}("gzip", file);
                    if (file.EndsWith(".tmp"))
                        continue;

                    gzip.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ContinueBeforeTheStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                foreach (var file in files)
                {
                    if (file.EndsWith(".tmp"))
                        continue;

                    using var gzip = Process.Start("gzip", file);
                    gzip.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task BreakBeforeTheWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files, int limit)
            {
                for (var i = 0; i < files.Length; i++)
                {
                    var gzip = Process.{|ZG0002:Start|}("gzip", files[i]);
                    if (i == limit)
                        break;

                    gzip.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task BreakAfterTheWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files, int limit)
            {
                for (var i = 0; i < files.Length; i++)
                {
                    var gzip = Process.Start("gzip", files[i]);
                    gzip.WaitForExit();
                    if (i == limit)
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task PreviousIsWaitedForBeforeTheNext_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                Process gzip = null;
                foreach (var file in files)
                {
                    gzip?.WaitForExit();
                    gzip = Process.Start("gzip", file);
                }

                gzip?.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task PreviousIsWaitedFor_LastIsForgotten_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(string[] files)
            {
                Process gzip = null;
                foreach (var file in files)
                {
                    gzip?.WaitForExit();
                    gzip = Process.{|ZG0002:Start|}("gzip", file);
                }
            }
        }
        """);

    [Fact]
    public Task RetryUntilItSucceeds_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Repository
        {
            public void Push()
            {
                while (true)
                {
                    using var git = Process.Start("git", "push");
                    git.WaitForExit();
                    if (git.ExitCode == 0)
                        break;

                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task EndlessLoopOfStarts_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class HealthCheck
        {
            public void Run()
            {
                while (true)
                {
                    Process.{|ZG0002:Start|}("curl", "-fs http://localhost/health");
                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task EndlessLoopThatWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class HealthCheck
        {
            public void Run()
            {
                while (true)
                {
                    var curl = Process.Start("curl", "-fs http://localhost/health");
                    curl.WaitForExit();
                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task DoWhileExitCodeIsBad_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Push()
            {
                int code;
                do
                {
                    using var git = Process.Start("git", "push");
                    git.WaitForExit();
                    code = git.ExitCode;
                }
                while (code != 0);
            }
        }
        """);

    [Fact]
    public Task GotoRetry_WaitsEachTime_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Push()
            {
                var attempts = 0;
            retry:
                var git = Process.Start("git", "push");
                git.WaitForExit();
                if (git.ExitCode != 0 && ++attempts < 3)
                    goto retry;
            }
        }
        """);

    [Fact]
    public Task GotoJumpsOverTheWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Push(bool quick)
            {
                var git = Process.{|ZG0002:Start|}("git", "push");
                if (quick)
                    goto done;

                git.WaitForExit();
            done:
                Console.WriteLine("done");
            }
        }
        """);

    [Fact]
    public Task GotoJumpsOverStartAndWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Push(bool quick)
            {
                if (quick)
                    goto done;

                var git = Process.Start("git", "push");
                git.WaitForExit();
            done:
                Console.WriteLine("done");
            }
        }
        """);

    [Fact]
    public Task StartedBeforeLoop_WaitedForInLoopThatMayRunZeroTimes_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Serve(string[] requests)
            {
                var redis = Process.{|ZG0002:Start|}("redis-server");
                foreach (var request in requests)
                    redis.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedBeforeLoop_WaitedForAfterIt_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Serve(string[] requests)
            {
                var redis = Process.Start("redis-server");
                foreach (var request in requests)
                    Console.WriteLine(request);

                redis.WaitForExit();
            }
        }
        """);
}

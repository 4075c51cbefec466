using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task ExitedWithEventsEnabled_BeforeStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = new Process { StartInfo = new ProcessStartInfo("nginx"), EnableRaisingEvents = true };
                nginx.Exited += (_, _) => Console.WriteLine("nginx has ended with " + nginx.ExitCode);
                nginx.Start();
            }
        }
        """);

    [Fact]
    public Task ExitedWithEventsEnabled_AfterStart_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.Start("nginx");
                nginx.Exited += OnExited;
                nginx.EnableRaisingEvents = true;
            }

            private void OnExited(object sender, EventArgs e) => Console.WriteLine("nginx has ended");
        }
        """);

    [Fact]
    public Task ExitedWithoutEventsEnabled_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.Start("nginx");
                nginx.{|ZG0008:Exited|} += OnExited;
            }

            private void OnExited(object sender, EventArgs e) => Console.WriteLine("nginx has ended");
        }
        """);

    [Fact]
    public Task EventsEnabledWithoutHandler_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = new Process { StartInfo = new ProcessStartInfo("nginx"), EnableRaisingEvents = true };
                nginx.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task ExitedCompletesATask_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public Task<int> Run()
            {
                var exit = new TaskCompletionSource<int>();
                var nginx = new Process { StartInfo = { FileName = "nginx" } };
                nginx.EnableRaisingEvents = true;
                nginx.Exited += (_, _) =>
                {
                    exit.SetResult(nginx.ExitCode);
                    nginx.Dispose();
                };
                nginx.Start();
                return exit.Task;
            }
        }
        """);

    [Fact]
    public Task ExitedOfAnotherProcess_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = new Process { StartInfo = new ProcessStartInfo("nginx"), EnableRaisingEvents = true };
                var redis = new Process { StartInfo = new ProcessStartInfo("redis-server"), EnableRaisingEvents = true };
                nginx.Exited += (_, _) => Console.WriteLine("nginx has ended");
                nginx.Start();
                redis.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task ExitedEnabledOnOneBranchOnly_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch(bool watch)
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                if (watch)
                {
                    nginx.Exited += (_, _) => Console.WriteLine("nginx has ended");
                    nginx.EnableRaisingEvents = true;
                }
            }
        }
        """);

    [Fact]
    public Task ExitedEnabledOnOneBranch_WaitOnTheOther_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch(bool watch)
            {
                var nginx = Process.Start("nginx");
                if (watch)
                {
                    nginx.Exited += (_, _) => Console.WriteLine("nginx has ended");
                    nginx.EnableRaisingEvents = true;
                }
                else
                {
                    nginx.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task OtherEventOnly_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = new Process { StartInfo = new ProcessStartInfo("nginx"), EnableRaisingEvents = true };
                nginx.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
                nginx.{|ZG0002:Start|}();
            }
        }
        """);
}

using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A child in a private field or property that nothing which can reach it waits for.</summary>
public sealed partial class ZG0003_KeptChildNeverWaitedTests
{
    [Fact]
    public Task KilledAndDisposed_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        sealed class Server : IDisposable
        {
            private Process _process;

            public void Start() => _process = Process.{|ZG0003:Start|}("server");

            public void Dispose()
            {
                _process?.Kill();
                _process?.Dispose();
            }
        }
        """);

    [Fact]
    public Task KilledAndWaitedFor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        sealed class Server : IDisposable
        {
            private Process _process;

            public void Start() => _process = Process.Start("server");

            public void Dispose()
            {
                _process?.Kill();
                _process?.WaitForExit();
                _process?.Dispose();
            }
        }
        """);

    [Fact]
    public Task OnlyAskedWhetherItRuns_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private readonly Process _process = new() { StartInfo = new ProcessStartInfo("server") };

            public bool IsRunning => !_process.HasExited;

            public int Id => _process.Id;

            public void Start() => _process.{|ZG0003:Start|}();
        }
        """);

    [Fact]
    public Task PolledUntilItHasEnded_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Server
        {
            private readonly Process _process = new() { StartInfo = new ProcessStartInfo("server") };

            public void Start() => _process.Start();

            public void Join()
            {
                while (!_process.HasExited)
                {
                    Thread.Sleep(100);
                }
            }
        }
        """);

    [Fact]
    public Task ExitObserved_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            private readonly Process _process;

            public Server()
            {
                _process = new Process { StartInfo = new ProcessStartInfo("server"), EnableRaisingEvents = true };
                _process.Exited += (_, _) => Console.WriteLine("server has ended");
            }

            public void Start() => _process.Start();
        }
        """);

    [Fact]
    public Task StoredByWayOfLocal_WaitedForByLocal_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private Process _current;

            public void Run()
            {
                var process = Process.Start("server");
                _current = process;
                process.WaitForExit();
                _current = null;
            }

            public void Stop() => _current?.Kill();
        }
        """);

    [Fact]
    public Task StoredByWayOfLocal_NeverWaitedFor_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            private Process _current;

            public void Run()
            {
                var process = Process.{|ZG0003:Start|}("server");
                _current = process;
                Console.WriteLine(process.Id);
            }

            public void Stop() => _current?.Kill();
        }
        """);

    [Fact]
    public Task WaitedForByHelper_IsSilent_KilledByHelper_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        static class Processes
        {
            public static void Join(Process process) => process.WaitForExit();

            public static void Stop(Process process)
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }
            }
        }

        class Good
        {
            private Process _process;

            public void Start() => _process = Process.Start("server");

            public void Stop() => Processes.Join(_process);
        }

        class Bad
        {
            private Process _process;

            public void Start() => _process = Process.{|ZG0003:Start|}("server");

            public void Stop() => Processes.Stop(_process);
        }
        """);

    [Fact]
    public Task ThroughAliases() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Bad
        {
            private Process _process;

            public void Start() => _process = Process.{|ZG0003:Start|}("server");

            public void Stop()
            {
                var process = _process;
                if (process != null && !process.HasExited)
                {
                    process.Kill();
                }
            }
        }

        class BadPattern
        {
            private Process _process;

            public void Start() => _process = Process.{|ZG0003:Start|}("server");

            public void Stop()
            {
                if (_process is { HasExited: false } running)
                {
                    running.Kill();
                }
            }
        }

        class BadExchange
        {
            private Process _process;

            public void Start() => _process = Process.{|ZG0003:Start|}("server");

            public void Stop()
            {
                var process = Interlocked.Exchange(ref _process, null);
                process?.Kill();
                process?.Dispose();
            }
        }

        class Good
        {
            private Process _process;

            public void Start() => _process = Process.Start("server");

            public void Stop()
            {
                var process = Interlocked.Exchange(ref _process, null);
                process?.Kill();
                process?.WaitForExit();
            }
        }

        class GoodAlias
        {
            private Process _process;

            public void Start() => _process = Process.Start("server");

            public void Stop()
            {
                if (_process is { } running)
                {
                    running.Kill();
                    running.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task StoredByConstructorOrHelper_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Job
        {
            private readonly Process _process;

            public Job(Process process) => _process = process;

            public void Stop() => _process.Kill();
        }

        class Launcher
        {
            private Process _last;

            public Job Launch() => new(Process.{|ZG0003:Start|}("server"));

            public void Again() => Remember(Process.{|ZG0003:Start|}("server"));

            private void Remember(Process process) => _last = process;
        }
        """);

    [Fact]
    public Task KeptRawChild() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Bad
        {
            private int _pid;

            public void Start(string[] argv) => {|ZG0003:posix_spawn|}(out _pid, argv[0], 0, 0, argv, null);

            public void Stop() => kill(_pid, SIGTERM);
        }

        class Good
        {
            private int _pid;

            public void Start(string[] argv) => posix_spawn(out _pid, argv[0], 0, 0, argv, null);

            public void Stop()
            {
                kill(_pid, SIGTERM);
                waitpid(_pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task MoreSpecificThanAPathThatMissesTheWait() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            private Process _process;

            public void Start(bool keep)
            {
                var process = Process.{|ZG0003:Start|}("server");
                if (keep)
                {
                    _process = process;
                }
            }

            public void Stop() => _process.Kill();
        }
        """);

    [Fact]
    public Task OneInstanceField_TwoSites() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Restarting
        {
            private Process _process;

            public void Start() => _process = Process.{|ZG0003:Start|}("server");

            public void Restart()
            {
                _process.Kill();
                _process = Process.{|ZG0003:Start|}("server");
            }
        }
        """);
}

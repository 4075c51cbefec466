using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task Returned_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public Process Launch(string name)
            {
                var process = Process.Start(name);
                process.PriorityClass = ProcessPriorityClass.Idle;
                return process;
            }
        }
        """);

    [Fact]
    public Task IdReturned_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public int Launch(string name)
            {
                var process = Process.{|ZG0002:Start|}(name);
                process.PriorityClass = ProcessPriorityClass.Idle;
                return process.Id;
            }
        }
        """);

    [Fact]
    public Task ReturnedOnOnePathOnly_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public Process Launch(string name, bool visible)
            {
                var process = Process.{|ZG0002:Start|}(name);
                return visible ? process : null;
            }
        }
        """);

    [Fact]
    public Task ReturnedInTask_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public Task<Process> Launch(string name) => Task.FromResult(Process.Start(name));

            public ValueTask<Process> LaunchFast(string name)
            {
                var process = Process.Start(name);
                return new ValueTask<Process>(process);
            }
        }
        """);

    [Fact]
    public Task ReturnedFromAsyncMethod_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public async Task<Process> Launch(string name)
            {
                var process = Process.Start(name);
                await Task.Delay(100);
                return process;
            }
        }
        """);

    [Fact]
    public Task ReturnedThroughOperators_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public Process Coalesce(string name) => Process.Start(name) ?? throw new InvalidOperationException();

            public Process Conditional(bool java) => java ? Process.Start("java") : Process.Start("dotnet");

            public Process Switch(int kind) => kind switch { 0 => Process.Start("java"), _ => Process.Start("dotnet") };
        }
        """);

    [Fact]
    public Task OutParameter_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public bool TryLaunch(string name, out Process process)
            {
                process = Process.Start(name);
                return process != null;
            }

            public void Replace(string name, ref Process process) => process = Process.Start(name);
        }
        """);

    [Fact]
    public Task LocalInsteadOfOutParameter_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public bool TryLaunch(string name, out int id)
            {
                var process = Process.{|ZG0002:Start|}(name);
                id = process?.Id ?? 0;
                return process != null;
            }
        }
        """);

    [Fact]
    public Task StoredInFieldOrProperty_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private static Process s_shared;
            private Process _nginx;

            public Process Redis { get; private set; }

            public void Launch()
            {
                _nginx = Process.Start("nginx");
                Redis = Process.Start("redis-server");
                s_shared ??= Process.Start("memcached");
            }

            public void Stop()
            {
                _nginx.WaitForExit();
                Redis.WaitForExit();
                s_shared.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task FieldStarted_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private readonly Process _nginx = new() { StartInfo = new ProcessStartInfo("nginx") };

            public Process Process { get; } = new() { StartInfo = new ProcessStartInfo("redis-server") };

            public void Launch()
            {
                _nginx.Start();
                Process.Start();
            }

            public void Stop()
            {
                _nginx.WaitForExit();
                Process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StoredOnOnePathOnly_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private Process _nginx;

            public void Launch(bool keep)
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                if (keep)
                    _nginx = nginx;
            }

            public void Stop() => _nginx?.WaitForExit();
        }
        """);

    [Fact]
    public Task StoredInElementOfField_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Supervisor
        {
            private readonly Process[] _workers = new Process[4];
            private readonly Dictionary<string, Process> _named = new();

            public void Launch()
            {
                for (var i = 0; i < _workers.Length; i++)
                    _workers[i] = Process.Start("worker");

                _named["main"] = Process.Start("main");
            }

            public void Stop()
            {
                foreach (var worker in _workers)
                    worker.WaitForExit();
                foreach (var named in _named.Values)
                    named.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task PassedToConstructor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Session(Process process)
        {
            public void Finish() => process.WaitForExit();
        }

        class Launcher
        {
            public Session Launch(string name) => new Session(Process.Start(name));
        }
        """);

    [Fact]
    public Task StoredInObjectInitializer_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Session
        {
            public Process Process { get; init; }
        }

        class Launcher
        {
            public Session Launch(string name)
            {
                var process = Process.Start(name);
                return new Session { Process = process };
            }
        }
        """);

    [Fact]
    public Task PassedToOwnMethod_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        static class ProcessExtensions
        {
            public static void WaitOrThrow(this Process process) => process.WaitForExit();
        }

        class Launcher
        {
            public void Launch(string name)
            {
                Process.Start(name).WaitOrThrow();
                Finish(Process.Start(name));
            }

            private static void Finish(Process process) => process.WaitForExit();
        }
        """);

    [Fact]
    public Task PassedToInterface_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        interface IProcessRegistry
        {
            void Register(Process process);
        }

        class Launcher
        {
            public void Launch(IProcessRegistry registry, string name) => registry.Register(Process.Start(name));
        }
        """);

    [Fact]
    public Task Printed_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Launch(string name)
            {
                var process = Process.{|ZG0002:Start|}(name);
                Console.WriteLine(process);
                Debug.WriteLine($"{process} has the pid {process.Id}");
            }
        }
        """);

    [Fact]
    public Task GivenProcessStarted_IsLeftToTheCaller_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        static class Launcher
        {
            public static bool Launch(Process process)
            {
                process.StartInfo.RedirectStandardOutput = true;
                return process.Start();
            }
        }
        """);

    [Fact]
    public Task ParameterReplacedByOwnProcess_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        static class Launcher
        {
            public static bool Launch(Process process)
            {
                process = new Process { StartInfo = new ProcessStartInfo("nginx") };
                return process.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task StartsItself_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class GitProcess : Process
        {
            public GitProcess(string arguments)
            {
                StartInfo = new ProcessStartInfo("git", arguments);
                Start();
            }
        }
        """);

    [Fact]
    public Task ProcessOfAnotherObjectStarted_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Job
        {
            public Process Process { get; } = new();
        }

        class Launcher
        {
            public void Launch(Job job)
            {
                job.Process.StartInfo.FileName = "make";
                job.Process.Start();
            }
        }
        """);

    [Fact]
    public Task CreatedByOwnMethod_WaitedFor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public int Launch(string name)
            {
                using var process = Create(name);
                process.Start();
                process.WaitForExit();
                return process.ExitCode;
            }

            private static Process Create(string name) => new() { StartInfo = new ProcessStartInfo(name) };
        }
        """);
}

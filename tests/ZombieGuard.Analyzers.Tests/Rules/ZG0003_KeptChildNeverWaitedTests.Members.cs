using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Which members keep a child, and who can reach them.</summary>
public sealed partial class ZG0003_KeptChildNeverWaitedTests
{
    [Fact]
    public Task Exposed_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private Process _process;

            public Process Process => _process;

            public void Start() => _process = Process.Start("server");
        }

        class Other
        {
            public Process Current { get; private set; }

            protected Process Base;

            public void Start()
            {
                Current = Process.Start("server");
                Base = Process.Start("server");
            }
        }
        """);

    [Fact]
    public Task WaitedForByAnotherPartOrNestedType_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        partial class Server
        {
            private Process _process;

            public void Start() => _process = Process.Start("server");
        }

        partial class Server
        {
            public void Join() => _process.WaitForExit();
        }

        class Client
        {
            private Process _process;

            public void Start() => _process = Process.Start("client");

            private sealed class Joiner
            {
                public void Join(Client client) => client._process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task Collections() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class OnlyFilled
        {
            private readonly List<Process> _processes = new();

            public void Start(string name) => _processes.Add(Process.{|ZG0003:Start|}(name));

            public int Count => _processes.Count;
        }

        class OnlyKilled
        {
            private readonly Dictionary<string, Process> _processes = new();

            public void Start(string name) => _processes[name] = Process.{|ZG0003:Start|}(name);

            public void Stop()
            {
                foreach (var process in _processes.Values)
                {
                    process.Kill();
                }

                _processes.Clear();
            }
        }

        class Drained
        {
            private readonly List<Process> _processes = new();

            public void Start(string name) => _processes.Add(Process.Start(name));

            public void Join()
            {
                foreach (var process in _processes)
                {
                    process.WaitForExit();
                }
            }
        }

        class TakenOut
        {
            private readonly Dictionary<string, Process> _processes = new();

            public void Start(string name) => _processes[name] = Process.Start(name);

            public void Join(string name)
            {
                if (_processes.TryGetValue(name, out var process))
                {
                    process.WaitForExit();
                }
            }
        }

        class HandedOn
        {
            private readonly List<Process> _processes = new();

            public IEnumerable<Process> All => _processes;

            public void Start(string name) => _processes.Add(Process.Start(name));
        }
        """);

    [Fact]
    public Task InternalMember_WaitedForByAnotherType_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Session
        {
            internal Process Process { get; set; }
        }

        class Launcher
        {
            public void Launch(Session session) => session.Process = Process.Start("server");
        }

        class Closer
        {
            public void Close(Session session) => session.Process.WaitForExit();
        }
        """);

    [Fact]
    public Task InternalMember_WaitedForByNobody_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Session
        {
            internal Process Process { get; set; }
        }

        class Launcher
        {
            public void Launch(Session session) => session.Process = Process.{|ZG0003:Start|}("server");
        }

        class Closer
        {
            public void Close(Session session) => session.Process.Kill();
        }
        """);

    [Fact]
    public Task InternalMember_WithFriends_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Friend")]

        class Session
        {
            internal Process Process { get; set; }
        }

        class Launcher
        {
            public void Launch(Session session) => session.Process = Process.Start("server");
        }
        """);

    [Fact]
    public Task ProgramEndsBeforeTheTypeWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;

        class Server
        {
            private Process _worker;

            public void Run()
            {
                _worker = Process.Start("worker");
                Thread.Sleep(60_000);
                Environment.Exit(0);
            }

            public void Stop() => _worker.WaitForExit();
        }
        """);

    [Fact]
    public Task ProgramEndsAndTheTypeNeverWaits_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;

        class Server
        {
            private Process _worker;

            public void Run()
            {
                _worker = Process.{|ZG0003:Start|}("worker");
                Thread.Sleep(60_000);
                Environment.Exit(0);
            }

            public void Stop() => _worker.Kill();
        }
        """);

    [Fact]
    public Task MethodThatNeverReturns_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Server
        {
            private Process _worker;

            public void Run()
            {
                _worker = Process.Start("worker");
                while (true)
                {
                    Thread.Sleep(1000);
                }
            }

            public void Stop() => _worker.WaitForExit();
        }
        """);

    [Fact]
    public Task MethodThatNeverReturns_AndTheTypeNeverWaits_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Server
        {
            private Process _worker;

            public void Run()
            {
                _worker = Process.{|ZG0003:Start|}("worker");
                while (true)
                {
                    Thread.Sleep(1000);
                }
            }

            public void Stop() => _worker.Kill();
        }
        """);
}

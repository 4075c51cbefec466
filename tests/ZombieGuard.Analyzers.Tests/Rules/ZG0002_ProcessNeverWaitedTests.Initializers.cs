using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task FieldInitializerKeepsTheProcess_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private readonly Process _nginx = Process.Start("nginx");

            public Process Redis { get; } = Process.Start("redis-server");

            public void Stop() => _nginx.WaitForExit();
        }
        """);

    [Fact]
    public Task FieldInitializerKeepsTheId_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private readonly int _id = Process.{|ZG0002:Start|}("nginx").Id;

            public int Id => _id;
        }
        """);

    [Fact]
    public Task PropertyInitializerKeepsTheId_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public int Id { get; } = Process.{|ZG0002:Start|}("nginx").Id;
        }
        """);

    [Fact]
    public Task LambdaInFieldInitializer_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        static class Tools
        {
            public static readonly Action Launch = () => Process.{|ZG0002:Start|}("nginx");
        }
        """);

    [Fact]
    public Task LambdaInFieldInitializer_Waits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        static class Tools
        {
            public static readonly Action Launch = () => Process.Start("nginx").WaitForExit();
        }
        """);

    [Fact]
    public Task ExpressionBodiedVoidMethod_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Launch() => Process.{|ZG0002:Start|}("nginx");
        }
        """);

    [Fact]
    public Task ExpressionBodiedMethodThatReturnsIt_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public Process Launch() => Process.Start("nginx");
        }
        """);

    [Fact]
    public Task ExpressionBodiedPropertyThatComparesIt_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public bool CanRun => Process.{|ZG0002:Start|}("nginx", "-t") != null;
        }
        """);

    [Fact]
    public Task ExpressionBodiedPropertyThatKeepsIt_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            private Process _nginx;

            public Process Nginx => _nginx ??= Process.Start("nginx");
        }
        """);

    [Fact]
    public Task ConstructorWithBaseInitializer_ReportsOnce_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Service
        {
            protected Service(string name)
            {
            }
        }

        class Server : Service
        {
            public Server() : base("nginx")
            {
                Process.{|ZG0002:Start|}("nginx");
            }
        }
        """);

    [Fact]
    public Task ConstructorWithBaseInitializer_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Service
        {
            protected Service(string name)
            {
            }
        }

        class Server : Service
        {
            public Server() : base("nginx")
            {
                Process.Start("nginx", "-t").WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartInBaseInitializer_IdOnly_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Service
        {
            protected Service(int id)
            {
            }
        }

        class Server : Service
        {
            public Server() : base(Process.{|ZG0002:Start|}("nginx").Id)
            {
            }
        }
        """);

    [Fact]
    public Task StartInBaseInitializer_ProcessItself_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Service
        {
            private readonly Process _process;

            protected Service(Process process) => _process = process;

            public void Stop() => _process.WaitForExit();
        }

        class Server : Service
        {
            public Server() : base(Process.Start("nginx"))
            {
            }
        }
        """);

    [Fact]
    public Task PrimaryConstructorParameter_WaitedInAnotherMember_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server(Process nginx)
        {
            public void Launch() => nginx.Start();

            public void Stop() => nginx.WaitForExit();
        }
        """);

    [Fact]
    public Task SetterStarts_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Wallpaper
        {
            private string _file;

            public string File
            {
                get => _file;
                set
                {
                    _file = value;
                    Process.{|ZG0002:Start|}("feh", "--bg-scale " + value);
                }
            }
        }
        """);

    [Fact]
    public Task SetterStartsAndWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Wallpaper
        {
            private string _file;

            public string File
            {
                get => _file;
                set
                {
                    _file = value;
                    Process.Start("feh", "--bg-scale " + value).WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ArgumentListOverload_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            static Repository() => Process.{|ZG0002:Start|}("git", new[] { "config", "--global", "gc.auto", "0" });
        }
        """);

    [Fact]
    public Task ArgumentListOverload_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            static Repository() => Process.Start("git", new[] { "config", "--global", "gc.auto", "0" }).WaitForExit();
        }
        """);
}

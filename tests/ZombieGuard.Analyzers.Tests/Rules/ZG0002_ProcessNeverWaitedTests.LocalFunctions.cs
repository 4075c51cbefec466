using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task LocalFunctionThatWaits_NeverCalled_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                Console.WriteLine("started");

                void Wait() => nginx.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task LocalFunctionThatWaits_Called_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.Start("nginx");
                Console.WriteLine("started");
                Wait();

                void Wait() => nginx.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task LocalFunctionThatOnlyPrints_Called_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                Print();

                void Print() => Console.WriteLine(nginx.Id);
            }
        }
        """);

    [Fact]
    public Task LocalFunctionThatWaits_PassedOn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public Task Launch()
            {
                var nginx = Process.Start("nginx");
                return Task.Run(Wait);

                void Wait() => nginx.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedInLocalFunction_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                Run("nginx");
                Run("redis-server");

                static void Run(string name)
                {
                    Process.{|ZG0002:Start|}(name);
                }
            }
        }
        """);

    [Fact]
    public Task StartedAndWaitedForInLocalFunction_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                Run("nginx");
                Run("redis-server");

                static void Run(string name)
                {
                    Process.Start(name).WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ReturnInLocalFunction_IsNotTheMethodsOwn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch(bool verbose)
            {
                var nginx = Process.Start("nginx");
                Log();
                nginx.WaitForExit();

                void Log()
                {
                    if (!verbose)
                        return;

                    Console.WriteLine("started");
                }
            }
        }
        """);

    [Fact]
    public Task LocalFunctionCalledOnOnePathOnly_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Launch(bool wait)
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                if (wait)
                    Wait();

                void Wait() => nginx.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task LocalFunctionCalledInFinally_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch(bool quick)
            {
                var nginx = Process.Start("nginx");
                try
                {
                    if (quick)
                        return;

                    Console.WriteLine("started");
                }
                finally
                {
                    Wait();
                }

                void Wait() => nginx.WaitForExit();
            }
        }
        """);
}

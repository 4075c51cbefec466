using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task WaitedForInTaskRun_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.Start("nginx");
                Task.Run(() => nginx.WaitForExit());
            }
        }
        """);

    [Fact]
    public Task OnlyPrintedInTaskRun_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                Task.Run(() => Console.WriteLine(nginx.Id));
            }
        }
        """);

    [Fact]
    public Task WaitedForInThread_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.Start("nginx");
                new Thread(() => { nginx.WaitForExit(); nginx.Dispose(); }) { IsBackground = true }.Start();
            }
        }
        """);

    [Fact]
    public Task LambdaThatWaits_NeverRun_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                Action wait = () => nginx.WaitForExit();
                Console.WriteLine("started");
            }
        }
        """);

    [Fact]
    public Task LambdaThatWaits_Run_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.Start("nginx");
                Action wait = () => nginx.WaitForExit();
                Console.WriteLine("started");
                wait();
            }
        }
        """);

    [Fact]
    public Task LambdaThatWaits_Returned_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public Action Launch()
            {
                var nginx = Process.Start("nginx");
                return () => nginx.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task LambdaThatOnlyPrints_Returned_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public Action Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                return () => Console.WriteLine(nginx.Id);
            }
        }
        """);

    [Fact]
    public Task LambdaThatStores_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            private Process _current;

            public void Launch()
            {
                var nginx = Process.Start("nginx");
                Task.Run(() => { _current = nginx; });
            }
        }
        """);

    [Fact]
    public Task LambdaThatHandsOn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Server
        {
            private readonly List<Action> _cleanup = new();

            public void Launch()
            {
                var nginx = Process.Start("nginx");
                _cleanup.Add(() => Stop(nginx));
            }

            private static void Stop(Process process)
            {
                process.Kill();
                process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task LambdaThatOnlyKills_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                Console.CancelKeyPress += (_, _) => nginx.Kill();
            }
        }
        """);

    [Fact]
    public Task LambdaThatOnlyKills_WaitedForOutside_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.Start("nginx");
                Console.CancelKeyPress += (_, _) => nginx.Kill();
                nginx.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StartedInLambda_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public Task Launch() => Task.Run(() =>
            {
                var nginx = Process.{|ZG0002:Start|}("nginx");
                nginx.PriorityClass = ProcessPriorityClass.BelowNormal;
            });
        }
        """);

    [Fact]
    public Task StartedAndWaitedForInLambda_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Server
        {
            public Task Launch() => Task.Run(() =>
            {
                var nginx = Process.Start("nginx");
                nginx.PriorityClass = ProcessPriorityClass.BelowNormal;
                nginx.WaitForExit();
            });
        }
        """);

    [Fact]
    public Task StartedInExpressionLambdaWithoutResult_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(List<string> files) => files.ForEach(file => Process.{|ZG0002:Start|}("gzip", file));
        }
        """);

    [Fact]
    public Task StartedAndWaitedForInExpressionLambda_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public void Compress(List<string> files) => files.ForEach(file => Process.Start("gzip", file).WaitForExit());
        }
        """);

    [Fact]
    public Task LambdaReturnsTheProcess_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Compressor
        {
            public Func<string, Process> Factory() => file => Process.Start("gzip", file);
        }
        """);

    [Fact]
    public Task ParallelForEach_Waits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Compressor
        {
            public void Compress(string[] files)
            {
                Parallel.ForEach(files, file =>
                {
                    using var gzip = Process.Start("gzip", file);
                    gzip.WaitForExit();
                });
            }
        }
        """);

    [Fact]
    public Task ParallelForEach_OnlyDisposes_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Compressor
        {
            public void Compress(string[] files)
            {
                Parallel.ForEach(files, file =>
                {
                    using var gzip = Process.{|ZG0002:Start|}("gzip", file);
                });
            }
        }
        """);

    [Fact]
    public Task ReturnInNestedLambda_IsNotTheMethodsOwn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Linq;

        class Compressor
        {
            public void Compress(string[] files)
            {
                var gzip = Process.Start("gzip", "-h");
                var names = files.Select(file =>
                {
                    if (file.Length == 0)
                        return "-";

                    return file;
                }).ToList();
                gzip.WaitForExit();
            }
        }
        """);
}

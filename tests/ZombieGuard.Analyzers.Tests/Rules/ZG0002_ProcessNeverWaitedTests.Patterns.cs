using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task IsPattern_WaitsInside_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                if (Process.Start("git", "fetch") is { } git)
                    git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task IsPattern_OnlyPrintsInside_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                if (Process.{|ZG0002:Start|}("git", "fetch") is { } git)
                    Console.WriteLine(git.Id);
            }
        }
        """);

    [Fact]
    public Task IsNotPattern_ReturnsWhereThereIsNoChild_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Fetch()
            {
                if (Process.Start("git", "fetch") is not { } git)
                    return -1;

                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task IsNotPattern_WaitsOnlyWhereForced_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Fetch(bool force)
            {
                if (Process.{|ZG0002:Start|}("git", "fetch") is not { } git)
                    return -1;

                if (force)
                    git.WaitForExit();
                return 0;
            }
        }
        """);

    [Fact]
    public Task IsTypePattern_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                if (Process.Start("git", "fetch") is Process git)
                    git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task IsNull_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Fetch()
            {
                var git = Process.Start("git", "fetch");
                if (git is null)
                    return -1;

                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task IsNotNull_ReturnsWithTheChildRunning_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Fetch()
            {
                var git = Process.{|ZG0002:Start|}("git", "fetch");
                if (git is not null)
                    return 1;

                return 0;
            }
        }
        """);

    [Fact]
    public Task ObjectReferenceEqualsNull_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public int Fetch()
            {
                var git = Process.Start("git", "fetch");
                if (ReferenceEquals(git, null))
                    return -1;

                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task ExitedAlready_OrWaitedFor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                using var git = Process.Start("git", "fetch");
                if (!git.HasExited)
                    git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ExitedAlready_AskedTheWrongWay_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public void Fetch()
            {
                using var git = Process.{|ZG0002:Start|}("git", "fetch");
                if (git.HasExited)
                    git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task HasExitedReadOnce_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Launch()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx", "-g 'daemon off;'");
                Console.WriteLine("ended at once: " + nginx.HasExited);
            }
        }
        """);

    [Fact]
    public Task HasExitedPropertyPattern_PolledToTheEnd_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Server
        {
            public void Run()
            {
                var nginx = Process.Start("nginx", "-g 'daemon off;'");
                while (nginx is { HasExited: false })
                    Thread.Sleep(100);
            }
        }
        """);

    [Fact]
    public Task HasExitedPropertyPattern_ReadOnce_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Server
        {
            public void Run()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx", "-g 'daemon off;'");
                if (nginx is { HasExited: false })
                    Console.WriteLine("nginx runs");
            }
        }
        """);

    [Fact]
    public Task HasExitedPropertyPattern_ElseWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public int Run()
            {
                var nginx = Process.Start("nginx", "-t");
                if (nginx is null or { HasExited: true })
                    return 0;

                nginx.WaitForExit();
                return nginx.ExitCode;
            }
        }
        """);

    [Fact]
    public Task NullConditionalHasExited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Run()
            {
                var nginx = Process.Start("nginx", "-t");
                if (nginx?.HasExited == false)
                    nginx.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task NullConditionalHasExited_TheWrongWay_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Server
        {
            public void Run()
            {
                var nginx = Process.{|ZG0002:Start|}("nginx", "-t");
                if (nginx?.HasExited == true)
                    nginx.WaitForExit();
            }
        }
        """);
}

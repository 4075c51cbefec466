using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task MainReturnsNext_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        static class Program
        {
            static int Main(string[] args)
            {
                using var daemon = Process.Start("my-daemon", "--fork");
                Console.WriteLine("started");
                return 0;
            }
        }
        """);

    [Fact]
    public Task MainSleepsBeforeItReturns_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;

        static class Program
        {
            static int Main(string[] args)
            {
                using var daemon = Process.{|ZG0002:Start|}("my-daemon", "--fork");
                Thread.Sleep(50_000);
                return 0;
            }
        }
        """);

    [Fact]
    public Task MainReadsALineBeforeItReturns_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        static class Program
        {
            static void Main()
            {
                Process.{|ZG0002:Start|}("my-daemon");
                Console.WriteLine("press enter to leave");
                Console.ReadLine();
            }
        }
        """);

    [Fact]
    public Task MainAwaitsBeforeItReturns_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        static class Program
        {
            static async Task Main()
            {
                Process.{|ZG0002:Start|}("my-daemon");
                await Task.Delay(1000);
            }
        }
        """);

    [Fact]
    public Task AsyncMainAwaitsBeforeTheStart_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        static class Program
        {
            static async Task Main()
            {
                await Task.Delay(1000);
                Process.Start("my-daemon");
            }
        }
        """);

    [Fact]
    public Task MainStartsInALoop_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System.Diagnostics;

        static class Program
        {
            static void Main(string[] args)
            {
                foreach (var name in args)
                    Process.{|ZG0002:Start|}(name);
            }
        }
        """);

    [Fact]
    public Task MainOfALibraryClassIsNoEntryPoint_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        public static class Plugin
        {
            public static void Main(string[] args)
            {
                Process.{|ZG0002:Start|}("my-daemon");
            }
        }
        """);

    [Fact]
    public Task EnvironmentExitNext_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Updater
        {
            public void Restart()
            {
                Process.Start("my-app", "--restarted");
                Environment.Exit(0);
            }
        }
        """);

    [Fact]
    public Task EnvironmentExitAfterSleep_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;

        class Updater
        {
            public void Restart()
            {
                Process.{|ZG0002:Start|}("my-app", "--restarted");
                Thread.Sleep(5000);
                Environment.Exit(0);
            }
        }
        """);

    [Fact]
    public Task EnvironmentExitOnOneBranch_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Updater
        {
            public void Restart(bool exit)
            {
                Process.{|ZG0002:Start|}("my-app", "--restarted");
                if (exit)
                    Environment.Exit(0);
            }
        }
        """);

    [Fact]
    public Task EnvironmentExitOnOneBranch_WaitOnTheOther_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Updater
        {
            public void Restart(bool exit)
            {
                var app = Process.Start("my-app", "--restarted");
                if (exit)
                    Environment.Exit(0);

                app.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task FailFastNext_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class CrashReporter
        {
            public void Report(string dump)
            {
                Process.Start("crash-reporter", dump);
                Environment.FailFast("see " + dump);
            }
        }
        """);

    [Fact]
    public Task TopLevelProgramEndsNext_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        Process.Start("my-daemon", "--fork");
        Console.WriteLine("started");
        """);

    [Fact]
    public Task TopLevelProgramWaitsForAKey_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        Process.{|ZG0002:Start|}("my-daemon", "--fork");
        Console.WriteLine("started");
        Console.ReadKey();
        """);

    [Fact]
    public Task TopLevelProgramWaits_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        using var git = Process.Start("git", "status");
        await git.WaitForExitAsync();
        Console.ReadKey();
        return git.ExitCode;
        """);

    [Fact]
    public Task TopLevelLocalFunction_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        foreach (var name in args)
            Run(name);

        Console.ReadKey();

        static void Run(string name)
        {
            var process = Process.{|ZG0002:Start|}(name);
            Console.WriteLine(process.Id);
        }
        """);

    [Fact]
    public Task TopLevelLocalFunctionThatWaits_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;

        foreach (var name in args)
            Run(name);

        Console.ReadKey();

        static void Run(string name)
        {
            var process = Process.Start(name);
            process.WaitForExit();
        }
        """);

    [Fact]
    public Task MainStartsOnTheBranchThatReturns_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;

        static class Program
        {
            static int Main(string[] args)
            {
                if (args.Length == 0)
                {
                    Process.Start("my-daemon", "--default");
                    return 0;
                }

                Thread.Sleep(1000);
                return 1;
            }
        }
        """);
}

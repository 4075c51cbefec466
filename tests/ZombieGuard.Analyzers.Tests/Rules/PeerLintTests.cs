using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Analyzers.Rules;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>
/// What users of the lints that look for the same bug have reported as missed or as wrong, told in C#: clippy's zombie_processes,
/// pylint's consider-using-with, and Python's own warning at run time. The number is that of the report.
/// </summary>
public sealed class PeerLintTests
{
    // What clippy misses by design: any use of the child but an id, a kill or a borrow counts as a wait.

    [Fact]
    public Task Clippy_PolledOnce_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                if (git.HasExited)
                    Console.WriteLine("quick");
            }
        }
        """);

    [Fact]
    public Task Clippy_PolledUntilItEnded_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = Process.Start("git", "gc");
                while (!git.HasExited)
                    Console.Write(".");
            }
        }
        """);

    [Fact]
    public Task Clippy_PassedToWhatDoesNotWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                Inspect(ref git);
            }

            private static void Inspect(ref Process process) => Console.WriteLine(process.StartTime);
        }
        """);

    [Fact]
    public Task Clippy_PassedToWhatWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = Process.Start("git", "gc");
                Finish(ref git);
            }

            private static void Finish(ref Process process) => process.WaitForExit();
        }
        """);

    [Fact]
    public Task Clippy_OneArmOfASwitch_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string mode)
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                switch (mode)
                {
                    case "fast":
                        break;
                    default:
                        git.WaitForExit();
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task Clippy_EveryArmOfASwitch_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string mode)
            {
                var git = Process.Start("git", "gc");
                switch (mode)
                {
                    case "fast":
                        git.Kill();
                        git.WaitForExit();
                        break;
                    default:
                        git.WaitForExit();
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task Clippy_StoredInAStructThatDies_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        record struct Job(string Name, Process Process);

        class Launcher
        {
            public void Run()
            {
                var job = new Job("gc", Process.{|ZG0002:Start|}("git", "gc"));
                Console.WriteLine(job.Name);
            }
        }
        """);

    [Fact]
    public Task Clippy_StoredInAStructThatIsWaitedFor_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        record struct Job(string Name, Process Process);

        class Launcher
        {
            public void Run()
            {
                var job = new Job("gc", Process.Start("git", "gc"));
                job.Process.WaitForExit();
            }
        }
        """);

    // 13459: the wait inside a closure was not seen.

    [Fact]
    public Task Clippy13459_WaitInClosure_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public void Run()
            {
                var git = Process.Start("git", "gc");
                Task.Run(() => git.WaitForExit());
            }
        }
        """);

    [Fact]
    public Task Clippy13459_ClosureThatIsNeverRun_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                Action wait = () => git.WaitForExit();
            }
        }
        """);

    // 13748: on an early return the message did not say which path misses the wait.

    [Fact]
    public Task Clippy13748_EarlyReturn_IsNamed_Reports()
    {
        var test = new CSharpAnalyzerTest<ObligationAnalyzer, DefaultVerifier>
        {
            TestCode = """
                using System.Diagnostics;

                class Launcher
                {
                    public void Run(bool quick)
                    {
                        var git = Process.{|#0:Start|}("git", "gc");
                        if ({|#1:quick|})
                            return;

                        git.WaitForExit();
                    }
                }
                """,
        };
        test.ExpectedDiagnostics.Add(new DiagnosticResult("ZG0002", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
            .WithLocation(0).WithLocation(1).WithMessage(EarlyReturn));
        return test.RunAsync();
    }

    private const string EarlyReturn =
        "The process that 'Process.Start' starts is not waited for when 'quick' is true, so there its exit code is lost; wait for it on that path too";

    [Fact]
    public Task Clippy13748_WaitBeforeEveryReturn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool quick)
            {
                var git = Process.Start("git", "gc");
                git.WaitForExit();
                if (quick)
                    return;

                git.Dispose();
            }
        }
        """);

    // 14677, 16241: the return, or the `?`, of an unrelated closure was taken for the function's own.

    [Fact]
    public Task Clippy16241_ThrowAndReturnInClosure_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Linq;

        class Launcher
        {
            public int Run(string[] numbers)
            {
                var git = Process.Start("git", "gc");
                var sum = numbers.Sum(text =>
                {
                    if (text is null)
                        return 0;

                    return int.TryParse(text, out var number) ? number : throw new FormatException(text);
                });
                git.WaitForExit();
                return sum;
            }
        }
        """);

    [Fact]
    public Task Clippy16241_TheFunctionsOwnReturn_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Linq;

        class Launcher
        {
            public int Run(string[] numbers)
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                if (numbers.Sum(text => text.Length) is > 10 and var sum)
                    return sum;

                git.WaitForExit();
                return 0;
            }
        }
        """);

    // 14911: an early return before the spawn, in the same statement.

    [Fact]
    public Task Clippy14911_LeftBeforeTheSpawn_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string program) =>
                Process.Start(program ?? throw new ArgumentNullException(nameof(program)), Environment.GetEnvironmentVariable("ARGS") ?? "-").WaitForExit();
        }
        """);

    [Fact]
    public Task Clippy14911_LeftAfterTheSpawn_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public string Run(string program)
            {
                var name = Process.{|ZG0002:Start|}(program).MachineName ?? throw new InvalidOperationException();
                return name;
            }
        }
        """);

    // 17692: the child is missed where what may hold it is thrown away unopened.

    [Fact]
    public Task Clippy17692_WhatHoldsTheChildIsThrownAway_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public async Task Run()
            {
                await {|ZG0002:StartAsync|}();
                _ = {|ZG0002:TryStart|}(out _);
                _ = {|ZG0002:WithTime|}();
                _ = Process.{|ZG0002:Start|}("git", "gc") ?? throw new InvalidOperationException();
            }

            private static async Task<Process> StartAsync()
            {
                await Task.Yield();
                return Process.Start("git");
            }

            private static bool TryStart(out Process process)
            {
                process = Process.Start("git");
                return process != null;
            }

            private static (Process, DateTime) WithTime() => (Process.Start("git"), DateTime.UtcNow);
        }
        """);

    [Fact]
    public Task Clippy17692_WhatHoldsTheChildIsOpened_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public async Task Run()
            {
                (await StartAsync()).WaitForExit();
                if (TryStart(out var process))
                    process.WaitForExit();

                var (other, _) = WithTime();
                other.WaitForExit();
            }

            private static async Task<Process> StartAsync()
            {
                await Task.Yield();
                return Process.Start("git");
            }

            private static bool TryStart(out Process process)
            {
                process = Process.Start("git");
                return process != null;
            }

            private static (Process, DateTime) WithTime() => (Process.Start("git"), DateTime.UtcNow);
        }
        """);

    // pylint 5080, 4748, 9162 and its list of factories: only a `with` counts there; here a dispose does not.

    [Fact]
    public Task Pylint5080_ClosedAtOnce_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run() => Process.{|ZG0002:Start|}("git", "gc").Dispose();
        }
        """);

    [Fact]
    public Task Pylint_KeptInADictionaryThatIsDrained_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string[] names)
            {
                var running = new Dictionary<string, Process>();
                foreach (var name in names)
                    running[name] = Process.Start(name);

                foreach (var process in running.Values)
                    process.WaitForExit();
            }
        }
        """);

    // benchexec 1077: Python warned although the child had been collected by wait4, for the sake of its usage.

    [Fact]
    public Task Benchexec1077_CollectedByWait4_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Measurement
        {
            public void Run(string[] argv, nint usage)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                wait4(pid, out _, 0, usage);
            }
        }
        """);

    [Fact]
    public Task Benchexec1077_OnlyLookedAt_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Measurement
        {
            public void Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                waitid(P_PID, pid, 0, WEXITED | WNOWAIT);
            }
        }
        """);
}

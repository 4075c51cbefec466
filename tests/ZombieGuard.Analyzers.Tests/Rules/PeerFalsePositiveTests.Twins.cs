using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <content>The leaks that look like each class: silence about the class must not swallow them.</content>
public sealed partial class PeerFalsePositiveTests
{
    [Fact]
    public Task HandedOver_OnlyTheIdOrTheExitTime_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Launcher
        {
            public int Id() => Process.{|ZG0002:Start|}("git").Id;

            public Task<int> IdInTask()
            {
                var git = Process.{|ZG0002:Start|}("git");
                return Task.FromResult(git.Id);
            }

            public (string, int) InTuple()
            {
                using var git = Process.{|ZG0002:Start|}("git");
                return (git.ProcessName, 1);
            }
        }
        """);

    [Fact]
    public Task HandedOver_ToConstructorThatOnlyReadsIt_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        sealed class ChildName
        {
            private readonly string _name;

            public ChildName(Process process) => _name = process.ProcessName;

            public override string ToString() => _name;
        }

        class Launcher
        {
            public string Run()
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                return new ChildName(git).ToString();
            }
        }
        """);

    [Fact]
    public Task HandedOver_ToCollectionThatDies_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var started = new List<Process>();
                started.Add(Process.{|ZG0002:Start|}("git", "gc"));
                Console.WriteLine(started.Count);
            }
        }
        """);

    [Fact]
    public Task HandedOver_ToExtensionMethodThatOnlyLogs_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        static class ProcessExtensions
        {
            public static Process Logged(this Process process)
            {
                Console.WriteLine(process.Id);
                return process;
            }
        }

        class Launcher
        {
            public void Run() => Process.{|ZG0002:Start|}("git", "gc").Logged();
        }
        """);

    [Fact]
    public Task HandedOver_OnlyANumberStoredInAnotherObject_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Session
        {
            public int WorkerId;
        }

        class Launcher
        {
            public void Run(Session session)
            {
                var worker = Process.{|ZG0002:Start|}("worker");
                session.WorkerId = worker.Id;
            }
        }
        """);

    [Fact]
    public Task JoinedElsewhere_ClosureThatOnlyPrints_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(Action<Action> schedule)
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                schedule(() => Console.WriteLine(git.Id));
            }
        }
        """);

    [Fact]
    public Task JoinedElsewhere_ThreadThatNeverStarts_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                void Wait() => git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task JoinedElsewhere_DisposedInAnotherHandler_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = new Process { StartInfo = new ProcessStartInfo("git", "gc"), EnableRaisingEvents = true };
                git.OutputDataReceived += (sender, e) => git.Refresh();
                git.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task NestedFunction_TheMethodsOwnReturn_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string[] names)
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                var index = Array.FindIndex(names, name => name != null);
                if (index < 0)
                    return;

                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task NestedFunction_TheIteratorsOwnYieldBreak_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            public IEnumerable<string> Run(bool verbose)
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                if (!verbose)
                    yield break;

                yield return "collecting garbage";
                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task NoChildYet_ReturnAfterTheStart_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public int Run(string folder)
            {
                using var git = Process.{|ZG0002:Start|}("git", folder);
                if (folder == null)
                    return -1;

                git.WaitForExit();
                return git.ExitCode;
            }
        }
        """);

    [Fact]
    public Task NoChild_TestedTheWrongWayRound_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run()
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                if (git is null)
                    git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task NoChild_CatchAfterTheStart_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public int? Run()
            {
                var git = Process.{|ZG0002:Start|}("git", "gc");
                try
                {
                    Check();
                }
                catch (Exception e)
                {
                    Console.Error.WriteLine(e.Message);
                    return null;
                }

                git.WaitForExit();
                return git.ExitCode;
            }

            private static void Check()
            {
                if (Environment.ProcessId % 2 == 0)
                    throw new InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task NoChild_NegativePidWaitedFor_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public int Run()
            {
                var pid = {|ZG0001:vfork|}();
                if (pid == 0)
                    _exit(0);

                return pid <= -1 ? waitpid(pid, out _, 0) : 0;
            }
        }
        """);

    [Fact]
    public Task Correlated_AnotherFlag_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool verify, bool wait)
            {
                Process gpg = null;
                if (verify) { gpg = Process.{|ZG0002:Start|}("gpg", "--verify a.sig"); }
                if (wait) { gpg?.WaitForExit(); }
            }
        }
        """);

    [Fact]
    public Task Correlated_FlagChangedInBetween_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool verify)
            {
                Process gpg = null;
                if (verify) { gpg = Process.{|ZG0002:Start|}("gpg", "--verify a.sig"); }
                verify = Console.KeyAvailable;
                if (verify) { gpg?.WaitForExit(); }
            }
        }
        """);

    [Fact]
    public Task Correlated_OppositeSign_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public void Run()
            {
                var pid = {|ZG0001:fork|}();
                if (pid == 0)
                    _exit(0);

                if (pid < 0)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task Loops_SecondLoopThatOnlyDisposes_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(int count)
            {
                var workers = new List<Process>();
                for (var i = 0; i < count; i++)
                    workers.Add(Process.{|ZG0002:Start|}("worker", i.ToString()));

                foreach (var worker in workers)
                {
                    worker.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task Loops_ContinueWithoutFinally_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Launcher
        {
            public void Run(string[] names)
            {
                foreach (var name in names)
                {
                    var worker = Process.{|ZG0002:Start|}("worker", name);
                    if (name.Length == 0)
                        continue;

                    worker.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task NotAChild_ButThisOneIs_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Monitor
        {
            public void Run(int id)
            {
                var other = Process.GetProcessById(id);
                var worker = Process.{|ZG0002:Start|}("worker");
                other.WaitForExit();
                Console.WriteLine(Process.GetCurrentProcess().Id + worker.Id);
            }
        }
        """);

    [Fact]
    public Task NotAChild_NotByTheShellAfterAll_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open()
            {
                Process.{|ZG0002:Start|}(new ProcessStartInfo { FileName = "viewer", UseShellExecute = false });
                Process.{|ZG0002:Start|}("pdftotext", "manual.pdf");
            }
        }
        """);

    [Fact]
    public Task Detached_ButTheParentStays_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System.Diagnostics;
        using System.Threading;

        if (args.Length > 0)
        {
            Process.{|ZG0002:Start|}("my-daemon", args[0]);
            Thread.Sleep(10_000);
            return 0;
        }

        return 1;
        """);

    [Fact]
    public Task Detached_NoReaperPresent_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        new Thread(() =>
        {
            while (true)
            {
                if (getpid() < 0)
                    Thread.Sleep(100);
            }
        }) { IsBackground = true }.Start();

        while (true)
        {
            {|ZG0001:posix_spawn|}(out var pid, args[0], 0, 0, args, null);
            Thread.Sleep(1000);
        }
        """);

    [Fact]
    public Task Cost_ManyFlagsAndNoWait_Reports() => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Diagnostics;

        class Launcher
        {
            public void Run(bool[] flags)
            {
                Process make = null;
                var wanted = flags[0];
                if (wanted) make = Process.{|ZG0002:Start|}("make");
                {{string.Concat(Enumerable.Range(1, 200).Select(i => $"if (flags[{i}]) Console.WriteLine({i});\n"))}}
                if (wanted) make.Refresh();
            }
        }
        """);
}

using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The situations that ZombieGuard exists for, by their numbers.</summary>
public sealed partial class ScenarioTests
{
    [Fact]
    [Trait("Scenario", "S1")]
    public Task ForkReturnsTwice_EachPathIsItsOwn_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Twice
        {
            public void Run()
            {
                var pid = fork();
                if (pid < 0)
                {
                    Console.Error.WriteLine("fork failed");
                }
                else if (pid == 0)
                {
                    Console.WriteLine("I am the child");
                    _exit(0);
                }
                else
                {
                    Console.WriteLine("I am the parent of " + pid);
                    waitpid(pid, out _, 0);
                }

                Console.WriteLine("after the if");
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S1")]
    public Task ForkReturnsTwice_ParentPathForgets_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Twice
        {
            public void Run()
            {
                var pid = {|ZG0001:fork|}();
                if (pid < 0)
                {
                    Console.Error.WriteLine("fork failed");
                }
                else if (pid == 0)
                {
                    Console.WriteLine("I am the child");
                    _exit(0);
                }
                else
                {
                    Console.WriteLine("I am the parent of " + pid);
                }

                Console.WriteLine("after the if");
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S1")]
    public Task ForkFailed_ReturnsWithoutChild_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Twice
        {
            public int Run()
            {
                var pid = fork();
                if (pid == -1)
                    return -1;

                if (pid == 0)
                    return 0;

                waitpid(pid, out var status, 0);
                return status;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S1")]
    public Task WaitOnTheChildsPathOnly_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Twice
        {
            public int Run()
            {
                var pid = {|ZG0001:fork|}();
                if (pid == -1)
                    return -1;

                if (pid == 0)
                {
                    waitpid(pid, out var status, 0);
                    return status;
                }

                return 0;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S2")]
    public Task ChildExitsAtOnce_ParentSleepsAndNeverWaits_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using System.Threading;
        using static Libc;

        var pid = {|ZG0001:fork|}();
        if (pid == 0)
        {
            Console.WriteLine("child exits");
            _exit(0);
        }

        Thread.Sleep(50_000);
        """);

    [Fact]
    [Trait("Scenario", "S2")]
    public Task ChildExitsAtOnce_ParentWaitsAndSleeps_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using System.Threading;
        using static Libc;

        var pid = fork();
        if (pid == 0)
        {
            Console.WriteLine("child exits");
            _exit(0);
        }

        waitpid(pid, out _, 0);
        Thread.Sleep(50_000);
        """);

    [Fact]
    [Trait("Scenario", "S2")]
    public Task SpawnedChildExitsAtOnce_ParentSleepsAndNeverWaits_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        if ({|ZG0001:posix_spawn|}(out var pid, "/bin/true", 0, 0, ["true", null], null) != 0)
            return 1;

        Thread.Sleep(50_000);
        return 0;
        """);

    [Fact]
    [Trait("Scenario", "S2")]
    public Task SpawnedChildExitsAtOnce_ParentWaits_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        if (posix_spawn(out var pid, "/bin/true", 0, 0, ["true", null], null) != 0)
            return 1;

        Thread.Sleep(50_000);
        return waitpid(pid, out _, 0) == pid ? 0 : 2;
        """);

    [Fact]
    [Trait("Scenario", "S4")]
    public Task PollUntilTheChildHasEnded_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Poller
        {
            public int Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                int status;
                while (waitpid(pid, out status, WNOHANG) == 0)
                    Thread.Sleep(500);

                return status;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S4")]
    public Task PollWithResultInVariable_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Poller
        {
            public int Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                var result = 0;
                var status = 0;
                while (result == 0)
                {
                    result = waitpid(pid, out status, WNOHANG);
                    if (result == 0)
                        Thread.Sleep(500);
                }

                return status;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S4")]
    public Task OneLookWithoutWaiting_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Poller
        {
            public int Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                Thread.Sleep(500);
                {|ZG0004:waitpid|}(pid, out var status, WNOHANG);
                return status;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S4")]
    public Task BlockingWaitInsteadOfPolling_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Poller
        {
            public int Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                wait(out var status);
                return status;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S4")]
    public Task PollWhileNotExited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Poller
        {
            public int Run()
            {
                using var make = Process.Start("make");
                while (!make.HasExited)
                    Thread.Sleep(500);

                return make.ExitCode;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S4")]
    public Task PollGivesUp_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading;

        class Poller
        {
            public void Run()
            {
                using var make = Process.{|ZG0002:Start|}("make");
                for (var i = 0; !make.HasExited; i++)
                {
                    if (i > 100)
                        return;

                    Thread.Sleep(500);
                }
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S7")]
    public Task ParentExitsFirst_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using System.Threading;
        using static Libc;

        static class Orphan
        {
            static int Main()
            {
                var pid = fork();
                if (pid == 0)
                {
                    Thread.Sleep(10_000);
                    Console.WriteLine("adopted by " + getppid());
                    _exit(0);
                }

                Console.WriteLine($"leaves {pid} behind");
                return 0;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S7")]
    public Task ParentLivesOn_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using System.Threading;
        using static Libc;

        static class Orphan
        {
            static int Main()
            {
                var pid = {|ZG0001:fork|}();
                if (pid == 0)
                {
                    Console.WriteLine("child of " + getppid());
                    _exit(0);
                }

                Console.WriteLine($"lives longer than {pid}");
                Thread.Sleep(10_000);
                return 0;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S9")]
    public Task RecursiveForkOfManyChildren_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using System.Threading;
        using static Libc;

        static class ManyChildren
        {
            static void Main()
            {
                ForkManyChildren(5);
                Thread.Sleep(50_000);
            }

            static void ForkManyChildren(int count)
            {
                if (count == 0)
                    return;

                var pid = {|ZG0001:fork|}();
                if (pid == 0)
                {
                    Console.WriteLine("child " + count);
                    _exit(0);
                }

                ForkManyChildren(count - 1);
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S9")]
    public Task RecursiveForkThatWaits_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using System.Threading;
        using static Libc;

        static class ManyChildren
        {
            static void Main()
            {
                ForkManyChildren(5);
                Thread.Sleep(50_000);
            }

            static void ForkManyChildren(int count)
            {
                if (count == 0)
                    return;

                var pid = fork();
                if (pid == 0)
                {
                    Console.WriteLine("child " + count);
                    _exit(0);
                }

                ForkManyChildren(count - 1);
                waitpid(pid, out _, 0);
            }
        }
        """);
}

using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task Fork_NeverWaited_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public int Launch(string[] argv)
            {
                var pid = {|ZG0001:fork|}();
                if (pid < 0)
                    return -1;

                if (pid == 0)
                {
                    execv(argv[0], argv);
                    _exit(127);
                }

                Console.WriteLine("child " + pid);
                return 0;
            }
        }
        """);

    [Fact]
    public Task Fork_Waited_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public int Launch(string[] argv)
            {
                var pid = fork();
                if (pid < 0)
                    return -1;

                if (pid == 0)
                {
                    execv(argv[0], argv);
                    _exit(127);
                }

                waitpid(pid, out var status, 0);
                return status;
            }
        }
        """);

    [Fact]
    public Task Fork_ResultOnlyCompared_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public void Launch(string[] argv)
            {
                if ({|ZG0001:fork|}() == 0)
                {
                    execv(argv[0], argv);
                    _exit(127);
                }
            }
        }
        """);

    [Fact]
    public Task Fork_ResultOnlyCompared_WaitsForAny_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public void Launch(string[] argv)
            {
                if (fork() == 0)
                {
                    execv(argv[0], argv);
                    _exit(127);
                }

                wait(out _);
            }
        }
        """);

    [Fact]
    public Task Fork_WaitsInTheChildOnly_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public void Launch()
            {
                var pid = {|ZG0001:fork|}();
                if (pid == 0)
                {
                    wait(out _);
                    _exit(0);
                }

                Console.WriteLine("parent");
            }
        }
        """);

    [Fact]
    public Task Fork_ElseBranchWaits_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public void Launch()
            {
                int pid;
                if ((pid = fork()) == 0)
                {
                    Console.WriteLine("child");
                    _exit(0);
                }
                else if (pid > 0)
                {
                    waitpid(pid, out _, 0);
                }
                else
                {
                    Console.WriteLine("fork failed");
                }
            }
        }
        """);

    [Fact]
    public Task Fork_ParentBranchOnlyPrints_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public void Launch()
            {
                int pid;
                if ((pid = {|ZG0001:fork|}()) == 0)
                {
                    Console.WriteLine("child");
                    _exit(0);
                }
                else if (pid > 0)
                {
                    Console.WriteLine($"parent of {pid}");
                }
                else
                {
                    Console.WriteLine("fork failed");
                }
            }
        }
        """);

    [Fact]
    public Task Fork_WidenedAndConstantOnTheLeft_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public bool Launch()
            {
                long pid = fork();
                if (0 > pid)
                    return false;

                if (0 == pid)
                    _exit(0);

                return waitpid((int)pid, out _, 0) > 0;
            }
        }
        """);

    [Fact]
    public Task Fork_PatternPositive_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public void Launch()
            {
                if (fork() is > 0 and var child)
                    waitpid(child, out _, 0);
            }
        }
        """);

    [Fact]
    public Task Fork_PatternThatLeavesOutPids_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public void Launch()
            {
                if ({|ZG0001:fork|}() is > 100 and var child)
                    waitpid(child, out _, 0);
            }
        }
        """);

    [Fact]
    public Task Fork_Switch_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public void Launch(string[] argv)
            {
                switch (fork())
                {
                    case -1:
                        throw new InvalidOperationException("fork");
                    case 0:
                        execv(argv[0], argv);
                        _exit(127);
                        break;
                    case var child:
                        waitpid(child, out _, 0);
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task Fork_SwitchWithIdleDefault_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public void Launch(string[] argv)
            {
                switch ({|ZG0001:fork|}())
                {
                    case -1:
                        throw new InvalidOperationException("fork");
                    case 0:
                        execv(argv[0], argv);
                        _exit(127);
                        break;
                    default:
                        Console.WriteLine("parent");
                        break;
                }
            }
        }
        """);

    [Fact]
    public Task Fork_SwitchExpression_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public int Launch() => fork() switch
            {
                < 0 => throw new InvalidOperationException("fork"),
                0 => 0,
                var child => waitpid(child, out var status, 0) == child ? status : -1,
            };
        }
        """);

    [Fact]
    public Task Fork_SwitchExpressionForgets_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Launcher
        {
            public string Launch() => {|ZG0001:fork|}() switch
            {
                < 0 => throw new InvalidOperationException("fork"),
                0 => "child",
                _ => "parent",
            };
        }
        """);

    [Fact]
    public Task Vfork_NeverWaited_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public void Launch(string[] argv)
            {
                var pid = {|ZG0001:vfork|}();
                if (pid == 0)
                {
                    execv(argv[0], argv);
                    _exit(127);
                }
            }
        }
        """);

    [Fact]
    public Task Forkpty_NeverWaited_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Terminal
        {
            public int Open(string[] argv)
            {
                var pid = {|ZG0001:forkpty|}(out var master, 0, 0, 0);
                if (pid == 0)
                {
                    execv(argv[0], argv);
                    _exit(127);
                }

                return master;
            }
        }
        """);

    [Fact]
    public Task Forkpty_PidHandedOut_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Terminal
        {
            public int Open(string[] argv, out int pid)
            {
                pid = forkpty(out var master, 0, 0, 0);
                if (pid == 0)
                {
                    execv(argv[0], argv);
                    _exit(127);
                }

                return master;
            }
        }
        """);

    [Fact]
    public Task DoubleFork_FirstChildWaitedFor_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Daemon
        {
            public void Start(string[] argv)
            {
                var first = fork();
                if (first == 0)
                {
                    setsid();
                    if (fork() == 0)
                    {
                        execv(argv[0], argv);
                        _exit(127);
                    }

                    _exit(0);
                }

                waitpid(first, out _, 0);
            }
        }
        """);

    [Fact]
    public Task DoubleFork_FirstChildNotWaitedFor_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Daemon
        {
            public void Start(string[] argv)
            {
                var first = {|ZG0001:fork|}();
                if (first == 0)
                {
                    setsid();
                    if (fork() == 0)
                    {
                        execv(argv[0], argv);
                        _exit(127);
                    }

                    _exit(0);
                }
            }
        }
        """);

    [Fact]
    public Task DaemonEndsTheParentItself_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Daemon
        {
            public void Become()
            {
                if (daemon(0, 0) != 0)
                    throw new InvalidOperationException("daemon");
            }
        }
        """);

    [Fact]
    public Task TwoForks_SecondChildDoesNotOweTheFirst_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Launcher
        {
            public void Launch()
            {
                var first = fork();
                if (first == 0)
                    _exit(0);

                var second = fork();
                if (second == 0)
                {
                    Thread.Sleep(1000);
                    _exit(0);
                }

                waitpid(first, out _, 0);
                waitpid(second, out _, 0);
            }
        }
        """);

    [Fact]
    public Task TwoForks_FirstForgotten_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Launcher
        {
            public void Launch()
            {
                var first = {|ZG0001:fork|}();
                if (first == 0)
                    _exit(0);

                var second = fork();
                if (second == 0)
                {
                    Thread.Sleep(1000);
                    _exit(0);
                }

                waitpid(second, out _, 0);
            }
        }
        """);
}

using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Forked children: one that runs on, daemons, prefork servers, the wait family.</summary>
public sealed partial class ScenarioTests
{
    private const string Session = """


        internal static class Session
        {
            [System.Runtime.InteropServices.DllImport("libc")]
            public static extern int chdir(string path);

            [System.Runtime.InteropServices.DllImport("libc")]
            public static extern uint umask(uint mask);

            [System.Runtime.InteropServices.DllImport("libc")]
            public static extern int open(string path, int flags);

            [System.Runtime.InteropServices.DllImport("libc")]
            public static extern int dup2(int from, int to);
        }
        """;

    [Fact]
    [Trait("Scenario", "S1")]
    public Task CodeAfterTheIfRunsInBoth_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using static Libc;

        var pid = fork();
        if (pid == 0)
        {
            {|ZG0202:Console.WriteLine("I am the child");|}
        }
        else if (pid > 0)
        {
            waitpid(pid, out _, 0);
        }

        Console.WriteLine("after the if, twice");
        """);

    [Fact]
    [Trait("Scenario", "S5")]
    public Task DoubleForkDaemon_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.IO;
        using System.Threading;
        using static Libc;
        using static Session;

        class Daemon
        {
            private const int O_RDWR = 2;

            public void Start(string pidFile)
            {
                var first = fork();
                if (first < 0)
                {
                    throw new InvalidOperationException("fork");
                }

                if (first > 0)
                {
                    while (waitpid(first, out _, 0) < 0)
                    {
                    }

                    return;
                }

                chdir("/");
                umask(0);
                setsid();
                var second = fork();
                if (second != 0)
                {
                    _exit(second > 0 ? 0 : 1);
                }

                var nothing = open("/dev/null", O_RDWR);
                dup2(nothing, 0);
                dup2(nothing, 1);
                dup2(nothing, 2);
                File.WriteAllText(pidFile, getpid().ToString());
                try
                {
                    Serve();
                }
                finally
                {
                    File.Delete(pidFile);
                }

                _exit(0);
            }

            private static void Serve() => Thread.Sleep(60_000);
        }
        """ + Session);

    [Fact]
    [Trait("Scenario", "S5")]
    public Task DoubleForkDaemon_FirstChildNotWaitedFor_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Threading;
        using static Libc;
        using static Session;

        class Daemon
        {
            public void Start()
            {
                var first = {|ZG0001:fork|}();
                if (first < 0)
                {
                    throw new InvalidOperationException("fork");
                }

                if (first > 0)
                {
                    Console.WriteLine("daemon started");
                    return;
                }

                chdir("/");
                umask(0);
                setsid();
                var second = fork();
                if (second != 0)
                {
                    _exit(second > 0 ? 0 : 1);
                }

                Thread.Sleep(60_000);
                _exit(0);
            }
        }
        """ + Session);

    [Fact]
    [Trait("Scenario", "S10")]
    public Task EachWayToWaitForThisChild_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        class Waiter
        {
            private const int Stopped = 2;

            private static int Started(string[] argv)
            {
                if (posix_spawn(out var pid, argv[0], 0, 0, argv, null) != 0)
                {
                    throw new InvalidOperationException("posix_spawn");
                }

                return pid;
            }

            public void ByPid(string[] argv) => waitpid(Started(argv), out _, 0);

            public void Any(string[] argv)
            {
                Started(argv);
                waitpid(-1, out _, 0);
            }

            public void OfTheGroup(string[] argv)
            {
                Started(argv);
                waitpid(0, out _, 0);
            }

            public void OfAnotherGroup(string[] argv)
            {
                var pid = Started(argv);
                waitpid(-pid, out _, 0);
            }

            public void UntilItHasEnded(string[] argv)
            {
                var pid = Started(argv);
                int result;
                do
                {
                    result = waitpid(pid, out _, WNOHANG);
                }
                while (result == 0 || (result < 0 && Marshal.GetLastPInvokeError() == EINTR));
            }

            public void Interrupted(string[] argv)
            {
                var pid = Started(argv);
                while (waitpid(pid, out _, 0) < 0)
                {
                    var error = Marshal.GetLastPInvokeError();
                    if (error == ECHILD)
                    {
                        return;
                    }

                    if (error != EINTR)
                    {
                        throw new InvalidOperationException("waitpid: " + error);
                    }
                }
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S10")]
    public Task NoWaitByItsArguments_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Waiter
        {
            public void DoesNotBlock(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                {|ZG0004:waitpid|}(pid, out _, WNOHANG);
            }

            public void OfAnother(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out _, argv[0], 0, 0, argv, null);
                waitpid(1234, out _, 0);
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S12")]
    public Task PreforkThatCollects_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;
        using static Libc;

        class Prefork
        {
            private readonly Dictionary<int, int> _tasks = new();

            public int? ForkProcesses(int count, int maxRestarts = 100)
            {
                count = count > 0 ? count : Environment.ProcessorCount;
                for (var task = 0; task < count; task++)
                {
                    if (StartChild(task) is { } child)
                    {
                        return child;
                    }
                }

                var restarts = 0;
                while (_tasks.Count > 0)
                {
                    var pid = wait(out var status);
                    if (pid < 0)
                    {
                        if (Marshal.GetLastPInvokeError() == EINTR)
                        {
                            continue;
                        }

                        throw new InvalidOperationException("wait");
                    }

                    if (!_tasks.Remove(pid, out var task))
                    {
                        continue;
                    }

                    if (status == 0)
                    {
                        Console.WriteLine("child " + task + " exited normally");
                        continue;
                    }

                    if (++restarts > maxRestarts)
                    {
                        throw new InvalidOperationException("too many child restarts, giving up");
                    }

                    if (StartChild(task) is { } child)
                    {
                        return child;
                    }
                }

                Environment.Exit(0);
                return null;
            }

            private int? StartChild(int task)
            {
                var pid = fork();
                if (pid == 0)
                {
                    return task;
                }

                _tasks[pid] = task;
                return null;
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S12")]
    public Task PreforkThatDoesNotCollect_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Threading;
        using static Libc;

        class Prefork
        {
            public void ForkProcesses(int count)
            {
                for (var task = 0; task < count; task++)
                {
                    var pid = {|ZG0001:fork|}();
                    if (pid == 0)
                    {
                        Serve(task);
                        _exit(0);
                    }

                    Console.WriteLine("started task " + task + " as " + pid);
                }

                while (true)
                {
                    Thread.Sleep(1000);
                }
            }

            private static void Serve(int task) => Console.WriteLine(task);
        }
        """);
}

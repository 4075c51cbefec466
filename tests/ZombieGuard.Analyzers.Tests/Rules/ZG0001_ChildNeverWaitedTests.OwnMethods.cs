using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A raw child that goes through methods of the program: they are looked into.</summary>
public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task PidLoggedByHelper_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                Announce(pid);
            }

            private static void Announce(int pid) => Console.WriteLine($"started {pid}");
        }
        """);

    [Fact]
    public Task PidWaitedForByHelper_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public int Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                return ExitCodeOf(pid);
            }

            private static int ExitCodeOf(int pid)
            {
                Console.WriteLine($"waiting for {pid}");
                Reap(pid, out var status);
                return (status >> 8) & 0xff;
            }

            private static void Reap(int pid, out int status) => waitpid(pid, out status, 0);
        }
        """);

    [Fact]
    public Task WrapperReturnsPid_OwedByTheCaller() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Bad(string[] argv)
            {
                var pid = {|ZG0001:Spawn|}(argv);
                Console.WriteLine(pid);
            }

            public void Good(string[] argv)
            {
                var pid = Spawn(argv);
                if (pid > 0)
                {
                    waitpid(pid, out _, 0);
                }
            }

            private static int Spawn(string[] argv)
            {
                var error = posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                if (error != 0)
                {
                    return -1;
                }

                return pid;
            }
        }
        """);

    [Fact]
    public Task WrapperFillsPid_OwedByTheCaller() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Bad(string[] argv)
            {
                if ({|ZG0001:TrySpawn|}(argv, out var pid))
                {
                    Console.WriteLine(pid);
                }
            }

            public void Good(string[] argv)
            {
                if (!TrySpawn(argv, out var pid))
                {
                    return;
                }

                waitpid(pid, out _, 0);
            }

            private static bool TrySpawn(string[] argv, out int pid) => posix_spawn(out pid, argv[0], 0, 0, argv, null) == 0;
        }
        """);

    [Fact]
    public Task WrapperOfWrapper_OwedByTheCaller() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        static class Native
        {
            public static int Spawn(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                return pid;
            }
        }

        static class Jobs
        {
            public static int Start(string name) => Native.Spawn(new[] { name });
        }

        class Scheduler
        {
            public void Tick()
            {
                var job = Jobs.{|ZG0001:Start|}("gc");
                Console.WriteLine(job);
            }

            public void TickAndWait()
            {
                var job = Jobs.Start("gc");
                waitpid(job, out _, 0);
            }
        }
        """);

    [Fact]
    public Task ForkWrapper_TwoBranches() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Server
        {
            public void Bad()
            {
                var pid = {|ZG0001:Fork|}();
                if (pid == 0)
                {
                    Console.WriteLine("child");
                    _exit(0);
                }

                Console.WriteLine("parent of " + pid);
            }

            public void Good()
            {
                var pid = Fork();
                if (pid == 0)
                {
                    _exit(0);
                }

                waitpid(pid, out _, 0);
            }

            private static int Fork()
            {
                var pid = fork();
                if (pid < 0)
                {
                    throw new InvalidOperationException("fork");
                }

                return pid;
            }
        }
        """);

    [Fact]
    public Task WrapperThatWaitsItself_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Shell
        {
            public int Run(string[] argv) => Execute(argv);

            private static int Execute(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                waitpid(pid, out var status, 0);
                return status;
            }
        }
        """);

    [Fact]
    public Task PidIntoOwnRegistry_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using static Libc;

        class Spawner
        {
            private readonly List<int> _children = new();

            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                Remember(pid);
            }

            private void Remember(int pid) => _children.Add(pid);

            public void Collect()
            {
                foreach (var pid in _children)
                {
                    waitpid(pid, out _, 0);
                }
            }
        }
        """);
}

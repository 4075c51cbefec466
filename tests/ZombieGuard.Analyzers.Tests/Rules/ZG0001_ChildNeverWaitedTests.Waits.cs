using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task WaitAny_AfterOneSpawn_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                waitpid(-1, out _, 0);
            }
        }
        """);

    [Fact]
    public Task Wait4_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                wait4(pid, out var status, 0, 0);
            }
        }
        """);

    [Fact]
    public Task Waitid_LeavesTheZombie_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                waitid(P_PID, pid, 0, WEXITED | WNOWAIT);
            }
        }
        """);

    [Fact]
    public Task Waitid_LeavesTheZombie_ThenReaps_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                waitid(P_PID, pid, 0, WEXITED | WNOWAIT);
                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task Waitid_ForAnyChild_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                waitid(P_ALL, 0, 0, WEXITED);
            }
        }
        """);

    [Fact]
    public Task WaitidThroughPidfd_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                var pidfd = pidfd_open(pid, 0);
                waitid(P_PIDFD, pidfd, 0, WEXITED);
            }
        }
        """);

    [Fact]
    public Task PidfdOfAnotherPid_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int other)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                var pidfd = pidfd_open(other, 0);
                waitid(P_PIDFD, pidfd, 0, WEXITED);
            }
        }
        """);

    [Fact]
    public Task NotBlocking_KilledAndWaitedForWhereItStillRuns_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                Thread.Sleep(1000);
                var ended = waitpid(pid, out _, WNOHANG);
                if (ended == 0)
                {
                    kill(pid, SIGKILL);
                    waitpid(pid, out _, 0);
                }
            }
        }
        """);

    [Fact]
    public Task NotBlocking_OnlyKilledWhereItStillRuns_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                Thread.Sleep(1000);
                var ended = waitpid(pid, out _, WNOHANG);
                if (ended == 0)
                {
                    kill(pid, SIGKILL);
                }
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S10")]
    public Task InterruptedWaitRetried_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                while (waitpid(pid, out _, 0) < 0 && Marshal.GetLastPInvokeError() == EINTR)
                {
                }
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S10")]
    public Task InterruptedWaitRetried_WithDo_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                int result;
                do
                {
                    result = waitpid(pid, out _, 0);
                }
                while (result == -1 && Marshal.GetLastPInvokeError() == EINTR);
            }
        }
        """);

    [Fact]
    public Task GoneIsTakenAsEnded_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                while (true)
                {
                    var result = waitpid(pid, out var status, 0);
                    if (result == pid)
                    {
                        Console.WriteLine(status >> 8);
                        return;
                    }

                    var errno = Marshal.GetLastPInvokeError();
                    if (errno == ECHILD)
                        return;

                    if (errno != EINTR)
                        throw new InvalidOperationException("waitpid: " + errno);
                }
            }
        }
        """);

    [Fact]
    [Trait("Scenario", "S10")]
    public Task LoopThatMayBeLeftBeforeItWaits_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Runtime.InteropServices;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, bool quick)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                while (true)
                {
                    if (quick)
                        return;

                    if (waitpid(pid, out _, 0) >= 0 || Marshal.GetLastPInvokeError() != EINTR)
                        return;
                }
            }
        }
        """);

    [Fact]
    public Task WaitInFinally_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public int Run(string[] argv, bool quick)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                try
                {
                    if (quick)
                        return 0;

                    Console.WriteLine("started " + pid);
                    return 1;
                }
                finally
                {
                    waitpid(pid, out _, 0);
                }
            }
        }
        """);

    [Fact]
    public Task OnlyKillInFinally_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public int Run(string[] argv, bool quick)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                try
                {
                    if (quick)
                        return 0;

                    Console.WriteLine("started " + pid);
                    return 1;
                }
                finally
                {
                    kill(pid, SIGKILL);
                }
            }
        }
        """);

    [Fact]
    public Task ThrowBetweenSpawnAndWait_SwallowedByCatch_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                try
                {
                    {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                    if (argv.Length > 8)
                        throw new ArgumentException("too many arguments");

                    waitpid(pid, out _, 0);
                }
                catch (ArgumentException e)
                {
                    Console.Error.WriteLine(e.Message);
                }
            }
        }
        """);

    [Fact]
    public Task ThrowBetweenSpawnAndWait_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                if (argv.Length > 8)
                    throw new ArgumentException("too many arguments");

                waitpid(pid, out _, 0);
            }
        }
        """);
}

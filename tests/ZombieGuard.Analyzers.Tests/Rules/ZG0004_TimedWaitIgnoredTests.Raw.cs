using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0004_TimedWaitIgnoredTests
{
    [Fact]
    public Task Waitid_NotBlocking_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                {|ZG0004:waitid|}(P_PID, pid, 0, WEXITED | WNOHANG);
            }
        }
        """);

    [Fact]
    public Task Waitid_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                waitid(P_PID, pid, 0, WEXITED);
            }
        }
        """);

    [Fact]
    public Task NotBlocking_ResultIgnored_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                {|ZG0004:waitpid|}(pid, out _, WNOHANG);
            }
        }
        """);

    [Fact]
    public Task NotBlocking_TestedThenBlocking_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                if (waitpid(pid, out _, WNOHANG) == 0)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task NotBlocking_ReturnsWhereItHasEnded_NothingOtherwise_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                if ({|ZG0004:waitpid|}(pid, out _, WNOHANG) == pid)
                    return;

                Console.WriteLine("still running");
            }
        }
        """);

    [Fact]
    public Task NotBlocking_ReturnsWhereItHasEnded_WaitsOtherwise_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                if (waitpid(pid, out _, WNOHANG) == pid)
                    return;

                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task NotBlocking_PolledFiveTimes_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                for (var i = 0; i < 5; i++)
                {
                    if ({|ZG0004:waitpid|}(pid, out _, WNOHANG) > 0)
                        break;

                    Thread.Sleep(500);
                }
            }
        }
        """);

    [Fact]
    public Task NotBlocking_PolledForEver_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                while (true)
                {
                    if (waitpid(pid, out _, WNOHANG) > 0)
                        break;

                    Thread.Sleep(500);
                }
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PollOutcomeInABool_AskedOnce_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                int pid = fork();
                if (pid <= 0) return;
                bool done = {|ZG0004:waitpid|}(pid, out _, WNOHANG) > 0;
                if (!done) Console.WriteLine("still running");
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task PollOutcomeInABool_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                int pid = fork();
                if (pid <= 0) return;
                bool done = false;
                while (!done) { done = waitpid(pid, out _, WNOHANG) > 0; Thread.Sleep(1); }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task EachPolledOnce_OutcomeIgnored_Reports() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var pids = new List<int>();
                for (int i = 0; i < 4; i++) { int pid = fork(); if (pid == 0) _exit(i); pids.Add(pid); }
                foreach (var pid in pids) {|ZG0004:waitpid|}(pid, out _, WNOHANG);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task EachWaited_IsSilent() => SpawnerVerifier.VerifyMembersAsync("""
            public void Run()
            {
                var pids = new List<int>();
                for (int i = 0; i < 4; i++) { int pid = fork(); if (pid == 0) _exit(i); pids.Add(pid); }
                foreach (var pid in pids) waitpid(pid, out _, 0);
            }
        """);
}

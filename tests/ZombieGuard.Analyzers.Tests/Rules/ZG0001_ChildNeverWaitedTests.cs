using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A raw child that nobody waits for: <c>posix_spawn</c> and its kin.</summary>
public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task PosixSpawn_NeverWaited_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                var error = {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                if (error != 0)
                    throw new InvalidOperationException("posix_spawn: " + error);

                Console.WriteLine("started " + pid);
            }
        }
        """);

    [Fact]
    public Task PosixSpawn_Waited_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Spawner
        {
            public int Run(string[] argv)
            {
                var error = posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                if (error != 0)
                    throw new InvalidOperationException("posix_spawn: " + error);

                Console.WriteLine("started " + pid);
                waitpid(pid, out var status, 0);
                return status >> 8;
            }
        }
        """);

    [Fact]
    public Task PosixSpawn_FailureReturns_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public bool Run(string[] argv)
            {
                if (posix_spawnp(out int pid, argv[0], 0, 0, argv, null) != 0)
                    return false;

                return waitpid(pid, out _, 0) == pid;
            }
        }
        """);

    [Fact]
    public Task PosixSpawn_SuccessReturns_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public bool Run(string[] argv)
            {
                if ({|ZG0001:posix_spawnp|}(out int pid, argv[0], 0, 0, argv, null) == 0)
                    return true;

                return waitpid(pid, out _, 0) == pid;
            }
        }
        """);

    [Fact]
    public Task PosixSpawn_WaitsWhereItSucceeded_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                if (posix_spawn(out var pid, argv[0], 0, 0, argv, null) == 0)
                    waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task PosixSpawn_PidDiscarded_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv) => {|ZG0001:posix_spawn|}(out _, argv[0], 0, 0, argv, null);
        }
        """);

    [Fact]
    public Task PosixSpawn_QualifiedCall_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        class Spawner
        {
            public void Run(string[] argv)
            {
                Libc.{|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
            }
        }
        """);

    [Fact]
    public Task PosixSpawn_AnotherPidWaitedFor_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv, int other)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                waitpid(other, out _, 0);
            }
        }
        """);

    [Fact]
    public Task TwoChildren_BothWaitedFor_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pipeline
        {
            public void Run(string[] left, string[] right)
            {
                posix_spawn(out var producer, left[0], 0, 0, left, null);
                posix_spawn(out var consumer, right[0], 0, 0, right, null);
                waitpid(consumer, out _, 0);
                waitpid(producer, out _, 0);
            }
        }
        """);

    [Fact]
    public Task TwoChildren_OnlyOneWaitedFor_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Pipeline
        {
            public void Run(string[] left, string[] right)
            {
                {|ZG0001:posix_spawn|}(out var producer, left[0], 0, 0, left, null);
                posix_spawn(out var consumer, right[0], 0, 0, right, null);
                waitpid(consumer, out _, 0);
            }
        }
        """);

    [Fact]
    public Task Killed_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Recorder
        {
            public void Record(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                Thread.Sleep(5000);
                kill(pid, SIGTERM);
            }
        }
        """);

    [Fact]
    public Task KilledAndWaitedFor_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Recorder
        {
            public void Record(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                Thread.Sleep(5000);
                kill(pid, SIGTERM);
                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task ProbedWithSignalZero_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Recorder
        {
            public void Record(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                while (kill(pid, 0) == 0)
                    Thread.Sleep(100);
            }
        }
        """);

    [Fact]
    public Task OpenerIsStillARawChild_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Help
        {
            public void Open(string url)
            {
                {|ZG0001:posix_spawnp|}(out var pid, "xdg-open", 0, 0, new[] { "xdg-open", url, null }, null);
            }
        }
        """);

    [Fact]
    public Task Popen_NeverClosed_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Shell
        {
            public void Run(string command)
            {
                var pipe = {|ZG0001:popen|}(command, "r");
                if (pipe == 0)
                    throw new InvalidOperationException(command);
            }
        }
        """);

    [Fact]
    public Task Popen_Pclosed_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using System;
        using static Libc;

        class Shell
        {
            public int Run(string command)
            {
                var pipe = popen(command, "r");
                if (pipe == 0)
                    throw new InvalidOperationException(command);

                return pclose(pipe);
            }
        }
        """);

    [Fact]
    public Task Popen_ClosedAsAFile_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Shell
        {
            public void Run(string command)
            {
                var pipe = {|ZG0001:popen|}(command, "w");
                if (pipe != 0)
                    fclose(pipe);
            }
        }
        """);

    [Fact]
    public Task SystemWaitsByItself_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Shell
        {
            public int Run(string command) => system(command);
        }
        """);

    [Fact]
    public Task EarlyReturnBetweenSpawnAndWait_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public int Run(string[] argv, bool background)
            {
                if ({|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null) != 0)
                    return -1;

                if (background)
                    return 0;

                waitpid(pid, out var status, 0);
                return status;
            }
        }
        """);
}

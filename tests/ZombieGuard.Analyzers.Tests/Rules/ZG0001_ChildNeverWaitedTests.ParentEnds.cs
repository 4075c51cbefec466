using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task MainReturnsNext_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using static Libc;

        static class Program
        {
            static int Main(string[] args)
            {
                var error = posix_spawn(out var pid, args[0], 0, 0, args, null);
                Console.WriteLine(error == 0 ? "started " + pid : "failed");
                return error;
            }
        }
        """);

    [Fact]
    public Task MainSleepsBeforeItReturns_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        static class Program
        {
            static int Main(string[] args)
            {
                var error = {|ZG0001:posix_spawn|}(out var pid, args[0], 0, 0, args, null);
                Thread.Sleep(1000);
                return error;
            }
        }
        """);

    [Fact]
    public Task MainSleepsThenWaits_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                posix_spawn(out var pid, args[0], 0, 0, args, null);
                Thread.Sleep(1000);
                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task UnderscoreExitNext_IsSilent() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Launcher
        {
            public void Replace(string[] argv)
            {
                posix_spawn(out var pid, argv[0], 0, 0, argv, null);
                _exit(0);
            }
        }
        """);

    [Fact]
    public Task UnderscoreExitAfterSleep_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using System.Threading;
        using static Libc;

        class Launcher
        {
            public void Replace(string[] argv)
            {
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
                Thread.Sleep(1000);
                _exit(0);
            }
        }
        """);

    [Fact]
    public Task TopLevelProgramEndsNext_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using static Libc;

        if (fork() == 0)
        {
            execv("/usr/bin/sleep", ["sleep", "60", null]);
            _exit(127);
        }

        Console.WriteLine("the child goes on");
        """);

    [Fact]
    public Task TopLevelProgramReadsALine_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using static Libc;

        if ({|ZG0001:fork|}() == 0)
        {
            execv("/usr/bin/sleep", ["sleep", "60", null]);
            _exit(127);
        }

        Console.ReadLine();
        """);
}

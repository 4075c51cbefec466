using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0001_ChildNeverWaitedTests
{
    [Fact]
    public Task SigchldIgnored_WhereProcessIsNotInUse_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                signal(SIGCHLD, SIG_IGN);
                while (true)
                {
                    posix_spawn(out var pid, args[0], 0, 0, args, null);
                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task AnotherSignalIgnored_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                signal(SIGTERM, SIG_IGN);
                while (true)
                {
                    {|ZG0001:posix_spawn|}(out var pid, args[0], 0, 0, args, null);
                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task SigchldHandlerReaps_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System.Runtime.InteropServices;
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                using var reaper = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
                {
                    while (waitpid(-1, out var status, WNOHANG) > 0)
                    {
                    }
                });

                while (true)
                {
                    posix_spawn(out var pid, args[0], 0, 0, args, null);
                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task SigchldHandlerOnlyPrints_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                using var watcher = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Console.WriteLine("a child has ended"));
                while (true)
                {
                    {|ZG0001:posix_spawn|}(out var pid, args[0], 0, 0, args, null);
                    Thread.Sleep(1000);
                }
            }
        }
        """);

    [Fact]
    public Task SigchldIgnored_InALibraryWhoseHostMayUseProcess_Reports() => NativeVerifier.VerifyAnalyzerAsync("""
        using static Libc;

        class Spawner
        {
            public void Run(string[] argv)
            {
                signal(SIGCHLD, SIG_IGN);
                {|ZG0001:posix_spawn|}(out var pid, argv[0], 0, 0, argv, null);
            }
        }
        """);
}

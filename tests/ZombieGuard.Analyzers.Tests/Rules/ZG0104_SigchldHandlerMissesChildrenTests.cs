using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0104_SigchldHandlerMissesChildrenTests
{
    [Fact]
    [Trait("Scenario", "S3")]
    public Task WaitsOnceForAny_Reports() => HandlerAsync("{|ZG0104:waitpid|}(-1, out var status, WNOHANG);");

    [Fact]
    [Trait("Scenario", "S3")]
    public Task LoopsWhilePositive_IsSilent() => HandlerAsync("""
        while (waitpid(-1, out var status, WNOHANG) > 0)
        {
        }
        """);

    [Fact]
    public Task WaitsOnce_AndPrintsIt_Reports() => HandlerAsync("""
        var pid = {|ZG0104:waitpid|}(-1, out var status, WNOHANG);
        if (pid > 0)
            Console.WriteLine($"{pid} has ended");
        """);

    [Fact]
    public Task BlocksOnce_Reports() => HandlerAsync("{|ZG0104:wait|}(out _);");

    [Fact]
    public Task BlocksUntilNoneIsLeft_IsSilent() => HandlerAsync("""
        while (wait(out _) > 0)
        {
        }
        """);

    [Fact]
    public Task AsksAgainInALoop_IsSilent() => HandlerAsync("""
        var pid = waitpid(-1, out var status, WNOHANG);
        while (pid > 0)
        {
            Console.WriteLine(pid);
            pid = waitpid(-1, out status, WNOHANG);
        }
        """);

    [Fact]
    public Task TwoWaitsInARow_Reports() => HandlerAsync("""
        {|ZG0104:waitpid|}(-1, out _, WNOHANG);
        waitpid(-1, out _, WNOHANG);
        """);

    [Fact]
    public Task OneKnownPid_OrEachOfAList_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;
        using static Libc;

        var workers = new List<int>();
        posix_spawn(out var first, args[0], 0, 0, args, null);
        using var one = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => waitpid(first, out var _, WNOHANG));
        using var each = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, context =>
        {
            foreach (var pid in workers)
                waitpid(pid, out var status, WNOHANG);
        });
        Console.ReadLine();
        """);

    [Fact]
    public Task OnlyLooksOnce_IsSilent() => HandlerAsync("waitid(P_ALL, 0, 0, WEXITED | WNOHANG | WNOWAIT);");

    [Theory]
    [InlineData("PosixSignal.SIGTERM")]
    [InlineData("PosixSignal.SIGHUP")]
    public Task AnotherSignalsHandler_IsSilent(string signal) => CallVerifier.VerifyProgramAsync($$"""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        using var registration = PosixSignalRegistration.Create({{signal}}, _ => waitpid(-1, out var status, WNOHANG));
        Console.ReadLine();
        """);

    [Fact]
    public Task AMethodInAnotherFile_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, Reaper.OnChild);
        Console.ReadLine();
        """, """
        using System.Runtime.InteropServices;
        using static Libc;

        static class Reaper
        {
            public static void OnChild(PosixSignalContext context) => {|ZG0104:waitpid|}(-1, out _, WNOHANG);

            public static void NotAHandler() => waitpid(-1, out _, WNOHANG);
        }
        """);

    [Fact]
    public Task AHelperOfTheHandler_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => ReapOne());
        Console.ReadLine();

        static void ReapOne()
        {
            {|ZG0104:waitpid|}(-1, out _, WNOHANG);
        }
        """);

    [Fact]
    public Task AHelperThatIsAskedAgainAndAgain_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
        {
            while (ReapOne())
            {
            }
        });
        Console.ReadLine();

        static bool ReapOne() => waitpid(-1, out _, WNOHANG) > 0;
        """);

    [Fact]
    public Task AHandlerThatCallsItselfAgain_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, Reap);
        Console.ReadLine();

        static void Reap(PosixSignalContext context)
        {
            if (waitpid(-1, out _, WNOHANG) > 0)
                Reap(context);
        }
        """);

    [Fact]
    public Task NativeHandlers_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        unsafe static class Program
        {
            private static readonly SignalHandler s_onChild = OnChild;

            [DllImport("libc", EntryPoint = "signal")]
            private static extern nint Install(int number, delegate* unmanaged<int, void> handler);

            static void Main()
            {
                OnSignal(SIGCHLD, s_onChild);
                OnSignal(SIGCHLD, number => {|ZG0104:wait|}(out _));
                signal(SIGCHLD, Marshal.GetFunctionPointerForDelegate<SignalHandler>(OnChildToo));
                Install(SIGCHLD, &OnChildNatively);
                Console.ReadLine();
            }

            private static void OnChild(int number) => {|ZG0104:waitpid|}(-1, out _, 0);

            private static void OnChildToo(int number) => {|ZG0104:waitpid|}(-1, out _, 0);

            [UnmanagedCallersOnly]
            private static void OnChildNatively(int number) => {|ZG0104:waitpid|}(-1, out _, 0);
        }
        """);

    [Fact]
    public Task NativeHandler_OfAnotherSignal_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using static Libc;
        using static Signals;

        OnSignal(SIGTERM, OnEnd);
        Console.ReadLine();

        static void OnEnd(int number) => waitpid(-1, out _, 0);
        """);

    [Fact]
    public Task MonoSignalLoop_Reports() => CallVerifier.VerifyMonoAsync("""
        using System.Threading;
        using Mono.Unix;
        using Mono.Unix.Native;

        new Thread(() =>
        {
            using var child = new UnixSignal(Signum.SIGCHLD);
            while (child.WaitOne())
            {
                Syscall.{|ZG0104:waitpid|}(-1, out _, WaitOptions.WNOHANG);
            }
        }).Start();
        """);

    [Fact]
    public Task MonoSignalLoop_OfSeveral_Reports() => CallVerifier.VerifyMonoAsync("""
        using Mono.Unix;
        using Mono.Unix.Native;

        var signals = new UnixSignal[] { new UnixSignal(Signum.SIGTERM), new UnixSignal(Signum.SIGCHLD) };
        while (true)
        {
            if (UnixSignal.WaitAny(signals) == 0)
                break;

            Syscall.{|ZG0104:wait|}(out _);
        }
        """);

    [Fact]
    public Task MonoSignalLoop_ThatReapsAll_OrOfAnotherSignal_IsSilent() => CallVerifier.VerifyMonoAsync("""
        using Mono.Unix;
        using Mono.Unix.Native;

        using var child = new UnixSignal(Signum.SIGCHLD);
        using var hangup = new UnixSignal(Signum.SIGHUP);
        while (child.WaitOne())
        {
            while (Syscall.waitpid(-1, out _, WaitOptions.WNOHANG) > 0)
            {
            }
        }

        while (hangup.WaitOne())
        {
            Syscall.waitpid(-1, out _, WaitOptions.WNOHANG);
        }
        """);

    [Fact]
    public Task InAProgramThatUsesProcess_BothRulesSpeak_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        class Reaper
        {
            public IDisposable Start() => PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => {|ZG0101,ZG0104:wait|}(out var status));
        }
        """);

    /// <summary>A console program whose SIGCHLD handler is the given statements.</summary>
    private static Task HandlerAsync(string statements) => CallVerifier.VerifyProgramAsync($$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;
        using static Libc;

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, context =>
        {
        {{statements}}
        });
        Console.ReadLine();
        """);
}

using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0103_ChangesSigchldTests
{
    private const string Ignores = """
        using static Libc;

        signal(SIGCHLD, SIG_IGN);
        posix_spawn(out _, "/bin/true", 0, 0, args, null);
        """;

    private const string StartsGit = """

        using (var git = System.Diagnostics.Process.Start("git", "pull"))
            git.WaitForExit();
        """;

    [Fact]
    [Trait("Scenario", "S3")]
    public Task Ignored_WhereProcessIsInUse_Reports() =>
        CallVerifier.VerifyProgramAsync(Ignores.Replace("signal", "{|ZG0103:signal|}", System.StringComparison.Ordinal) + StartsGit);

    [Fact]
    [Trait("Scenario", "S3")]
    public Task Ignored_WhereProcessIsNotInUse_IsSilent() => CallVerifier.VerifyProgramAsync(Ignores);

    [Fact]
    public Task Ignored_WhereTheUserKnowsThatProcessIsNotInUse_IsSilent() => CallVerifier.VerifyWithOptionAsync(
        Ignores + StartsGit, "/.globalconfig", "is_global = true\nzombieguard.process_in_use = false\n", OutputKind.ConsoleApplication);

    [Fact]
    public Task AnotherSignal_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;

        class Server
        {
            public void Start(int number)
            {
                signal(SIGTERM, SIG_IGN);
                signal(13, SIG_IGN);
                signal(number, SIG_IGN);
            }
        }
        """);

    [Fact]
    public Task DefaultOrHandler_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        class Server
        {
            private readonly SignalHandler _onChild = OnChild;
            private SignalHandler _later;

            public void Start()
            {
                {|ZG0103:signal|}(SIGCHLD, SIG_DFL);
                {|ZG0103:signal|}(17, Marshal.GetFunctionPointerForDelegate(_onChild));
                {|ZG0103:OnSignal|}(SIGCHLD, _onChild);
                {|ZG0103:OnSignal|}(SIGCHLD, number => { });
                {|ZG0103:OnSignal|}(SIGCHLD, OnChild);
                _later = OnChild;
                {|ZG0103:OnSignal|}(SIGCHLD, _later);
            }

            private static void OnChild(int number)
            {
            }
        }
        """);

    [Fact]
    public Task FunctionPointer_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System.Runtime.InteropServices;

        unsafe class Server
        {
            [DllImport("libc", EntryPoint = "signal")]
            private static extern nint Install(int number, delegate* unmanaged<int, void> handler);

            public void Start() => {|ZG0103:Install|}(17, &OnChild);

            [UnmanagedCallersOnly]
            private static void OnChild(int number)
            {
            }
        }
        """);

    [Fact]
    public Task PutBack_OrNotKnown_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;

        class Server
        {
            private nint _before;

            public void Run(nint handler)
            {
                var before = {|ZG0103:signal|}(SIGCHLD, SIG_IGN);
                signal(SIGCHLD, before);
                signal(SIGCHLD, handler);
                signal(SIGCHLD, _before);
            }
        }
        """);

    [Fact]
    public Task PosixSignalRegistration_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;

        class Server
        {
            public IDisposable Watch() =>
                PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Console.WriteLine("a child has ended"));
        }
        """);

    [Fact]
    public Task Sigaction_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        class Server
        {
            public void Start()
            {
                var ignore = new SigAction { sa_handler = SIG_IGN };
                {|ZG0103:sigaction|}(SIGCHLD, ref ignore, 0);

                var noWait = new SigAction();
                noWait.sa_flags = SA_NOCLDWAIT | SA_NOCLDSTOP;
                {|ZG0103:sigaction|}(SIGCHLD, ref noWait, out var old);

                var handler = default(SigAction);
                handler.sa_handler = Marshal.GetFunctionPointerForDelegate<SignalHandler>(number => { });
                {|ZG0103:sigaction|}(SIGCHLD, ref handler, nint.Zero);
            }
        }
        """);

    [Fact]
    public Task Sigaction_ThatAsksOrPutsBack_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using static Libc;
        using static Signals;

        class Server
        {
            public void Look()
            {
                sigaction(SIGCHLD, 0, out var current);
                sigaction(SIGCHLD, IntPtr.Zero, out current);
                Console.WriteLine(current.sa_handler);
            }

            public void PutBack()
            {
                var terminate = new SigAction { sa_handler = SIG_IGN };
                sigaction(SIGTERM, ref terminate, 0);
                sigaction(SIGCHLD, 0, out var before);
                sigaction(SIGCHLD, ref before, 0);
            }
        }
        """);

    [Fact]
    public Task MonoPosix_Reports() => CallVerifier.VerifyMonoAsync("""
        using System.Diagnostics;
        using Mono.Unix.Native;

        Stdlib.{|ZG0103:SetSignalAction|}(Signum.SIGCHLD, SignalAction.Ignore);
        #pragma warning disable CS0618
        Stdlib.{|ZG0103:signal|}(Signum.SIGCHLD, Stdlib.SIG_IGN);
        #pragma warning restore CS0618
        Process.Start("git").WaitForExit();
        """);

    [Fact]
    public Task MonoSignalObject_Reports() => CallVerifier.VerifyMonoAsync("""
        using System.Diagnostics;
        using Mono.Unix.Native;

        Process.Start("git").WaitForExit();
        using var child = new Mono.Unix.{|ZG0103:UnixSignal|}(Signum.SIGCHLD);
        child.WaitOne();
        """);

    [Fact]
    public Task MonoSignalObject_WhereProcessIsNotInUse_OrOfAnotherSignal_IsSilent() => CallVerifier.VerifyMonoAsync("""
        using Mono.Unix;
        using Mono.Unix.Native;

        using var hangup = new UnixSignal(Signum.SIGHUP);
        using var child = new UnixSignal(Signum.SIGCHLD);
        child.WaitOne();
        """);

    [Fact]
    public Task MonoPosix_AnotherSignal_IsSilent() => CallVerifier.VerifyMonoAsync("""
        using System.Diagnostics;
        using Mono.Unix;
        using Mono.Unix.Native;

        Stdlib.SetSignalAction(Signum.SIGPIPE, SignalAction.Ignore);
        using var hangup = new UnixSignal(Signum.SIGHUP);
        Process.Start("git").WaitForExit();
        """);
}

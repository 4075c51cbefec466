using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Handlers that leave the work to other functions, and the ways in which handlers are kept.</summary>
public sealed partial class ZG0104_SigchldHandlerMissesChildrenTests
{
    [Fact]
    public Task AHelperThatOnlyTalksOfWaiting_Reports() => HandlerCallsAsync(
        """
        LogWaiting();
        {|ZG0104:waitpid|}(-1, out _, WNOHANG);
        """, """
        static void LogWaiting() => Console.WriteLine("waiting for a child, waitpid(-1)");
        """);

    [Fact]
    public Task AHelperThatTakesTheRest_IsSilent() => HandlerCallsAsync(
        """
        waitpid(-1, out _, WNOHANG);
        TakeTheRest();
        """, """
        static void TakeTheRest()
        {
            while (waitpid(-1, out _, WNOHANG) > 0)
            {
            }
        }
        """);

    [Fact]
    public Task AHelperOfAHelper_Reports() => HandlerCallsAsync(
        "OnChild(context.Signal);", """
        static void OnChild(PosixSignal signal)
        {
            Console.WriteLine(signal);
            ReapOne();
        }

        static int ReapOne()
        {
            var pid = {|ZG0104:waitpid|}(-1, out var status, WNOHANG);
            if (pid > 0)
                Console.WriteLine($"{pid} ended with {status >> 8}");
            return pid;
        }
        """);

    [Fact]
    public Task AHelperOfAHelper_CalledInALoop_IsSilent() => HandlerCallsAsync(
        "OnChild(context.Signal);", """
        static void OnChild(PosixSignal signal)
        {
            for (var i = 0; i < 100; i++)
                ReapOne();
        }

        static int ReapOne() => waitpid(-1, out _, WNOHANG);
        """);

    [Fact]
    public Task TheHelpersAnswer_IsOnlyPrinted_Reports() => HandlerCallsAsync(
        "Console.WriteLine(ReapOne());", """
        static bool ReapOne() => {|ZG0104:waitpid|}(-1, out _, WNOHANG) > 0;
        """);

    [Theory]
    [InlineData("while (ReapOne()) { }", "static bool ReapOne() => waitpid(-1, out _, WNOHANG) > 0;")]
    [InlineData("while (ReapOne() > 0) { }", "static int ReapOne() => waitpid(-1, out _, WNOHANG);")]
    [InlineData("bool more; do { more = ReapOne(); } while (more);", "static bool ReapOne() { var pid = waitpid(-1, out _, WNOHANG); return pid > 0; }")]
    [InlineData("while (ReapOne() >= 0) { }", "static int ReapOne() { var pid = waitpid(-1, out _, WNOHANG); return pid == 0 ? -1 : pid; }")]
    public Task AHelperAskedUntilItSaysNo_IsSilent(string loop, string helper) => HandlerCallsAsync(loop, helper);

    [Theory]
    [InlineData("while (ReapOne()) { }", "static bool ReapOne() => {|ZG0104:waitpid|}(-1, out _, WNOHANG) >= 0;")]
    [InlineData("while (ReapOne() >= 0) { }", "static int ReapOne() => {|ZG0104:waitpid|}(-1, out _, WNOHANG);")]
    [InlineData("while (true) { if (ReapOne() == -1) break; }", "static int ReapOne() { var pid = {|ZG0104:waitpid|}(-1, out _, WNOHANG); Console.WriteLine(pid); return pid; }")]
    [InlineData("while (!Nothing()) { }", "static bool Nothing() => {|ZG0104:waitpid|}(-1, out _, WNOHANG) == -1;")]
    public Task AHelperAskedOnAndOnAtZero_Reports(string loop, string helper) => HandlerCallsAsync(loop, helper);

    [Theory]
    [InlineData("{|ZG0104:waitpid|}", "Console.WriteLine(\"sleep, exit, throw, wait: \" + pid);")]
    [InlineData("waitpid", "Thread.Sleep(100);")]
    [InlineData("waitpid", "Pause();")]
    [InlineData("waitpid", "if (pid == 0) throw new InvalidOperationException();")]
    [InlineData("waitpid", "if (pid == 0) Environment.Exit(1);")]
    public Task ASpinningLoopWhoseHelper_OnlyLogs_Reports_OrMayLeave_IsSilent(string wait, string body) => HandlerCallsAsync(
        $$"""
        while (true)
        {
            var pid = {{wait}}(-1, out var status, WNOHANG);
            if (pid < 0)
                break;
            Note(pid);
        }
        """, $$"""
        static void Note(int pid) { {{body}} }
        static void Pause() => Thread.Sleep(10);
        """);

    [Theory]
    [InlineData("{|ZG0104:waitpid|}", "do { pid = WAIT(-1, out status, WNOHANG); } while (pid == -1 && Marshal.GetLastPInvokeError() == EINTR);")]
    [InlineData("{|ZG0104:waitpid|}", "while ((pid = WAIT(-1, out status, 0)) < 0 && Marshal.GetLastPInvokeError() == EINTR) { }")]
    [InlineData("waitpid", "do { pid = WAIT(-1, out status, WNOHANG); } while (pid > 0 || Marshal.GetLastPInvokeError() == EINTR);")]
    public Task ALoopThatOnlyRepeatsAnInterruptedCall_Reports_OneThatGoesOn_IsSilent(string wait, string loop) => HandlerCallsAsync(
        $$"""
        int pid;
        int status = 0;
        {{loop.Replace("WAIT", wait, System.StringComparison.Ordinal)}}
        Console.WriteLine(status);
        """, "");

    [Fact]
    public Task WorkHandedToTheThreadPool_Reports() => HandlerCallsAsync(
        """
        Task.Run(() => {|ZG0104:waitpid|}(-1, out _, 0));
        """, "");

    [Theory]
    [InlineData("Task.Run(ReapAll);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => ReapAll());")]
    [InlineData("new Thread(ReapAll).Start();")]
    [InlineData("waitpid(-1, out _, WNOHANG); Parallel.For(0, 100, i => waitpid(-1, out _, WNOHANG));")]
    [InlineData("void All() { while (waitpid(-1, out _, WNOHANG) > 0) { } } All();")]
    [InlineData("Action all = () => { while (waitpid(-1, out _, WNOHANG) > 0) { } }; all();")]
    public Task WorkHandedOnThatReapsAll_IsSilent(string statement) => HandlerCallsAsync(statement, """
        static void ReapAll()
        {
            while (waitpid(-1, out _, WNOHANG) > 0)
            {
            }
        }
        """);

    [Theory]
    [InlineData("Action one = () => {|ZG0104:waitpid|}(-1, out _, WNOHANG); one();")]
    [InlineData("void One() => {|ZG0104:waitpid|}(-1, out _, WNOHANG); One();")]
    [InlineData("new Thread(One).Start(); void One() { {|ZG0104:waitpid|}(-1, out _, WNOHANG); }")]
    [InlineData("if (false) { while (waitpid(-1, out _, WNOHANG) > 0) { } } {|ZG0104:waitpid|}(-1, out _, WNOHANG);")]
    [InlineData("foreach (var name in Environment.GetCommandLineArgs()) { Console.WriteLine(name); } {|ZG0104:waitpid|}(-1, out _, WNOHANG);")]
    [InlineData("lock (Console.Out) { {|ZG0104:waitpid|}(-1, out _, WNOHANG); }")]
    [InlineData("try { {|ZG0104:wait|}(out _); } catch (Exception e) { Console.WriteLine(e); }")]
    [InlineData("if ({|ZG0104:waitpid|}(-1, out var status, WNOHANG) > 0) Console.WriteLine(status);")]
    public Task OneWaitInEachForm_Reports(string statements) => HandlerCallsAsync(statements, "");

    [Fact]
    public Task HandlersThatFieldsKeep_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        var server = new Server();
        server.Start();
        Console.ReadLine();

        unsafe class Server
        {
            private static readonly delegate* unmanaged<int, void> s_native = &OnChildNatively;
            private readonly Action<PosixSignalContext> _handler;
            private readonly Action<PosixSignalContext> _lambda = _ => {|ZG0104:waitpid|}(-1, out int _, WNOHANG);
            private SignalHandler _signalHandler;
            private PosixSignalRegistration _registration;

            public Server() => _handler = OnChild;

            public void Start()
            {
                _registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _handler);
                PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _lambda);
                _signalHandler = OnSignalled;
                OnSignal(SIGCHLD, _signalHandler);

                var action = new SigAction { sa_handler = (nint)s_native, sa_flags = SA_NOCLDSTOP };
                sigaction(SIGCHLD, ref action, 0);
            }

            private void OnChild(PosixSignalContext context) => {|ZG0104:waitpid|}(-1, out _, WNOHANG);

            private static void OnSignalled(int signal) => {|ZG0104:waitpid|}(-1, out _, WNOHANG);

            [UnmanagedCallersOnly]
            private static void OnChildNatively(int signal) => {|ZG0104:waitpid|}(-1, out _, WNOHANG);
        }
        """);

    [Fact]
    public Task HandlersForOtherSignals_ThatFieldsKeep_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        new Server().Start();
        Console.ReadLine();

        class Server
        {
            private readonly Action<PosixSignalContext> _handler;
            private SignalHandler _signalHandler;

            public Server() => _handler = OnEnd;

            public void Start()
            {
                PosixSignalRegistration.Create(PosixSignal.SIGTERM, _handler);
                _signalHandler = OnSignalled;
                OnSignal(SIGTERM, _signalHandler);
                var action = new SigAction { sa_handler = Marshal.GetFunctionPointerForDelegate(_signalHandler) };
                sigaction(SIGTERM, ref action, 0);
            }

            private void OnEnd(PosixSignalContext context) => waitpid(-1, out _, WNOHANG);

            private static void OnSignalled(int signal) => waitpid(-1, out _, WNOHANG);
        }
        """);

    [Fact]
    public Task RegisteredThroughAWrapper_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        Posix.HandleSignal(SIGCHLD, OnChild);
        Posix.HandleSignal(SIGTERM, OnEnd);
        Console.ReadLine();

        static void OnChild(int signal) => {|ZG0104:waitpid|}(-1, out _, WNOHANG);
        static void OnEnd(int signal) => waitpid(-1, out _, WNOHANG);

        static class Posix
        {
            public static void HandleSignal(int signal, SignalHandler handler)
            {
                GC.KeepAlive(handler);
                OnSignal(signal, handler);
            }
        }
        """);

    [Fact]
    public Task TheWaitThroughAWrapper_Reports() => HandlerCallsAsync(
        "{|ZG0104:WaitPid|}(-1);", """
        static int WaitPid(int pid) => waitpid(pid, out _, WNOHANG);
        """);

    [Theory]
    [InlineData("while (WaitPid(-1) > 0) { }", "static int WaitPid(int pid) => waitpid(pid, out _, WNOHANG);")]
    [InlineData("WaitFor(-1);", "static void WaitFor(int pid) { while (waitpid(pid, out _, WNOHANG) > 0) { } }")]
    [InlineData("WaitPid(int.Parse(\"1\"));", "static int WaitPid(int pid) => waitpid(pid, out _, WNOHANG);")]
    public Task TheWaitThroughAWrapper_UntilNoneIsLeft_OrForOne_IsSilent(string statement, string wrapper) => HandlerCallsAsync(statement, wrapper);

    [Theory]
    [InlineData("while ({|ZG0104:WaitPid|}(-1) != -1) { }", "static int WaitPid(int pid) => waitpid(pid, out _, WNOHANG);")]
    [InlineData("while ({|ZG0104:WaitPid|}(-1) >= 0) { }", "static int WaitPid(int pid) { int result; do { result = waitpid(pid, out _, WNOHANG); } while (result < 0 && Marshal.GetLastPInvokeError() == EINTR); return result; }")]
    public Task TheWaitThroughAWrapper_ThatSpins_Reports(string loop, string wrapper) => HandlerCallsAsync(loop, wrapper);

    [Fact]
    public Task ASecondHandlerOrALoopThatReapsAll_IsSilent()
    {
        const string Once = """
            using System;
            using System.Runtime.InteropServices;
            using System.Threading;
            using static Libc;

            using var first = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => waitpid(-1, out var _, WNOHANG));

            """;
        return Task.WhenAll(
            CallVerifier.VerifyProgramAsync(Once + """
            using var second = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => { while (waitpid(-1, out var _, WNOHANG) > 0) { } });
            """),
            CallVerifier.VerifyProgramAsync(Once + """
            while (true)
            {
                while (waitpid(-1, out _, WNOHANG) > 0)
                {
                }

                Thread.Sleep(1000);
            }
            """),
            CallVerifier.VerifyProgramAsync(Once + """
            using var reaper = ZombieGuard.ChildReaper.ReapUnowned();
            Console.ReadLine();

            namespace ZombieGuard
            {
                public static class ChildReaper
                {
                    public static IDisposable ReapUnowned() => null;
                }
            }
            """));
    }

    [Theory]
    [InlineData("_reaper.ReapAll();")]
    [InlineData("_collectChildren?.Invoke();")]
    [InlineData("_collectChildren();")]
    public Task CodeThatCannotBeSeenAndSaysThatItReaps_IsSilent(string call) => UnseenAsync(call, "waitpid");

    [Theory]
    [InlineData("_log.Write(\"a child has ended\");")]
    [InlineData("_changed?.Invoke();")]
    [InlineData("Console.WriteLine(_event.WaitOne(0));")]
    public Task CodeThatCannotBeSeenAndSaysOtherThings_Reports(string call) => UnseenAsync(call, "{|ZG0104:waitpid|}");

    [Fact]
    public Task AHandlerWhoseLoggingCallsItself_Reports() => HandlerCallsAsync(
        """
        Print(10);
        {|ZG0104:waitpid|}(-1, out _, WNOHANG);
        """, """
        static void Print(int depth)
        {
            if (depth > 0)
                Print(depth - 1);
        }
        """);

    [Fact]
    public Task HelpersThatCallEachOther_IsSilent() => HandlerCallsAsync(
        "First();", """
        static void First()
        {
            if (waitpid(-1, out _, WNOHANG) > 0)
                Second();
        }

        static void Second() => First();
        """);

    [Fact]
    public Task MonoSignalLoop_WithAHelper_Reports() => CallVerifier.VerifyMonoAsync("""
        using System;
        using Mono.Unix;
        using Mono.Unix.Native;

        static class Init
        {
            private static readonly UnixSignal[] s_signals = { new UnixSignal(Signum.SIGTERM), new UnixSignal(Signum.SIGCHLD) };

            static void Main()
            {
                var running = true;
                while (running)
                {
                    var index = UnixSignal.WaitAny(s_signals);
                    switch (s_signals[index].Signum)
                    {
                        case Signum.SIGCHLD:
                            Reap();
                            break;
                        case Signum.SIGTERM:
                            running = false;
                            break;
                    }
                }
            }

            static void Reap()
            {
                var pid = Syscall.{|ZG0104:waitpid|}(-1, out var status, WaitOptions.WNOHANG);
                Console.WriteLine($"{pid} has ended");
            }
        }
        """);

    [Fact]
    public Task MonoSignalLoop_WithAHelperThatReapsAll_IsSilent() => CallVerifier.VerifyMonoAsync("""
        using System;
        using Mono.Unix;
        using Mono.Unix.Native;

        static class Init
        {
            static void Main()
            {
                using var child = new UnixSignal(Signum.SIGCHLD);
                do
                {
                    Reap();
                }
                while (child.WaitOne());
            }

            static void Reap()
            {
                int pid;
                while ((pid = Syscall.wait(out int status)) > -1)
                    Console.WriteLine($"{pid} has ended with {status}");
            }
        }
        """);

    [Fact]
    public Task MonoSignalLoop_WithinARetryLoop_Reports() => CallVerifier.VerifyMonoAsync("""
        using System;
        using Mono.Unix;
        using Mono.Unix.Native;

        while (true)
        {
            try
            {
                using var child = new UnixSignal(Signum.SIGCHLD);
                while (child.WaitOne())
                    Syscall.{|ZG0104:waitpid|}(-1, out _, WaitOptions.WNOHANG);
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
            }
        }
        """);

    /// <summary>A handler that runs the statements, and functions that it may call.</summary>
    private static Task HandlerCallsAsync(string statements, string functions) => CallVerifier.VerifyProgramAsync($$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using static Libc;

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, context =>
        {
        {{statements}}
        });
        Console.ReadLine();

        {{functions}}
        """);

    private static Task UnseenAsync(string call, string wait) => CallVerifier.VerifyProgramAsync($$"""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;
        using static Libc;

        new Server(null, null, null).Start();
        Console.ReadLine();

        interface IReaper
        {
            void ReapAll();
        }

        interface ILog
        {
            void Write(string text);
        }

        class Server
        {
            private readonly IReaper _reaper;
            private readonly ILog _log;
            private readonly Action _collectChildren;
            private readonly AutoResetEvent _event = new(false);
            private event Action _changed;

            public Server(IReaper reaper, ILog log, Action collectChildren) => (_reaper, _log, _collectChildren) = (reaper, log, collectChildren);

            public IDisposable Start() => PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
            {
                {{wait}}(-1, out var _, WNOHANG);
                {{call}}
                _changed = null;
            });
        }
        """);
}

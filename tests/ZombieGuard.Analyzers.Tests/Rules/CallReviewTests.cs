using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Programs of the kind that people write around waits and signals, and that a rule about calls once got wrong or might.</summary>
[Trait("Origin", "Reviewed")]
public sealed class CallReviewTests
{
    [Fact]
    public Task ValuesThatDefineThemselves_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        unsafe class Typed
        {
            private static readonly nint First = Second;
            private static readonly nint Second = First;
            private static SignalHandler s_handler = s_other;
            private static SignalHandler s_other = s_handler;

            [DllImport("libc", EntryPoint = "sigaction")]
            private static extern int Native(int signum, SigAction* action, SigAction* old);

            private static int Number => Number;

            public void Start()
            {
                signal(SIGCHLD, First);
                signal(Number, SIG_IGN);
                waitpid(Number, out _, Number);
                prctl(Number, (ulong)Number, 0, 0, 0);
                nint pointer = Marshal.GetFunctionPointerForDelegate(s_handler);
                nint self = {|CS0165:self|} + 1;
                signal(SIGCHLD, self);
                PosixSignalRegistration.Create(PosixSignal.SIGCHLD, Handler);
            }

            private static Action<PosixSignalContext> Handler => Handler;
        }
        """);

    [Fact]
    public Task AHandlerFromANativeLibrary_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        static class Server
        {
            [DllImport("libc")]
            private static extern IntPtr dlsym(IntPtr handle, string symbol);

            public static void Start()
            {
                var handler = dlsym(IntPtr.Zero, "on_child");
                {|ZG0103:signal|}(SIGCHLD, handler);
                signal(SIGTERM, handler);
            }
        }
        """);

    [Fact]
    public Task TheOldHandlerByWayOfMarshalOrATable_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;

        class Handlers
        {
            public delegate void SigHandler(int signal);

            private readonly Dictionary<int, SigHandler> _before = new();
            private IntPtr _old;

            [DllImport("libc", EntryPoint = "signal")]
            private static extern SigHandler Exchange(int signum, SigHandler handler);

            [DllImport("libc", EntryPoint = "signal")]
            private static extern IntPtr ExchangePointer(int signum, SigHandler handler);

            public void Begin()
            {
                _before[17] = {|ZG0103:Exchange|}(17, _ => { });
                _old = {|ZG0103:ExchangePointer|}(17, _ => { });
            }

            public void End()
            {
                Exchange(17, _before[17]);
                ExchangePointer(17, Marshal.GetDelegateForFunctionPointer<SigHandler>(_old));
            }
        }
        """);

    [Fact]
    public Task ASigactionOfRawMemory_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;

        static class Signals2
        {
            [DllImport("libc", SetLastError = true)]
            private static extern int sigaction(int signum, IntPtr action, IntPtr old);

            public static IntPtr HandlerOf(int signum)
            {
                var old = Marshal.AllocHGlobal(256);
                try
                {
                    return sigaction(17, IntPtr.Zero, old) == 0 ? Marshal.ReadIntPtr(old) : IntPtr.Zero;
                }
                finally
                {
                    sigaction(17, old, IntPtr.Zero);
                    Marshal.FreeHGlobal(old);
                }
            }
        }
        """);

    [Fact]
    public Task CodeThatIsNeverReached_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;
        using static Signals;

        class Switches
        {
            private const bool UseFork = false;

            public void Run()
            {
                if (UseFork)
                {
                    fork();
                    wait(out _);
                    signal(SIGCHLD, SIG_IGN);
                }
                else
                {
                    {|ZG0201:vfork|}();
                }

                if (false && Enabled())
                    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
            }

            private static bool Enabled() => true;
        }
        """);

    [Fact]
    public Task AWrapperThatMendsItsPid_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;

        static class Posix
        {
            public static int WaitPid(int pid)
            {
                if (pid < 0)
                    pid = getpid();
                return waitpid(pid, out _, 0);
            }

            public static void Use() => WaitPid(-1);
        }
        """);

    [Fact]
    public Task AWrapperWithDefaults_Reports() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;

        static class Posix
        {
            public static bool TryWait(out int status, int pid = -1, bool block = false) => waitpid(pid, out status, block ? 0 : WNOHANG) > 0;

            public static void Use(int worker)
            {
                {|ZG0101:TryWait|}(out _);
                {|ZG0101:TryWait|}(out _, block: true);
                TryWait(out _, worker);
            }
        }
        """);

    [Fact]
    public Task AnInitThatReapsNowAndThen_AndRunsAShell_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Diagnostics;
        using System.Threading;
        using static Libc;

        var running = true;
        Console.CancelKeyPress += (_, e) => running = !(e.Cancel = true);
        using (var shell = Process.Start("/bin/sh"))
            shell.WaitForExit();

        while (running)
        {
            {|ZG0101:waitpid|}(-1, out _, WNOHANG);
            Thread.Sleep(1000);
        }
        """);

    [Fact]
    public Task ASubreaperThatDrainsItsDescendants_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.ComponentModel;
        using System.Runtime.InteropServices;
        using static Libc;
        using static Signals;

        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        if (posix_spawn(out var root, args[0], 0, 0, args, null) != 0)
            return 1;

        int? exit = null;
        while (true)
        {
            var child = waitpid(-1, out var status, 0);
            if (child > 0)
            {
                if (child == root)
                    exit = status >> 8;
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == EINTR)
                continue;
            if (error == ECHILD && exit is { } code)
                return code;
            throw new Win32Exception(error);
        }
        """);

    [Fact]
    public Task ASubreaperThatKillsAndForgets_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.IO;
        using static Libc;
        using static Signals;

        {|ZG0105:prctl|}(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        if (posix_spawn(out var root, args[0], 0, 0, args, null) != 0)
            return 1;

        waitpid(root, out var status, 0);
        foreach (var child in File.ReadAllText($"/proc/{getpid()}/task/{getpid()}/children").Split(' '))
            kill(int.Parse(child), SIGKILL);
        return status >> 8;
        """);

    [Fact]
    public Task ASignalTableOfMono_IsSilent() => CallVerifier.VerifyMonoAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using Mono.Unix;
        using Mono.Unix.Native;

        static class Init
        {
            private static readonly Dictionary<UnixSignal, Action> s_handlers = new();

            static void Main()
            {
                s_handlers.Add(new UnixSignal(Signum.SIGCHLD), ReapChildren);
                s_handlers.Add(new UnixSignal(Signum.SIGTERM), () => Environment.Exit(0));
                new Thread(Loop).Start();
            }

            static void ReapChildren()
            {
                int pid;
                while ((pid = Syscall.wait(out int status)) > -1)
                    Console.WriteLine($"{pid} has ended with {status}");
            }

            static void Loop()
            {
                while (true)
                {
                    var signals = s_handlers.Keys.ToArray();
                    var index = UnixSignal.WaitAny(signals);
                    s_handlers[signals[index]]();
                }
            }
        }
        """);

    [Fact]
    public Task ATimerReapsWhatTheHandlerLeaves_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Runtime.InteropServices;
        using System.Threading;
        using static Libc;

        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => waitpid(-1, out var _, WNOHANG));
        using var timer = new Timer(_ => waitpid(-1, out var _, WNOHANG), null, 1000, 1000);
        Console.ReadLine();
        """);

    [Fact]
    public Task HandlersOfOtherShapes_Reports() => CallVerifier.VerifyProgramAsync("""
        using System;
        using System.Collections.Generic;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using static Libc;

        var registrations = new List<PosixSignalRegistration>
        {
            PosixSignalRegistration.Create((PosixSignal)17, static _ => {|ZG0104:waitpid|}(-1, out var _, WNOHANG)),
            PosixSignalRegistration.Create(PosixSignal.SIGCHLD, async _ =>
            {
                await Task.Delay(10);
                {|ZG0104:waitpid|}(-1, out var _, WNOHANG);
            }),
            PosixSignalRegistration.Create(PosixSignal.SIGCHLD, delegate { do { {|ZG0104:waitpid|}(-1, out var _, WNOHANG); } while (false); }),
            PosixSignalRegistration.Create(PosixSignal.SIGCHLD, new Action<PosixSignalContext>(Reaper<int>.OnChild)),
        };
        Console.ReadLine();

        static class Reaper<T>
        {
            public static void OnChild(PosixSignalContext context)
            {
                var pid = {|ZG0104:waitpid|}(-1, out var status, WNOHANG);
                Console.WriteLine($"{typeof(T)}: {pid} {status}");
            }
        }
        """);

    [Fact]
    public Task FlagsOfClone_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using static Signals;

        [Flags]
        enum CloneFlags
        {
            Vm = 0x100,
            Files = 0x400,
            Thread = 0x10000,
        }

        class Clones
        {
            private static readonly int s_thread = (int)(CloneFlags.Vm | CloneFlags.Thread);
            private static readonly int s_child = (int)CloneFlags.Vm | 17;

            public void Start()
            {
                {|ZG0201:clone|}(0, 0, (int)CloneFlags.Files, 0);
                {|ZG0201:clone|}(0, 0, s_child, 0);
                clone(0, 0, s_thread, 0);
                clone(0, 0, s_thread | s_child, 0);
            }
        }
        """);

    [Fact]
    public Task ForkInEachSpelling_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;
        using pid_t = System.Int32;

        static partial class Native
        {
            [DllImport("libc.so.6", EntryPoint = "fork", SetLastError = true)]
            internal static extern pid_t Fork();

            [LibraryImport("libc", EntryPoint = "vfork")]
            internal static partial pid_t SpawnCopy();

            internal static partial pid_t SpawnCopy() => 0;

            [DllImport("libutil.so.1", EntryPoint = "forkpty")]
            internal static extern pid_t ForkTerminal(out int master, IntPtr name, IntPtr termios, IntPtr size);

            [DllImport("libgit2", EntryPoint = "fork")]
            internal static extern int ForkRepository();
        }

        class Terminal
        {
            public void Open()
            {
                if (Native.{|ZG0201:Fork|}() == 0)
                    return;
                Native.{|ZG0201:SpawnCopy|}();
                Native.{|ZG0201:ForkTerminal|}(out _, 0, 0, 0);
                Native.ForkRepository();
                Func<int> later = Native.Fork;
            }
        }
        """);

    [Fact]
    public Task TmdsLibC_Reports() => CallVerifier.VerifyLibraryAsync("""
        using Tmds.Linux;
        using static Tmds.Linux.LibC;

        namespace Tmds.Linux
        {
            public struct sigaction
            {
                public nint sa_handler;
                public int sa_flags;
            }

            public static unsafe class LibC
            {
                public static int SIGCHLD => 17;
                public static int SIGTERM => 15;
                public static int SA_NOCLDWAIT => 2;
                public static int PR_SET_CHILD_SUBREAPER => 36;
                public static int sigaction(int signum, sigaction* act, sigaction* old) => 0;
                public static int prctl(int option, ulong arg2, ulong arg3, ulong arg4, ulong arg5) => 0;
                public static int fork() => 0;
            }
        }

        class Server
        {
            public unsafe void Start()
            {
                var action = new sigaction { sa_flags = SA_NOCLDWAIT };
                LibC.{|ZG0103:sigaction|}(SIGCHLD, &action, null);
                LibC.sigaction(SIGTERM, &action, null);
                {|ZG0105:prctl|}(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
                {|ZG0201:fork|}();
            }
        }
        """);

    [Fact]
    public Task AWrapperAsAReaper_LetsRawChildrenBe_IsSilent() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                new Thread(Reap).Start();
                while (true)
                {
                    posix_spawn(out var pid, args[0], 0, 0, args, null);
                    Thread.Sleep(1000);
                }
            }

            static void Reap()
            {
                while (true)
                {
                    if (WaitPid(-1) < 0)
                        Thread.Sleep(100);
                }
            }

            static int WaitPid(int pid) => waitpid(pid, out _, 0);
        }
        """);

    [Fact]
    public Task ADeadReaper_LetsNoRawChildBe_Reports() => NativeVerifier.VerifyProgramAsync("""
        using System.Threading;
        using static Libc;

        static class Program
        {
            static void Main(string[] args)
            {
                while (true)
                {
                    {|ZG0001:posix_spawn|}(out var pid, args[0], 0, 0, args, null);
                    Thread.Sleep(1000);
                }
            }

            static void Reap()
            {
                if (false)
                {
                    while (waitpid(-1, out _, WNOHANG) > 0)
                    {
                    }
                }
            }
        }
        """);
}

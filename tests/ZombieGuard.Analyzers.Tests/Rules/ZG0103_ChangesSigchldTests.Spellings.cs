using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>The ways in which people write the number of the signal, the handler and the struct.</summary>
public sealed partial class ZG0103_ChangesSigchldTests
{
    [Theory]
    [InlineData("private const int SigChld = 17;", "SigChld")]
    [InlineData("private static readonly int SigChld = 17;", "SigChld")]
    [InlineData("private static int SigChld => 17;", "SigChld")]
    [InlineData("private static int SigChld { get; } = 17;", "SigChld")]
    [InlineData("private static int s_sigChld = 17;", "s_sigChld")]
    [InlineData("private static readonly int SigChld; static Server() => SigChld = 17;", "SigChld")]
    [InlineData("private static readonly int SigChld = OperatingSystem.IsMacOS() ? 20 : 17;", "SigChld")]
    [InlineData("private static readonly int SigChld = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? 17 : 20;", "SigChld")]
    [InlineData("", "(int)Signal.SIGCHLD")]
    [InlineData("", "Numbers.SIGCHLD")]
    [InlineData("", "0x11")]
    public Task TheNumberOfTheSignal_Reports(string member, string number) => SignalNumberAsync(member, number, "{|ZG0103:signal|}");

    [Theory]
    [InlineData("private const int SigChld = 15;", "SigChld")]
    [InlineData("private static readonly int SigChld = 20;", "SigChld")]
    [InlineData("public static int s_sigChld = 17;", "s_sigChld")]
    [InlineData("private static int s_sigChld = 17; public void Use(int other) => s_sigChld = other;", "s_sigChld")]
    [InlineData("private static readonly int SigChld = OperatingSystem.IsMacOS() ? 17 : 20;", "SigChld")]
    [InlineData("private static readonly int SigChld = Environment.Is64BitProcess ? 17 : 18;", "SigChld")]
    [InlineData("private static readonly int SigChld = SigCld; private static readonly int SigCld = SigChld;", "SigChld")]
    [InlineData("private static int SigChld => SigCld; private static int SigCld => SigChld;", "SigChld")]
    [InlineData("", "(int)Signal.SIGTERM")]
    public Task AnotherNumber_OrOneThatNobodyKnows_IsSilent(string member, string number) => SignalNumberAsync(member, number, "signal");

    [Theory]
    [InlineData("private static readonly nint Ignore = 1;", "Ignore")]
    [InlineData("private static readonly IntPtr Ignore = new IntPtr(1);", "Ignore")]
    [InlineData("private static readonly IntPtr Ignore = new(1);", "Ignore")]
    [InlineData("private static IntPtr Ignore => (IntPtr)1;", "Ignore")]
    [InlineData("private static readonly IntPtr Default = IntPtr.Zero;", "Default")]
    [InlineData("", "default")]
    [InlineData("", "nint.Zero")]
    [InlineData("", "(nint)1")]
    [InlineData("", "SIG_IGN")]
    [InlineData("private delegate void Handler(int signal); private static readonly Handler s_handler = OnChild; private static void OnChild(int signal) { }", "Marshal.GetFunctionPointerForDelegate(s_handler)")]
    [InlineData("private nint _handler; private void Prepare() => _handler = NativeLibrary.GetExport(NativeLibrary.Load(\"libacme\"), \"on_child\");", "_handler")]
    [InlineData("[UnmanagedCallersOnly] private static void OnChild(int signal) { }", "(nint)(delegate* unmanaged<int, void>)&OnChild")]
    public Task TheHandlerAsANumber_Reports(string member, string handler) => HandlerAsync(member, handler, "{|ZG0103:signal|}");

    [Theory]
    [InlineData("private static readonly nint Hold = 2;", "Hold")]
    [InlineData("private static readonly nint Error = -1;", "Error")]
    [InlineData("private static readonly nint One = Other; private static readonly nint Other = One;", "One")]
    [InlineData("public nint Handler { get; set; }", "Handler")]
    [InlineData("private nint _before; private void Save() => _before = signal(SIGCHLD, 2);", "_before")]
    [InlineData("private nint Before() => signal(SIGCHLD, 2);", "Before()")]
    public Task ANumberThatIsNoHandler_OrMayBeTheOldOne_IsSilent(string member, string handler) => HandlerAsync(member, handler, "signal");

    [Fact]
    public Task HandlersOfEachKind_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;

        unsafe class Server
        {
            [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
            public delegate void SigHandler(int signal);

            private static readonly delegate* unmanaged[Cdecl]<int, void> s_native = &OnNative;
            private readonly SigHandler _lambda;
            private SigHandler _field;

            [DllImport("libc.so.6", EntryPoint = "signal", SetLastError = true)]
            private static extern IntPtr Signal(int signum, SigHandler handler);

            [DllImport("libc", EntryPoint = "signal")]
            private static extern SigHandler Exchange(int signum, SigHandler handler);

            [DllImport("libc", EntryPoint = "signal")]
            private static extern void* SignalNatively(int signum, delegate* unmanaged[Cdecl]<int, void> handler);

            [DllImport("libSystem.Native", EntryPoint = "SystemNative_SetPosixSignalHandler")]
            private static extern void OfTheRuntime(delegate* unmanaged<int, int, int> handler);

            public Server() => _lambda = signal => Console.WriteLine(signal);

            public void Start()
            {
                {|ZG0103:Signal|}(17, _lambda);
                {|ZG0103:Signal|}(17, new SigHandler(OnChild));
                {|ZG0103:Exchange|}(17, delegate { });
                {|ZG0103:SignalNatively|}(17, s_native);
                {|ZG0103:SignalNatively|}(17, (delegate* unmanaged[Cdecl]<int, void>)1);
                {|ZG0103:SignalNatively|}(17, null);
                _field = OnChild;
                {|ZG0103:Exchange|}(17, _field);
                {|ZG0103:Exchange|}(17, null);
            }

            private void OnChild(int signal)
            {
            }

            [UnmanagedCallersOnly(CallConvs = new[] { typeof(System.Runtime.CompilerServices.CallConvCdecl) })]
            private static void OnNative(int signal)
            {
            }
        }
        """);

    [Fact]
    public Task SavedAndPutBack_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;

        class Quiet : IDisposable
        {
            public delegate void SigHandler(int signal);

            private SigHandler _old;

            [DllImport("libc", EntryPoint = "signal")]
            private static extern SigHandler Exchange(int signum, SigHandler handler);

            private SigHandler Before { get; set; }

            public void Begin()
            {
                _old = {|ZG0103:Exchange|}(17, _ => { });
                Before = {|ZG0103:Exchange|}(17, _ => { });
            }

            public void Dispose()
            {
                Exchange(17, _old);
                Exchange(17, Before);
            }

            public static void Around(Action action)
            {
                SigHandler kept = null;
                try
                {
                    kept = {|ZG0103:Exchange|}(17, _ => { });
                    action();
                }
                finally
                {
                    if (kept != null)
                        Exchange(17, kept);
                }
            }

            public static void Restore(SigHandler previous) => Exchange(17, previous);
        }
        """);

    [Fact]
    public Task SigactionSavedInAFieldAndPutBack_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        unsafe class Guard : IDisposable
        {
            private SigAction _old;

            [DllImport("libc")]
            private static extern int sigaction(int signum, in SigAction action, out SigAction old);

            [DllImport("libc")]
            private static extern int sigaction(int signum, ref SigAction action, IntPtr old);

            [DllImport("libc", EntryPoint = "sigaction")]
            private static extern int Native(int signum, SigAction* action, SigAction* old);

            public Guard()
            {
                var ignore = new SigAction { sa_handler = SIG_IGN };
                {|ZG0103:sigaction|}(SIGCHLD, in ignore, out _old);
            }

            public void Dispose() => sigaction(SIGCHLD, in _old, out _);

            public static void Around(Action action)
            {
                SigAction old;
                Native(SIGCHLD, null, &old);
                action();
                Native(SIGCHLD, &old, null);
                sigaction(SIGCHLD, ref old, IntPtr.Zero);
            }

            public static void Set(SigAction given, nint handler)
            {
                sigaction(SIGCHLD, in given, out _);
                var action = new SigAction { sa_handler = handler };
                sigaction(SIGCHLD, in action, out _);
            }
        }
        """);

    [Fact]
    public Task SigactionInEachForm_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        unsafe class Server
        {
            private static readonly SigAction s_ignore = new() { sa_handler = SIG_IGN };
            private SigAction _action;

            [DllImport("libc")]
            private static extern int sigaction(int signum, in SigAction action, out SigAction old);

            [DllImport("libc")]
            private static extern int sigaction(int signum, in SigAction action, IntPtr old);

            [DllImport("libc", EntryPoint = "sigaction")]
            private static extern int Native(int signum, SigAction* action, SigAction* old);

            public void Start()
            {
                {|ZG0103:sigaction|}(SIGCHLD, in s_ignore, default);
                {|ZG0103:sigaction|}(SIGCHLD, default, out _);
                {|ZG0103:sigaction|}(SIGCHLD, new SigAction { sa_flags = 2 | 1 }, out var old);
                {|ZG0103:sigaction|}(SIGCHLD, old with { sa_handler = SIG_IGN }, IntPtr.Zero);

                SigAction action = default;
                action.sa_handler = (nint)(delegate* unmanaged<int, void>)&OnChild;
                {|ZG0103:Native|}(SIGCHLD, &action, null);
                SigAction* pointer = &action;
                {|ZG0103:Native|}(SIGCHLD, pointer, null);

                _action.sa_handler = SIG_IGN;
                {|ZG0103:sigaction|}(SIGCHLD, in _action, out old);
            }

            [UnmanagedCallersOnly]
            private static void OnChild(int signal)
            {
            }
        }
        """);

    [Fact]
    public Task SigactionWithTheUnionWrittenDown_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System.Runtime.InteropServices;

        [StructLayout(LayoutKind.Explicit)]
        struct Handler
        {
            [FieldOffset(0)] public nint sa_handler;
            [FieldOffset(0)] public nint sa_sigaction;
        }

        struct Sigaction
        {
            public Handler Handler;
            public int Flags;
        }

        static class Server
        {
            [DllImport("libc")]
            private static extern int sigaction(int signum, ref Sigaction action, nint old);

            public static void Ignore()
            {
                var action = new Sigaction();
                action.Handler.sa_handler = 1;
                {|ZG0103:sigaction|}(17, ref action, 0);
            }
        }
        """);

    [Fact]
    public Task ThroughAWrapper_Reports() => CallVerifier.VerifyLibraryAsync("""
        using System;
        using System.ComponentModel;
        using System.Runtime.InteropServices;
        using static Libc;

        static class Native
        {
            [DllImport("libc", EntryPoint = "signal", SetLastError = true)]
            private static extern nint SignalImport(int signum, nint handler);

            [DllImport("libc", EntryPoint = "sigaction", SetLastError = true)]
            private static extern int SigactionImport(int signum, ref SigAction action, nint old);

            public static void SetSignal(int signum, nint handler)
            {
                if (SignalImport(signum, handler) == -1)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            public static void SetSigaction(int signum, nint handler, int flags = 0)
            {
                var action = new SigAction { sa_handler = handler, sa_flags = flags };
                if (SigactionImport(signum, ref action, 0) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            public static void IgnoreSignal(int signum) => SetSignal(signum, SIG_IGN);
        }

        static class Server
        {
            public static void Start(nint handler)
            {
                Native.{|ZG0103:SetSignal|}(SIGCHLD, SIG_IGN);
                Native.{|ZG0103:SetSigaction|}(SIGCHLD, 0, 2);
                Native.{|ZG0103:IgnoreSignal|}(SIGCHLD);
                Native.SetSignal(SIGTERM, SIG_IGN);
                Native.SetSigaction(SIGTERM, SIG_IGN);
                Native.IgnoreSignal(13);
                Native.SetSignal(SIGCHLD, handler);
            }
        }
        """);

    [Fact]
    public Task AWrapperThatIsWrongByItself_ReportsThere() => CallVerifier.VerifyLibraryAsync("""
        using static Libc;

        static class Native
        {
            public static void IgnoreChildSignal(int unused) => {|ZG0103:signal|}(SIGCHLD, SIG_IGN);
        }

        static class Server
        {
            public static void Start() => Native.IgnoreChildSignal(1);
        }
        """);

    [Fact]
    public Task MonoPosix_SavedAndPutBack_IsSilent() => CallVerifier.VerifyMonoAsync("""
        using System.Diagnostics;
        using Mono.Unix.Native;

        #pragma warning disable CS0618
        var old = Stdlib.{|ZG0103:signal|}(Signum.SIGCHLD, OnChild);
        Process.Start("git").WaitForExit();
        Stdlib.signal(Signum.SIGCHLD, old);

        static void OnChild(int signal)
        {
        }
        """);

    [Fact]
    public Task MonoPosix_ANumberOfItsSignum_Reports() => CallVerifier.VerifyMonoAsync("""
        using System.Diagnostics;
        using Mono.Unix.Native;
        using static Libc;

        {|ZG0103:signal|}((int)Signum.SIGCHLD, SIG_IGN);
        Process.Start("git").WaitForExit();
        """);

    [Fact]
    public Task SigchldOfTheRuntimesEnum_IsNoNumberForSignal_IsSilent() => CallVerifier.VerifyLibraryAsync("""
        using System.Runtime.InteropServices;
        using static Libc;

        class Server
        {
            public void Start() => signal((int)PosixSignal.SIGCHLD, SIG_IGN);
        }
        """);

    private static Task SignalNumberAsync(string member, string number, string signal) => CallVerifier.VerifyLibraryAsync($$"""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        enum Signal
        {
            SIGTERM = 15,
            SIGCHLD = 17,
        }

        static class Numbers
        {
            public const short SIGCHLD = 17;
        }

        class Server
        {
            {{member}}

            public void Start() => {{signal}}({{number}}, SIG_IGN);
        }
        """);

    private static Task HandlerAsync(string member, string handler, string signal) => CallVerifier.VerifyLibraryAsync($$"""
        using System;
        using System.Runtime.InteropServices;
        using static Libc;

        unsafe class Server
        {
            {{member}}

            public void Start() => {{signal}}(SIGCHLD, {{handler}});
        }
        """);
}

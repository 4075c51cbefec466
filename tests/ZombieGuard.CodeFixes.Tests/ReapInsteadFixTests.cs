using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>The old reaper has a name: a method, a local function, a delegate that is kept.</summary>
public partial class ReapInsteadFixTests
{
    private const string Top = "using System;\nusing System.Collections.Concurrent;\nusing System.Diagnostics;\nusing System.Runtime.InteropServices;\nusing System.Threading;\nusing System.Threading.Tasks;\n";

    private const string Libc = """

        delegate void Handler(int signal);

        [StructLayout(LayoutKind.Sequential)]
        struct SigAction
        {
            public nint sa_handler;
            public ulong sa_mask;
            public int sa_flags;
        }

        static class Libc
        {
            public const int SIGCHLD = 17;
            public const int WNOHANG = 1;
            public const int ECHILD = 10;
            public const int EINTR = 4;

            [DllImport("libc")]
            public static extern nint signal(int signal, nint handler);

            [DllImport("libc", EntryPoint = "signal")]
            public static extern nint OnSignal(int signal, Handler handler);

            [DllImport("libc")]
            public static extern int sigaction(int signal, ref SigAction action, nint old);

            [DllImport("libc")]
            public static extern int sigemptyset(ref ulong set);

            [DllImport("libc", SetLastError = true)]
            public static extern int waitpid(int pid, out int status, int options);
        }

        """;

    private const string Reap = "while (Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG) > 0)\n        {\n        }";
    private const string Block = "while (true)\n        {\n            if (Libc.{|ZG0101:waitpid|}(-1, out var status, 0) < 0)\n                Thread.Sleep(100);\n        }";
    private const string Reaper = "using var reaper = ChildReaper.ReapUnowned();";

    [Theory]
    [InlineData("using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);", "PosixSignalContext context", Reap)]
    [InlineData("var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, Program.OnChild);", "PosixSignalContext context", "context.Cancel = true;\n        " + Reap)]
    [InlineData("Libc.{|ZG0103:OnSignal|}(Libc.SIGCHLD, OnChild);", "int signal", Reap)]
    [InlineData("Libc.{|ZG0103:OnSignal|}(Libc.SIGCHLD, new Handler(OnChild));", "int signal", Reap)]
    [InlineData("Handler handler = OnChild;\n        Libc.{|ZG0103:OnSignal|}(Libc.SIGCHLD, handler);", "int signal", Reap)]
    [InlineData("Libc.{|ZG0103:signal|}(Libc.SIGCHLD, Marshal.GetFunctionPointerForDelegate((Handler)OnChild));", "int signal", Reap)]
    [InlineData("var handler = new Handler(OnChild);\n        var pointer = Marshal.GetFunctionPointerForDelegate(handler);\n        Libc.{|ZG0103:signal|}(Libc.SIGCHLD, pointer);\n        GC.KeepAlive(handler);", "int signal", Reap)]
    [InlineData("var action = new SigAction { sa_handler = Marshal.GetFunctionPointerForDelegate((Handler)OnChild), sa_flags = 1 };\n        Libc.{|ZG0103:sigaction|}(17, ref action, 0);", "int signal", Reap)]
    [InlineData("SigAction action = default;\n        action.sa_handler = Marshal.GetFunctionPointerForDelegate((Handler)OnChild);\n        Libc.sigemptyset(ref action.sa_mask);\n        if (Libc.{|ZG0103:sigaction|}(17, ref action, 0) != 0)\n            throw new InvalidOperationException();", "int signal", Reap)]
    [InlineData("new Thread(OnChild) { IsBackground = true }.Start();", "", Block)]
    [InlineData("var thread = new Thread(OnChild);\n        thread.IsBackground = true; // ends with the program\n        thread.Name = \"reaper\";\n        thread.Start();", "", Block)]
    [InlineData("var thread = new Thread(new ThreadStart(OnChild)) { IsBackground = true, Name = \"reaper\" };\n        thread.Start();", "", Block)]
    [InlineData("var reaper = new Thread(OnChild) { IsBackground = true };\n        reaper.Start();", "", Block)]
    [InlineData("Task.Run(OnChild);", "", Block)]
    [InlineData("_ = Task.Factory.StartNew(OnChild, TaskCreationOptions.LongRunning);", "", Block)]
    [InlineData("ThreadPool.QueueUserWorkItem(OnChild);", "object? state", Block)]
    [Trait("Scenario", "S3")]
    public Task MethodOnlyThereToReap_GoesWithIt(string start, string parameters, string body) => VerifyProgramAsync($$"""
        class Program
        {
            static void Main()
            {
                // Leave no zombies.
                {{start}} // all
                Process.Start("git", "pull").WaitForExit();
            }

            // Called for each child.
            static void OnChild({{parameters}})
            {
                {{body}}
            }
        }
        """, $$"""
        class Program
        {
            static void Main()
            {
                // Leave no zombies.
                {{Reaper}}{{(start.EndsWith("KeepAlive(handler);", StringComparison.Ordinal) ? "" : " // all")}}
                Process.Start("git", "pull").WaitForExit();
            }
        }
        """);

    [Theory]
    [InlineData("static readonly Handler Keep = OnChild;", "Libc.{|ZG0103:OnSignal|}(17, Keep);")]
    [InlineData("static readonly Handler Keep = new Handler(OnChild);", "Libc.{|ZG0103:signal|}(17, Marshal.GetFunctionPointerForDelegate(Keep));\n        GC.KeepAlive(Keep);")]
    [InlineData("private static Handler? s_keep;", "s_keep = OnChild;\n        Libc.{|ZG0103:OnSignal|}(17, s_keep);")]
    [InlineData("private static Handler? s_keep;", "Program.s_keep = new(OnChild);\n        var action = new SigAction();\n        action.sa_handler = Marshal.GetFunctionPointerForDelegate(s_keep);\n        action.sa_flags = 4;\n        Libc.{|ZG0103:sigaction|}(17, ref action, 0);")]
    [InlineData("static readonly Handler Keep = _ =>\n    {\n        while (Libc.{|ZG0101:waitpid|}(-1, out var status, 1) > 0) ;\n    };", "Libc.{|ZG0103:OnSignal|}(17, Keep);", false)]
    public Task DelegateInAField_GoesWithIt(string field, string start, bool isMethod = true) => VerifyProgramAsync($$"""
        class Program
        {
            /// <summary>The garbage collector must not take it.</summary>
            {{field}}

            static void Main()
            {
                {{start}}
                Process.Start("git", "pull").WaitForExit();
            }
        {{(isMethod ? "\n    static void OnChild(int signal)\n    {\n        " + Reap + "\n    }\n" : "")}}}
        """, $$"""
        class Program
        {
            static void Main()
            {
                {{Reaper}}
                Process.Start("git", "pull").WaitForExit();
            }
        }
        """);

    [Fact]
    public Task TopLevel_LocalFunctionsAndPrivateImports_GoWithIt() => VerifyAsync("""
        const int SIGCHLD = 17;

        signal(SIGCHLD, OnChild);
        Process.Start("git", "pull").WaitForExit();

        [DllImport("libc")]
        static extern nint signal(int signal, Handler handler);

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void OnChild(int signal)
        {
            int pid;
            do
            {
                pid = {|ZG0101:waitpid|}(-1, out _, 1);
            }
            while (pid > 0);
        }

        delegate void Handler(int signal);

        """.Replace("signal(SIGCHLD", "{|ZG0103:signal|}(SIGCHLD", StringComparison.Ordinal), """
        using var reaper = ChildReaper.ReapUnowned();
        Process.Start("git", "pull").WaitForExit();

        delegate void Handler(int signal);

        """);

    [Fact]
    public Task AHandlerThatCallsTheReaper_GoesToo() => VerifyProgramAsync($$"""
        class Program
        {
            static void Main()
            {
                ReapAll();
                using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => ReapAll());
                Process.Start("git", "pull").WaitForExit();
            }

            static void ReapAll()
            {
                {{Reap}}
            }
        }
        """, $$"""
        class Program
        {
            static void Main()
            {
                {{Reaper}}
                Process.Start("git", "pull").WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ImportsOfAnotherName_AreKnown() => VerifyAsync("""
        partial class Program
        {
            static void Main()
            {
                {|ZG0103:Handle|}(17, OnChild);
                Process.Start("git", "pull").WaitForExit();
            }

            static void OnChild(int signal)
            {
                while ({|ZG0101:Reap|}(-1, out _, 1) > 0)
                {
                }
            }

            [DllImport("libc", EntryPoint = "signal")]
            private static extern nint Handle(int signal, Handler handler);

            [LibraryImport("libc", EntryPoint = "waitpid")]
            internal static partial int Reap(int pid, out int status, int options);

            private delegate void Handler(int signal);
        }

        """ + Generated, $$"""
        partial class Program
        {
            static void Main()
            {
                {{Reaper}}
                Process.Start("git", "pull").WaitForExit();
            }

            [LibraryImport("libc", EntryPoint = "waitpid")]
            internal static partial int Reap(int pid, out int status, int options);
        }

        """ + Generated);

    /// <summary>In place of the generator's part.</summary>
    private const string Generated = "partial class Program\n{\n    internal static partial int Reap(int pid, out int status, int options) => status = pid;\n}\n";

    [Fact]
    public Task AWrapperThatIgnores_IsSeenThrough() => VerifyProgramAsync("""
        Native.{|ZG0103:SetSignal|}(Libc.SIGCHLD, 1);
        Process.Start("git", "pull").WaitForExit();

        static class Native
        {
            public static void SetSignal(int number, nint handler) => Libc.signal(number, handler);
        }
        """, """
        using var reaper = ChildReaper.ReapUnowned();
        Process.Start("git", "pull").WaitForExit();

        static class Native
        {
            public static void SetSignal(int number, nint handler) => Libc.signal(number, handler);
        }
        """);

    [Fact]
    public Task WrappersAroundImports_AreSeenThrough() => VerifyProgramAsync("""
        class Program
        {
            static void Main()
            {
                Native.SetHandler(17, OnChild);
                Process.Start("git", "pull").WaitForExit();
            }

            static void OnChild(int signal)
            {
                int pid;
                while ((pid = Native.{|ZG0101:WaitPid|}(-1, out var status, Libc.WNOHANG)) > 0)
                    Console.WriteLine($"{pid}: {status}");
            }
        }

        static class Native
        {
            public static nint SetHandler(int signal, Handler handler) => Libc.OnSignal(signal, handler);

            public static int WaitPid(int pid, out int status, int options)
            {
                return Libc.waitpid(pid, out status, options);
            }
        }
        """, $$"""
        class Program
        {
            static void Main()
            {
                {{TellingReaper}}
                Process.Start("git", "pull").WaitForExit();
            }

            static void OnReaped(ChildExit exit)
            {
                int pid = exit.Pid;
                var status = exit.Status!.Value.Raw;
                Console.WriteLine($"{pid}: {status}");
            }
        }

        static class Native
        {
            public static nint SetHandler(int signal, Handler handler) => Libc.OnSignal(signal, handler);

            public static int WaitPid(int pid, out int status, int options)
            {
                return Libc.waitpid(pid, out status, options);
            }
        }
        """);

    [Fact]
    public Task AnAsynchronousLoop_GoesToo() => VerifyProgramAsync("""
        class Program
        {
            static async Task Main()
            {
                _ = ReapAsync();
                await Process.Start("git", "pull").WaitForExitAsync();
            }

            static async Task ReapAsync()
            {
                while (true)
                {
                    while (Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG) > 0)
                    {
                    }

                    await Task.Delay(TimeSpan.FromSeconds(1));
                }
            }
        }
        """, $$"""
        class Program
        {
            static async Task Main()
            {
                {{Reaper}}
                await Process.Start("git", "pull").WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task AReaperOfItsOwnType_KeepsItsDoor() => VerifyLibraryAsync($$"""
        static class Reaper
        {
            private static readonly Handler Keep = OnChild;

            public static void Install() => Libc.{|ZG0103:OnSignal|}(Libc.SIGCHLD, Keep);

            private static void OnChild(int signal)
            {
                {{Reap}}
            }
        }
        """, """
        static class Reaper
        {
            public static void Install() => ChildReaper.ReapUnowned();
        }
        """);

    [Theory]
    [InlineData("PosixSignalRegistration registration", "var registration")]
    [InlineData("var registration", "var registration")]
    public Task ARegistrationThatIsDisposed_IsAReaperThatIsDisposed(string variable, string fixedVariable) => VerifyProgramAsync($$"""
        class Program
        {
            static void Main()
            {
                {{variable}} = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);
                Process.Start("git", "pull").WaitForExit();
                registration.Dispose();
            }

            private static void OnChild(PosixSignalContext context)
            {
                {{Reap}}
            }
        }
        """, $$"""
        class Program
        {
            static void Main()
            {
                {{fixedVariable}} = ChildReaper.ReapUnowned();
                Process.Start("git", "pull").WaitForExit();
                registration.Dispose();
            }
        }
        """);

    [Fact]
    public Task ARegistrationInAField_IsAReaperInAField() => VerifyLibraryAsync($$"""
        sealed class Service : IDisposable
        {
            private PosixSignalRegistration? _registration;

            public void Start()
            {
                _registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);
            }

            public void Dispose() => _registration?.Dispose();

            private void OnChild(PosixSignalContext context)
            {
                {{Reap}}
            }
        }
        """, """
        sealed class Service : IDisposable
        {
            private UnownedReaper? _registration;

            public void Start()
            {
                _registration = ChildReaper.ReapUnowned();
            }

            public void Dispose() => _registration?.Dispose();
        }
        """);

    [Fact]
    public Task AHandlerThatOthersCanCall_Stays() => VerifyProgramAsync("""
        class Program
        {
            static void Main()
            {
                Libc.{|ZG0103:OnSignal|}(17, OnChild);
                Process.Start("git", "pull").WaitForExit();
            }

            internal static void OnChild(int signal)
            {
                while (Libc.{|ZG0101:waitpid|}(-1, out _, 1) > 0) ;
            }
        }
        """, """
        class Program
        {
            static void Main()
            {
                using var reaper = ChildReaper.ReapUnowned();
                Process.Start("git", "pull").WaitForExit();
            }

            internal static void OnChild(int signal)
            {
                while (Libc.{|ZG0101:waitpid|}(-1, out _, 1) > 0) ;
            }
        }
        """);

    private static Task VerifyProgramAsync(string source, string fixedSource) => VerifyAsync(source + "\n" + Libc, fixedSource + "\n" + Libc);

    private static Task VerifyLibraryAsync(string source, string fixedSource) =>
        VerifyAsync(source + "\n" + Libc, fixedSource + "\n" + Libc, OutputKind.DynamicallyLinkedLibrary);

    private static Task VerifyNotOfferedAsync(string source) => FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(
        ReapInsteadFix.Key, Top + "\n" + source + "\n" + Libc, Top + "\n" + source + "\n" + Libc, OutputKind.ConsoleApplication);

    private static Task VerifyAsync(string source, string fixedSource, OutputKind kind = OutputKind.ConsoleApplication) =>
        FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(
            ReapInsteadFix.Key, Top + "\n" + source, Top + "using ZombieGuard;\n\n" + fixedSource, kind);
}

using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>Texts that a fix could break.</summary>
public partial class ReapInsteadFixTests
{
    private const string Git = "Process.Start(\"git\", \"pull\").WaitForExit();";

    [Fact]
    public Task OtherHandlers_KeepWhatTheyShare() => VerifyProgramAsync($$"""
        class Program
        {
            const int SIGTERM = 15;
            const int SIGCHLD = 17;

            static readonly Handler Term = OnSignal, Child = OnChild;

            static void Main()
            {
                signal(SIGTERM, Term);
                Handler handler = OnChild; // of children
                {|ZG0103:signal|}(SIGCHLD, handler);
                {{Git}}
                Console.WriteLine(nameof(Child));
            }

            // What to do at a signal.
            static void OnSignal(int signal) => Console.WriteLine(signal);
            static void OnChild(int signal)
            {
                {{Reap}}
            }

            // From the C library.
            [DllImport("libc")]
            private static extern nint signal(int signal, Handler handler);
        }
        """, $$"""
        class Program
        {
            const int SIGTERM = 15;

            static readonly Handler Term = OnSignal, Child = OnChild;

            static void Main()
            {
                signal(SIGTERM, Term);
                {{Reaper}}
                {{Git}}
                Console.WriteLine(nameof(Child));
            }

            // What to do at a signal.
            static void OnSignal(int signal) => Console.WriteLine(signal);
            static void OnChild(int signal)
            {
                {{Reap}}
            }

            // From the C library.
            [DllImport("libc")]
            private static extern nint signal(int signal, Handler handler);
        }
        """);

    [Fact]
    public Task ASecondOldReaper_OnlyGoes() => FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(
        ReapInsteadFix.Key,
        Top + $$"""
        using ZombieGuard;

        class Program
        {
            static void Main()
            {
                {{Reaper}}

                // And in the background, to be sure.
                new Thread(Loop) { IsBackground = true }.Start();

                {{Git}}
            }

            static void Loop()
            {
                {{Block}}
            }
        }

        """ + Libc,
        Top + $$"""
        using ZombieGuard;

        class Program
        {
            static void Main()
            {
                {{Reaper}}

                {{Git}}
            }
        }

        """ + Libc,
        OutputKind.ConsoleApplication);

    [Fact]
    public Task RegionsAndConditions_StayAroundWhatIsLeft() => VerifyProgramAsync($$"""
        class Program
        {
            #region Children

            static void OnChild(int signal)
            {
                {{Reap}}
            }

            static void OnChild() => Console.WriteLine();

            #endregion

            static void Main()
            {
        #if !WINDOWS
                Libc.{|ZG0103:OnSignal|}(17, OnChild);
        #endif
                OnChild();
                {{Git}}
            }
        }
        """, $$"""
        class Program
        {
            #region Children

            static void OnChild() => Console.WriteLine();

            #endregion

            static void Main()
            {
        #if !WINDOWS
                {{Reaper}}
        #endif
                OnChild();
                {{Git}}
            }
        }
        """);

    [Theory]
    [InlineData("#if WINDOWS\n    static void Other() => OnChild(0);\n#endif")]
    [InlineData("/// <summary>Calls <see cref=\"OnChild(int)\"/>.</summary>\n    static void Other() { }")]
    [InlineData("static string Other() => nameof(OnChild);")]
    [InlineData("static void Other() { if (Environment.HasShutdownStarted) OnChild(17); }")]
    [InlineData("static readonly Action<int> Other = OnChild;")]
    [InlineData("static PosixSignalRegistration Other() => PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => OnChild(17));")]
    [InlineData("static object? Other() => typeof(Program).GetMethod(\"OnChild\");")]
    [InlineData("[Obsolete]\n    static void Other() => OnChild(0);")]
    public Task AHandlerThatIsMentionedElsewhere_Stays(string other) => VerifyProgramAsync($$"""
        class Program
        {
            static void Main()
            {
                Libc.{|ZG0103:OnSignal|}(17, OnChild);
                {{Git}}
            }

            static void OnChild(int signal)
            {
                {{Reap}}
            }

            {{other}}
        }
        """, $$"""
        class Program
        {
            static void Main()
            {
                {{Reaper}}
                {{Git}}
            }

            static void OnChild(int signal)
            {
                {{Reap}}
            }

            {{other}}
        }
        """);

    [Theory]
    [InlineData("var thread = new Thread(Loop) { IsBackground = true };\n        thread.Start();\n        thread.Join();")]
    [InlineData("var thread = new Thread(Loop);\n        thread.Start();")]
    [InlineData("var thread = new Thread(Loop) { IsBackground = args.Length > 0 };\n        thread.Start();")]
    [InlineData("var task = Task.Run(Loop);\n        task.Wait();")]
    [InlineData("foreach (var arg in args)\n            Task.Run(Loop);")]
    [InlineData("Action start = () => Task.Run(Loop);\n        start();")]
    [InlineData("var old = Libc.{|ZG0103:OnSignal|}(17, _ => Loop());\n        Console.WriteLine(old);")]
    [InlineData("if (Libc.{|ZG0103:OnSignal|}(17, _ => Loop()) == 0)\n            return;")]
    [InlineData("Handler handler = args.Length > 0 ? _ => Loop() : _ => { };\n        Libc.OnSignal(17, handler);")]
    [InlineData("Libc.{|ZG0103:OnSignal|}(17,\n#if DEBUG\n            _ => Console.WriteLine());\n#else\n            _ => Loop());\n#endif")]
    [InlineData("using var timer = new Timer(_ => Loop(), null, 0, 1000);")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => Loop();")]
    public Task WhatIsWaitedForOrNotCertain_NotOffered(string start) => VerifyNotOfferedAsync($$"""
        class Program
        {
            static void Main(string[] args)
            {
                {{start}}
                {{Git}}
            }

            static void Loop()
            {
                {{Block}}
            }
        }
        """);

    [Theory]
    [InlineData("while (!s_stopped)\n            Libc.{|ZG0101:waitpid|}(-1, out _, 0);")]
    [InlineData("while (Libc.{|ZG0101:waitpid|}(-1, out _, 0) > 0 || s_stopped)\n        {\n        }")]
    [InlineData("while (Libc.{|ZG0101:waitpid|}(-1, out s_status, 0) > 0)\n        {\n        }")]
    [InlineData("while (true)\n        {\n            Libc.{|ZG0101:waitpid|}(-1, out _, 0);\n            lock (Gate)\n                Monitor.PulseAll(Gate);\n        }")]
    [InlineData("try\n        {\n            while (Libc.{|ZG0101:waitpid|}(-1, out _, 0) > 0)\n                Console.WriteLine();\n        }\n        catch (Exception e)\n        {\n            Console.WriteLine(e);\n        }")]
    [InlineData("while (Libc.{|ZG0101:waitpid|}(-1, out var status, 0) > 0)\n            Console.WriteLine(@$\"ended\nwith {status}\");")]
    public Task ALoopThatAsksOrTellsOthers_NotOffered(string loop) => VerifyNotOfferedAsync($$"""
        class Program
        {
            static readonly object Gate = new();
            static bool s_stopped;
            static int s_status = 1;

            static void Main(string[] args)
            {
                s_stopped = args.Length > 0;
                new Thread(Loop) { IsBackground = true }.Start();
                {{Git}}
                lock (Gate)
                    Console.WriteLine(s_status);
            }

            static void Loop()
            {
                {{loop}}
            }
        }
        """);

    [Fact]
    public Task ASweepThatIsRunNowAndThen_NotOffered() => VerifyNotOfferedAsync($$"""
        class Program
        {
            static void Main()
            {
                {{Git}}
                OnRequest();
            }

            static void OnRequest() => Task.Run(Sweep);

            static void Sweep()
            {
                {{Reap}}
            }
        }
        """);

    [Fact]
    public Task NamesThatAreTaken_AreNotTakenAgain() => VerifyProgramAsync("""
        class Program
        {
            static bool reaper;

            static void Main()
            {
                Libc.{|ZG0103:OnSignal|}(17, OnChild);
                Process.Start("git", "pull").WaitForExit();
                OnReaped(reaper ? 1 : 0);
            }

            static void OnReaped(int exit) => Console.WriteLine(exit);

            static void OnChild(int signal)
            {
                for (int pid; (pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1)) > 0;)
                {
                    var exit = pid;
                    OnReaped(exit);
                    reaper = true;
                }
            }
        }
        """, """
        class Program
        {
            static bool reaper;

            static void Main()
            {
                using var reaper2 = ChildReaper.ReapUnowned(new UnownedReaperOptions { OnReaped = OnChild });
                Process.Start("git", "pull").WaitForExit();
                OnReaped(reaper ? 1 : 0);
            }

            static void OnReaped(int exit) => Console.WriteLine(exit);

            static void OnChild(ChildExit exit2)
            {
                int pid = exit2.Pid;
                var exit = pid;
                OnReaped(exit);
                reaper = true;
            }
        }
        """);

    [Fact]
    public Task OwnTypeOfThatName_QualifiesTheReaper()
    {
        const string Own = "\n\nclass ChildReaper\n{\n    static void Main()\n    {\n        {start}\n        Process.Start(\"git\", \"pull\").WaitForExit();\n    }\n\n    static void {handler}\n";
        return FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(
            ReapInsteadFix.Key,
            Top + Own.Replace("{start}", "Libc.{|ZG0103:OnSignal|}(17, OnChild);", StringComparison.Ordinal)
                .Replace("{handler}", "OnChild(int signal)\n    {\n        while (Libc.{|ZG0101:waitpid|}(-1, out _, 1) > 0)\n            Console.WriteLine();\n    }\n}", StringComparison.Ordinal) + Libc,
            Top + Own.Replace("{start}", "using var reaper = ZombieGuard.ChildReaper.ReapUnowned(new ZombieGuard.UnownedReaperOptions { OnReaped = OnReaped });", StringComparison.Ordinal)
                .Replace("{handler}", "OnReaped(ZombieGuard.ChildExit exit)\n    {\n        Console.WriteLine();\n    }\n}", StringComparison.Ordinal) + Libc,
            OutputKind.ConsoleApplication);
    }

    [Fact]
    public Task FunctionPointers_AndUnsafeCode() => VerifyProgramAsync($$"""
        unsafe class Program
        {
            static void Main()
            {
                Libc.{|ZG0103:signal|}(17, (nint)(delegate* unmanaged<int, void>)&OnChild);
                {{Git}}
            }

            [UnmanagedCallersOnly]
            static void OnChild(int signal)
            {
                int status;
                while (waitpid(-1, &status, 1) > 0) ;
            }

            [DllImport("libc")]
            static extern int waitpid(int pid, int* status, int options);
        }
        """.Replace("while (waitpid", "while ({|ZG0101:waitpid|}", StringComparison.Ordinal), $$"""
        unsafe class Program
        {
            static void Main()
            {
                {{Reaper}}
                {{Git}}
            }
        }
        """);

    [Fact]
    public Task BracesAtLineEnds_AndTabs() => VerifyProgramAsync("""
        class Program {
        	static void Main() {
        		int seen = 0;
        		Libc.{|ZG0103:OnSignal|}(17, _ => {
        			int pid;
        			while ((pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1)) > 0) {
        				seen++;
        				if (pid > 1000) {
        					Console.WriteLine(pid);
        				}
        			}
        		});
        		Process.Start("git", "pull").WaitForExit();
        		Console.WriteLine(seen);
        	}
        }
        """, """
        class Program {
        	static void Main() {
        		int seen = 0;
        		using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions {
        			OnReaped = exit => {
        				int pid = exit.Pid;
        				seen++;
        				if (pid > 1000) {
        					Console.WriteLine(pid);
        				}
        			},
        		});
        		Process.Start("git", "pull").WaitForExit();
        		Console.WriteLine(seen);
        	}
        }
        """);

    [Fact]
    public Task CarriageReturns_Stay()
    {
        const string Source = "namespace N;\n\nstatic class Program\n{\n    // Reap.\n    static readonly Handler Keep = OnChild;\n\n    static int s_n;\n\n    static void Main()\n    {\n        Libc.{|ZG0103:OnSignal|}(17, Keep);\n        Process.Start(\"x\").WaitForExit();\n    }\n\n    static void OnChild(int _) { while (Libc.{|ZG0101:waitpid|}(-1, out int _, 1) > 0) s_n++; }\n}\n";
        const string Fixed = "namespace N;\n\nstatic class Program\n{\n    static int s_n;\n\n    static void Main()\n    {\n        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { OnReaped = OnReaped });\n        Process.Start(\"x\").WaitForExit();\n    }\n\n    static void OnReaped(ChildExit exit) { s_n++; }\n}\n";
        static string Crlf(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);
        return FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(
            ReapInsteadFix.Key, Crlf(Top + "\n" + Source + Libc), Crlf(Top + "using ZombieGuard;\n\n" + Fixed + Libc), OutputKind.ConsoleApplication);
    }

    [Fact]
    public async Task PartsInTwoFiles_BothChange()
    {
        const string Start = "static partial class Program\n{\n    static void Main()\n    {\n        // all of them\n        {start}\n        Process.Start(\"x\").WaitForExit();\n    }\n}\n";
        const string Part = "using System.Runtime.InteropServices;\n\nstatic partial class Program\n{\n    const int WNOHANG = 1;\n\n    static class Nested\n    {\n        public static void OnChild() { }\n    }\n";
        const string Handler = "\n    static void OnChild(PosixSignalContext context)\n    {\n        while (Libc.{|ZG0101:waitpid|}(-1, out _, WNOHANG) > 0)\n        {\n        }\n    }\n}\n";
        var test = FixTest.WithRuntime<CallAnalyzer, ReaperFixProvider>(
            ReapInsteadFix.Key,
            Top + "\n" + Start.Replace("{start}", "using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);", StringComparison.Ordinal) + Libc,
            Top + "using ZombieGuard;\n\n" + Start.Replace("{start}", Reaper, StringComparison.Ordinal) + Libc,
            OutputKind.ConsoleApplication);
        test.TestState.Sources.Add(("/0/Program.Children.cs", Part + Handler));
        test.FixedState.Sources.Add(("/0/Program.Children.cs", Part.Replace("    const int WNOHANG = 1;\n\n", "", StringComparison.Ordinal) + "}\n"));
        await test.RunAsync();
    }

    [Theory]
    [InlineData("private static readonly PosixSignalRegistration s_registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);", "private static readonly UnownedReaper s_registration = ChildReaper.ReapUnowned();")]
    [InlineData("static readonly IDisposable Registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);", "static readonly IDisposable Registration = ChildReaper.ReapUnowned();")]
    public Task ARegistrationThatAFieldBeginsWith(string field, string fixedField) => VerifyProgramAsync($$"""
        static class Program
        {
            {{field}}

            static void Main() => {{Git}}

            static void OnChild(PosixSignalContext context)
            {
                {{Reap}}
            }
        }
        """, $$"""
        static class Program
        {
            {{fixedField}}

            static void Main() => {{Git}}
        }
        """);

    [Fact]
    public Task MonosSignalThread_GoesWithItsSignal()
    {
        const string Mono = "\nnamespace Mono.Unix.Native\n{\n    enum Signum { SIGCHLD = 17 }\n    enum WaitOptions { WNOHANG = 1 }\n\n    static class Syscall\n    {\n        public static int waitpid(int pid, out int status, WaitOptions options) => status = pid;\n    }\n}\n\nnamespace Mono.Unix\n{\n    class UnixSignal : WaitHandle\n    {\n        public UnixSignal(Native.Signum signum) { }\n    }\n}\n";
        const string Start = "using Mono.Unix;\nusing Mono.Unix.Native;\n{using}\nReaper.Start();\nProcess.Start(\"git\", \"pull\").WaitForExit();\n\n";
        return FixTest.VerifyWithRuntimeAsync<CallAnalyzer, ReaperFixProvider>(ReapInsteadFix.Key, Top + Start.Replace("{using}", "", StringComparison.Ordinal) + """
            static class Reaper
            {
                public static void Start() => new Thread(Watch) { IsBackground = true }.Start();

                private static void Watch()
                {
                    using var signal = new {|ZG0103:UnixSignal|}(Signum.SIGCHLD);
                    while (true)
                    {
                        signal.WaitOne();
                        while (Syscall.{|ZG0101:waitpid|}(-1, out _, WaitOptions.WNOHANG) > 0)
                        {
                        }
                    }
                }
            }

            """ + Mono, Top + Start.Replace("{using}", "using ZombieGuard;\n", StringComparison.Ordinal) + """
            static class Reaper
            {
                public static void Start() => ChildReaper.ReapUnowned();
            }

            """ + Mono, OutputKind.ConsoleApplication);
    }
}

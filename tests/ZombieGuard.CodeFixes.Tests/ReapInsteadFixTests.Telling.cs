using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>The old reaper does something with each child: that is not lost.</summary>
public partial class ReapInsteadFixTests
{
    private const string TellingReaper = "using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { OnReaped = OnReaped });";

    private const string Log = """
                    // Say how it went.
                    Console.WriteLine($"child {pid} exited with {status >> 8}");
                    Children.TryRemove(pid, out _);
        """;

    [Theory]
    [InlineData("int pid;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out int status, Libc.WNOHANG)) > 0)\n        {\n{log}\n        }", "int", "int")]
    [InlineData("while (true)\n        {\n            var pid = Libc.{|ZG0101:waitpid|}(-1, out var status, Libc.WNOHANG);\n            if (pid <= 0)\n                break;\n\n{log}\n        }", "var", "var")]
    [InlineData("for (;;)\n        {\n            int pid = Libc.{|ZG0101:waitpid|}(-1, out int status, Libc.WNOHANG);\n            if (pid == 0)\n                return;\n            if (pid < 0)\n            {\n                if (Marshal.GetLastPInvokeError() == Libc.EINTR)\n                    continue;\n                break;\n            }\n\n{log}\n        }", "int", "int")]
    [InlineData("while (Libc.{|ZG0101:waitpid|}(-1, out var status, Libc.WNOHANG) is > 0 and var pid)\n        {\n{log}\n        }", "var", "var")]
    [InlineData("while (true)\n        {\n            var pid = Libc.{|ZG0101:{|ZG0104:waitpid|}|}(-1, out var status, Libc.WNOHANG);\n            if (pid == -1)\n                break;\n\n{log}\n        }", "var", "var")]
    [InlineData("int pid;\n        do\n        {\n            pid = Libc.{|ZG0101:waitpid|}(-1, out var status, Libc.WNOHANG);\n            if (pid > 0)\n            {\n{log}\n            }\n        }\n        while (pid > 0);", "int", "var")]
    [InlineData("int pid, status;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out status, Libc.WNOHANG)) > 0)\n        {\n{log}\n        }", "int", "int")]
    [Trait("Scenario", "S3")]
    [Trait("Scenario", "S11")]
    public Task MethodThatLogs_IsToldBy(string loop, string pidType, string statusType) => VerifyProgramAsync($$"""
        class Program
        {
            static readonly ConcurrentDictionary<int, string> Children = new();

            static void Main()
            {
                using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, OnChild);
                Process.Start("git", "pull").WaitForExit();
            }

            /// <summary>For each child.</summary>
            private static void OnChild(PosixSignalContext context)
            {
                {{loop.Replace("{log}", Log, System.StringComparison.Ordinal)}}
            }
        }
        """, $$"""
        class Program
        {
            static readonly ConcurrentDictionary<int, string> Children = new();

            static void Main()
            {
                {{TellingReaper}}
                Process.Start("git", "pull").WaitForExit();
            }

            /// <summary>For each child.</summary>
            private static void OnReaped(ChildExit exit)
            {
                {{pidType}} pid = exit.Pid;
                {{statusType}} status = exit.Status!.Value.Raw;
                // Say how it went.
                Console.WriteLine($"child {pid} exited with {status >> 8}");
                Children.TryRemove(pid, out _);
            }
        }
        """);

    [Fact]
    public Task HandlerThatWaitsOnce_IsToldOfAll() => VerifyProgramAsync("""
        class Program
        {
            static int s_ended;

            static void Main()
            {
                Libc.{|ZG0103:OnSignal|}(17, OnChild);
                Process.Start("git", "pull").WaitForExit();
            }

            static void OnChild(int signal)
            {
                if (Libc.{|ZG0101:{|ZG0104:waitpid|}|}(-1, out _, Libc.WNOHANG) > 0)
                    s_ended++;
            }
        }
        """, $$"""
        class Program
        {
            static int s_ended;

            static void Main()
            {
                {{TellingReaper}}
                Process.Start("git", "pull").WaitForExit();
            }

            static void OnReaped(ChildExit exit)
            {
                s_ended++;
            }
        }
        """);

    [Fact]
    public Task LambdaThatLogs_StaysALambda() => VerifyProgramAsync("""
        class Program
        {
            static void Main()
            {
                var jobs = new ConcurrentDictionary<int, string>();
                using var registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ =>
                {
                    int pid;
                    while ((pid = Libc.{|ZG0101:waitpid|}(-1, out var status, Libc.WNOHANG)) > 0)
                    {
                        if (!jobs.TryRemove(pid, out var job))
                        {
                            continue;
                        }

                        Console.WriteLine($"{job}: {status}");
                    }
                });
                Process.Start("git", "pull").WaitForExit();
            }
        }
        """, """
        class Program
        {
            static void Main()
            {
                var jobs = new ConcurrentDictionary<int, string>();
                using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions
                {
                    OnReaped = exit =>
                    {
                        int pid = exit.Pid;
                        var status = exit.Status!.Value.Raw;
                        if (!jobs.TryRemove(pid, out var job))
                        {
                            return;
                        }

                        Console.WriteLine($"{job}: {status}");
                    },
                });
                Process.Start("git", "pull").WaitForExit();
            }
        }
        """);

    [Fact]
    public Task APollThatSleeps_DoesNotSleepInTheCallback() => VerifyProgramAsync("""
        class Program
        {
            static void Main()
            {
                Task.Run(PollAsync);
                Process.Start("git", "pull").WaitForExit();
            }

            static async Task PollAsync()
            {
                while (true)
                {
                    var pid = Libc.{|ZG0101:waitpid|}(-1, out _, Libc.WNOHANG);
                    if (pid > 0)
                        Console.WriteLine(pid);
                    await Task.Delay(500);
                }
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
                var pid = exit.Pid;
                Console.WriteLine(pid);
            }
        }
        """);

    /// <summary>A pid is above 0: nothing else is known of it.</summary>
    [Theory]
    [InlineData("if (pid > 1000)")]
    [InlineData("if (pid != s_shell)")]
    [InlineData("if (4711 == pid)")]
    [InlineData("while (pid is 4711)")]
    public Task ATestForOnePid_Stays(string test) => VerifyProgramAsync($$"""
        class Program
        {
            static int s_shell = Environment.ProcessId;

            static void Main()
            {
                Libc.{|ZG0103:OnSignal|}(17, OnChild);
                Process.Start("git", "pull").WaitForExit();
                Console.WriteLine(s_shell);
            }

            static void OnChild(int signal)
            {
                while (true)
                {
                    var pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1);
                    if (1 > pid)
                        return;
                    {{test}}
                        Console.WriteLine(pid);
                }
            }
        }
        """, $$"""
        class Program
        {
            static int s_shell = Environment.ProcessId;

            static void Main()
            {
                {{TellingReaper}}
                Process.Start("git", "pull").WaitForExit();
                Console.WriteLine(s_shell);
            }

            static void OnReaped(ChildExit exit)
            {
                var pid = exit.Pid;
                {{test}}
                    Console.WriteLine(pid);
            }
        }
        """);

    [Fact]
    public Task ThreadThatLogs_IsToldBy() => VerifyProgramAsync("""
        class Program
        {
            static void Main()
            {
                // Reap in the background.
                var thread = new Thread(ReapLoop);
                thread.IsBackground = true;
                thread.Start();

                Process.Start("git", "pull").WaitForExit();
            }

            static void ReapLoop()
            {
                while (true)
                {
                    var pid = Libc.{|ZG0101:waitpid|}(-1, out var status, 0);
                    if (pid == -1)
                    {
                        Thread.Sleep(100);
                        continue;
                    }

                    Console.WriteLine(pid);
                }
            }
        }
        """, $$"""
        class Program
        {
            static void Main()
            {
                // Reap in the background.
                {{TellingReaper}}

                Process.Start("git", "pull").WaitForExit();
            }

            static void OnReaped(ChildExit exit)
            {
                var pid = exit.Pid;
                Console.WriteLine(pid);
            }
        }
        """);

    [Theory]
    [InlineData("while (true)\n        {\n            var pid = Libc.{|ZG0101:waitpid|}(-1, out _, 0);\n            if (pid > 0)\n                Console.WriteLine(pid);\n            Console.Beep();\n        }")]
    [InlineData("int pid;\n        do\n        {\n            pid = Libc.{|ZG0101:waitpid|}(-1, out _, 0);\n            Console.WriteLine(pid);\n        }\n        while (pid > 0 && !s_isStopped);")]
    [InlineData("Console.WriteLine(\"SIGCHLD\");\n        while (Libc.{|ZG0101:waitpid|}(-1, out _, 1) > 0) ;")]
    [InlineData("var n = 0;\n        while (Libc.{|ZG0101:waitpid|}(-1, out _, 1) > 0)\n            n++;\n        Console.WriteLine(n);")]
    [InlineData("int pid;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1)) > 0)\n            Console.WriteLine($\"{signal}: {pid}\");")]
    [InlineData("int pid;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1)) > 0)\n        {\n            if (pid == s_shell)\n                break;\n            Console.WriteLine(pid);\n        }")]
    [InlineData("int pid;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1 | 2)) > 0)\n            Console.WriteLine(pid);")]
    [InlineData("int pid;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1)) > 0)\n            s_processes[pid].Dispose();")]
    [InlineData("int pid;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1)) > 0 && !s_isStopped)\n            Console.WriteLine(pid);")]
    [InlineData("var pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1);\n        while (pid > 0)\n        {\n            Console.WriteLine(pid);\n            pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1);\n        }")]
    [InlineData("int pid;\n        while ((pid = Libc.{|ZG0101:waitpid|}(-1, out _, 1)) > 0)\n        {\n#if DEBUG\n            Console.WriteLine(pid);\n#endif\n        }\n        Console.Write(\"\");")]
    public Task WhatCannotBeCarriedOver_NotOffered(string body) => VerifyNotOfferedAsync($$"""
        class Program
        {
            static int s_shell = 4711;
            static bool s_isStopped = Environment.HasShutdownStarted;
            static readonly ConcurrentDictionary<int, Process> s_processes = new();

            static void Main()
            {
                Libc.{|ZG0103:OnSignal|}(17, OnChild);
                Process.Start("git", "pull").WaitForExit();
                Console.WriteLine(s_shell + s_processes.Count + (s_isStopped ? 1 : 0));
            }

            static void OnChild(int signal)
            {
                {{body}}
            }
        }
        """);
}

using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitForPidFixTests
{
    [Fact]
    public Task ForkWithBothBranches_NeedsNoGuard() => VerifyAsync(
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int waitpid(int pid, ref int status, int options);

        void M()
        {
            int pid = {|ZG0001:fork|}();
            if (pid < 0)
            {
                throw new InvalidOperationException();
            }

            if (pid == 0)
            {
                Environment.Exit(0);
            }

            Console.WriteLine(pid);
        }
        """,
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int waitpid(int pid, ref int status, int options);

        void M()
        {
            int pid = fork();
            if (pid < 0)
            {
                throw new InvalidOperationException();
            }

            if (pid == 0)
            {
                Environment.Exit(0);
            }

            Console.WriteLine(pid);
            int status = 0;
            waitpid(pid, ref status, 0);
        }
        """);

    [Fact]
    public Task UntestedPid_IsGuarded_AndTheImportWritten() => VerifyAsync(
        """
        [DllImport("libc")]
        static extern int fork();

        void M()
        {
            var pid = {|ZG0001:fork|}();
            Console.WriteLine(pid);
        }
        """,
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc", SetLastError = true)]
        private static extern int waitpid(int pid, out int status, int options);

        void M()
        {
            var pid = fork();
            Console.WriteLine(pid);
            if (pid > 0)
            {
                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task ParentThatLeaves_WaitsInItsBranch() => VerifyAsync(
        """
        [DllImport("libc")] static extern int fork();
        [DllImport("libc")] static extern int waitpid(int pid, IntPtr status, int options);

        int M()
        {
            int pid = {|ZG0001:fork|}();
            if (pid == 0)
            {
                Environment.Exit(0);
            }
            else
            {
                Thread.Sleep(50000);
                return 1;
            }

            return 0;
        }
        """,
        """
        [DllImport("libc")] static extern int fork();
        [DllImport("libc")] static extern int waitpid(int pid, IntPtr status, int options);

        int M()
        {
            int pid = fork();
            if (pid == 0)
            {
                Environment.Exit(0);
            }
            else
            {
                if (pid > 0)
                {
                    waitpid(pid, default, 0);
                }

                Thread.Sleep(50000);
                return 1;
            }

            return 0;
        }
        """);

    [Fact]
    public Task ImportOfAnotherClass_IsQualified_AndTheUsingStays() => FixTest.VerifyTextAsync(
        WaitForPidFix.Key,
        """
        namespace N
        {
            static class Native
            {
                [System.Runtime.InteropServices.DllImport("libc")]
                internal static extern long fork();

                [System.Runtime.InteropServices.DllImport("libc")]
                internal static extern int waitpid(int pid, out int status, int options);
            }

            class C
            {
                void M()
                {
                    var child = Native.{|ZG0001:fork|}();
                    System.Console.WriteLine(child);
                }
            }
        }
        """,
        """
        namespace N
        {
            static class Native
            {
                [System.Runtime.InteropServices.DllImport("libc")]
                internal static extern long fork();

                [System.Runtime.InteropServices.DllImport("libc")]
                internal static extern int waitpid(int pid, out int status, int options);
            }

            class C
            {
                void M()
                {
                    var child = Native.fork();
                    System.Console.WriteLine(child);
                    if (child > 0)
                    {
                        Native.waitpid((int)child, out _, 0);
                    }
                }
            }
        }
        """);

    /// <summary>Of several imports that have to be qualified: that of the same file and namespace, though others come first.</summary>
    [Fact]
    public Task NearestImport_IsTaken()
    {
        static string Imports(string space, string type, string rest) => $$"""
            namespace {{space}}
            {
                static class {{type}}
                {
                    [System.Runtime.InteropServices.DllImport("libc")]
                    internal static extern int waitpid(int pid, out int status, int options);
                }
            {{rest}}}

            """;
        static string Starts(string fork, string wait) => Imports("Acme.Old", "Legacy", "") + Imports("Acme.Jobs", "Waits", $$"""

                static class Spawns
                {
                    [System.Runtime.InteropServices.DllImport("libc")]
                    internal static extern int fork();
                }

                class Job
                {
                    void Run()
                    {
                        var child = Spawns.{{fork}}();
                        System.Console.WriteLine(child);
            {{wait}}        }
                }

            """);
        var elsewhere = ("/0/Elsewhere.cs", Imports("Acme.Jobs", "Elsewhere", ""));
        var test = FixTest.Create(Starts("{|ZG0001:fork|}", ""), Starts("fork", "            if (child > 0)\n            {\n                Waits.waitpid(child, out _, 0);\n            }\n"));
        test.CodeActionEquivalenceKey = WaitForPidFix.Key;
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        test.TestState.Sources.Insert(0, elsewhere);
        test.FixedState.Sources.Insert(0, elsewhere);
        return test.RunAsync();
    }

    [Fact]
    public Task FileWithoutUsings_GetsOneBehindItsHeader() => FixTest.VerifyTextAsync(
        WaitForPidFix.Key,
        """
        // Who wrote this

        class C
        {
            [System.Runtime.InteropServices.DllImport("libc")]
            private static extern int fork();

            void M()
            {
                var child = {|ZG0001:fork|}();
                System.Console.WriteLine(child);
            }
        }
        """,
        """
        // Who wrote this

        using System.Runtime.InteropServices;

        class C
        {
            [System.Runtime.InteropServices.DllImport("libc")]
            private static extern int fork();

            [DllImport("libc", SetLastError = true)]
            private static extern int waitpid(int pid, out int status, int options);

            void M()
            {
                var child = fork();
                System.Console.WriteLine(child);
                if (child > 0)
                {
                    waitpid(child, out _, 0);
                }
            }
        }
        """);

    [Fact]
    public Task TopLevelProgram_GetsALocalImport() => FixTest.VerifyTextAsync(
        WaitForPidFix.Key,
        """
        using System;
        using System.Runtime.InteropServices;

        int pid = {|ZG0001:fork|}();
        Console.ReadLine();

        [DllImport("libc")]
        static extern int fork();
        """,
        """
        using System;
        using System.Runtime.InteropServices;

        int pid = fork();
        if (pid > 0)
        {
            waitpid(pid, out _, 0);
        }

        Console.ReadLine();

        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc", SetLastError = true)]
        static extern int waitpid(int pid, out int status, int options);

        """,
        kind: OutputKind.ConsoleApplication);

    [Fact]
    public Task PidThatSomePathWaitsFor_NotOffered() => FixTest.VerifyNotOfferedAsync(
        WaitForPidFix.Key,
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void M(bool patient)
        {
            var pid = {|ZG0001:fork|}(); /*lost*/
            if (patient)
            {
                waitpid(pid, out _, 0);
            }
        }
        """);

    /// <summary>Nothing is known of a pid but that it is above 0: a way out for some pids is a way past the wait.</summary>
    [Theory]
    [InlineData("pid == 5")]
    [InlineData("pid < 1000")]
    [InlineData("9999 <= pid")]
    public Task WayOutForSomePids_NotOffered(string test) => FixTest.VerifyNotOfferedAsync(
        WaitForPidFix.Key,
        $$"""
        [DllImport("libc")]
        static extern int posix_spawn(out int pid, string file, IntPtr actions, IntPtr attributes, string?[] argv, string?[] envp);

        void M()
        {
            {|ZG0001:posix_spawn|}(out var pid, "/bin/true", 0, 0, [null], [null]);
            if ({{test}})
            {
                return;
            }

            Console.WriteLine(pid);
        }
        """);

    private static Task VerifyAsync(string members, string fixedMembers) => FixTest.VerifyAsync(WaitForPidFix.Key, members, fixedMembers);
}

using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

public class AdoptPidFixTests
{
    private const string Spawn = """
        [DllImport("libc")]
        static extern int posix_spawn(out int pid, string file, IntPtr actions, IntPtr attributes, string?[] argv, string?[] envp);

        [DllImport("libc")]
        static extern int kill(int pid, int signal);


        """;

    [Fact]
    public Task UntestedPid_IsGuarded_AndHandedOverAtOnce() => VerifyAsync(
        """
        void M(bool quick)
        {
            {|ZG0001:posix_spawn|}(out var pid, "/bin/true", 0, 0, [null], [null]);
            if (quick)
            {
                return;
            }

            Console.WriteLine(pid);
        }
        """,
        """
        void M(bool quick)
        {
            posix_spawn(out var pid, "/bin/true", 0, 0, [null], [null]);
            if (pid > 0)
            {
                ChildReaper.Shared.Adopt(pid);
            }

            if (quick)
            {
                return;
            }

            Console.WriteLine(pid);
        }
        """);

    [Fact]
    public Task FailedStart_ComesFirst() => VerifyAsync(
        """
        void M()
        {
            var error = {|ZG0001:posix_spawn|}(out var pid, "/bin/true", 0, 0, [null], [null]);
            if (error != 0)
            {
                throw new InvalidOperationException();
            }

            Console.WriteLine(pid);
        }
        """,
        """
        void M()
        {
            var error = posix_spawn(out var pid, "/bin/true", 0, 0, [null], [null]);
            if (error != 0)
            {
                throw new InvalidOperationException();
            }

            if (pid > 0)
            {
                ChildReaper.Shared.Adopt(pid);
            }

            Console.WriteLine(pid);
        }
        """);

    [Fact]
    public Task DiscardedPid_IsKept() => VerifyAsync(
        """
        void M()
        {
            {|ZG0001:posix_spawn|}(out _, "/bin/true", 0, 0, [null], [null]);
        }
        """,
        """
        void M()
        {
            posix_spawn(out var pid, "/bin/true", 0, 0, [null], [null]);
            if (pid > 0)
            {
                ChildReaper.Shared.Adopt(pid);
            }
        }
        """);

    [Fact]
    public Task KilledByNumber_IsHandedOverBehindTheKill() => VerifyAsync(
        """
        void M()
        {
            {|ZG0001:posix_spawn|}(out var pid, "/bin/cat", 0, 0, [null], [null]);
            Thread.Sleep(10);
            kill(pid, 9);
            Console.WriteLine("done");
        }
        """,
        """
        void M()
        {
            posix_spawn(out var pid, "/bin/cat", 0, 0, [null], [null]);
            Thread.Sleep(10);
            kill(pid, 9);
            if (pid > 0)
            {
                ChildReaper.Shared.Adopt(pid);
            }

            Console.WriteLine("done");
        }
        """);

    [Fact]
    public Task OwnTypeOfThatName_QualifiesTheReaper() => FixTest.VerifyWithRuntimeAsync<ObligationAnalyzer, WaitFixProvider>(
        AdoptPidFix.Key,
        Program("{|ZG0001:fork|}();"),
        Program("fork();", "ZombieGuard.ChildReaper.Shared.Adopt((int)child);"));

    [Fact]
    public Task WithoutTheLibrary_NotOffered() => FixTest.VerifyNotOfferedAsync(
        AdoptPidFix.Key,
        Spawn + """
        void M()
        {
            {|ZG0001:posix_spawn|}(out var pid, "/bin/true", 0, 0, [null], [null]);
            Console.WriteLine(pid);
        }
        """);

    [Fact]
    public Task SomePathWaitsItself_NotOffered()
    {
        var text = FixTest.InClass(Spawn + """
            [DllImport("libc")]
            static extern int waitpid(int pid, out int status, int options);

            void M(bool patient)
            {
                {|ZG0001:posix_spawn|}(out var pid, "/bin/true", 0, 0, [null], [null]);
                if (patient)
                {
                    waitpid(pid, out _, 0);
                }
            }
            """);
        return FixTest.VerifyWithRuntimeAsync<ObligationAnalyzer, WaitFixProvider>(AdoptPidFix.Key, text, text);
    }

    private static string Program(string call, string? adopt = null) => $$"""
        namespace N
        {
            class ChildReaper
            {
                [System.Runtime.InteropServices.DllImport("libc")]
                static extern long fork();

                void M()
                {
                    var child = {{call}}{{(adopt is null ? "" : "\n            if (child > 0)\n            {\n                " + adopt + "\n            }\n")}}
                    System.Console.WriteLine(child);
                }
            }
        }
        """;

    private static Task VerifyAsync(string members, string fixedMembers) => FixTest.VerifyWithRuntimeAsync<ObligationAnalyzer, WaitFixProvider>(
        AdoptPidFix.Key,
        FixTest.InClass(Spawn + members),
        FixTest.InClass(Spawn + fixedMembers).Replace("using System.Threading.Tasks;\n", "using System.Threading.Tasks;\nusing ZombieGuard;\n", System.StringComparison.Ordinal),
        OutputKind.DynamicallyLinkedLibrary);
}

using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>A child of an API that a catalogue file teaches is waited for as any other, where the type of its handle tells how.</summary>
public class TaughtApiFixTests
{
    private const string Lines = """
        spawns M:Acme.Shell.Run(...) child=return kind=managed
        spawns M:Acme.Shell.Launch(...) child=arg0 kind=managed
        spawns M:Acme.Shell.Fork(...) child=arg1 kind=raw result=nonzero-is-none
        spawns M:Acme.Shell.Job(...) child=return kind=managed
        spawns M:Acme.Shell.RawJob(...) child=return kind=raw
        """;

    private const string Shell = """


        namespace Acme
        {
            static class Shell
            {
                public static System.Diagnostics.Process Run(string command) => null!;
                public static bool Launch(System.Diagnostics.Process process) => false;
                public static int Fork(string command, out int pid) => pid = 0;
                public static object Job(string command) => new();
                public static object RawJob(string command) => new();
            }
        }
        """;

    [Fact]
    public Task Process_IsKeptAndWaitedFor() => VerifyAsync(
        """
        void M()
        {
            Acme.Shell.{|ZG0002:Run|}("make");
        }
        """,
        """
        void M()
        {
            using var process = Acme.Shell.Run("make");
            process.WaitForExit();
        }
        """);

    [Fact]
    public Task ProcessInAVariable_IsWaitedFor() => VerifyAsync(
        """
        void M()
        {
            var made = Acme.Shell.{|ZG0002:Run|}("make");
            Console.WriteLine(made.Id);
        }
        """,
        """
        void M()
        {
            var made = Acme.Shell.Run("make");
            Console.WriteLine(made.Id);
            made.WaitForExit();
        }
        """);

    [Fact]
    public Task ProcessThatIsStarted_IsWaitedFor() => VerifyAsync(
        """
        void M(ProcessStartInfo info)
        {
            var made = new Process { StartInfo = info };
            Acme.Shell.{|ZG0002:Launch|}(made);
        }
        """,
        """
        void M(ProcessStartInfo info)
        {
            var made = new Process { StartInfo = info };
            Acme.Shell.Launch(made);
            made.WaitForExit();
        }
        """);

    [Fact]
    public Task Pid_IsWaitedFor() => VerifyAsync(
        """
        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void M()
        {
            if (Acme.Shell.{|ZG0001:Fork|}("make", out var pid) != 0)
                return;

            Console.WriteLine(pid);
        }
        """,
        """
        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void M()
        {
            if (Acme.Shell.Fork("make", out var pid) != 0)
                return;

            Console.WriteLine(pid);
            if (pid > 0)
            {
                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task TypeThatNobodyKnows_IsNotWaitedFor()
    {
        const string Members = """
            void M()
            {
                Acme.Shell.{|ZG0002:Job|}("make");
                var job = Acme.Shell.{|ZG0001:RawJob|}("make");
            }
            """;
        return VerifyAsync(Members, Members);
    }

    private static Task VerifyAsync(string members, string fixedMembers)
    {
        var test = FixTest.Create(FixTest.InClass(members) + Shell, FixTest.InClass(fixedMembers) + Shell);
        test.TestState.AdditionalFiles.Add(("/0/ZombieGuard.acme.txt", Lines));
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync();
    }
}

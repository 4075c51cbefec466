using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class KeepAndWaitFixTests
{
    [Fact]
    public Task Statement_IsKept() => VerifyAsync(
        """
        void M()
        {
            // run it
            Process.{|ZG0002:Start|}("x"); // now

            Console.ReadLine();
        }
        """,
        """
        void M()
        {
            // run it
            using var process = Process.Start("x"); // now
            process.WaitForExit();

            Console.ReadLine();
        }
        """);

    [Fact]
    public Task NullableResult_IsWaitedForConditionally() => VerifyAsync(
        """
        void M(ProcessStartInfo psi, int process)
        {
            _ = Process.{|ZG0002:Start|}(psi);
        }
        """,
        """
        void M(ProcessStartInfo psi, int process)
        {
            using var process2 = Process.Start(psi);
            process2?.WaitForExit();
        }
        """);

    [Fact]
    public Task AsyncCode_Awaits() => VerifyAsync(
        """
        async Task M(ProcessStartInfo psi, CancellationToken token)
        {
            Process.{|ZG0002:Start|}(psi);
            await Task.Yield();
        }
        """,
        """
        async Task M(ProcessStartInfo psi, CancellationToken token)
        {
            using var process = Process.Start(psi);
            if (process is not null)
            {
                await process.{|ZG0014:WaitForExitAsync|}(token);
            }

            await Task.Yield();
        }
        """);

    [Fact]
    public Task DisposedAtOnce_WaitsInBetween() => VerifyAsync(
        """
        void M(bool run)
        {
            if (run)
                Process.{|ZG0002:Start|}("x").Dispose();
        }
        """,
        """
        void M(bool run)
        {
            if (run)
            {
                using var process = Process.Start("x");
                process.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task UsingWithoutName_GetsOne() => VerifyAsync(
        """
        void M()
        {
            using (Process.{|ZG0002:Start|}("x"))
            {
                Console.WriteLine();
            }
        }
        """,
        """
        void M()
        {
            using (var process = Process.Start("x"))
            {
                process.WaitForExit();
                Console.WriteLine();
            }
        }
        """);

    [Fact]
    public Task OutputOfANamelessChild_IsReadFirst() => VerifyAsync(
        """
        string M(ProcessStartInfo psi)
        {
            return Process.Start(psi)!.StandardOutput.{|ZG0010:ReadToEnd|}();
        }
        """,
        """
        string M(ProcessStartInfo psi)
        {
            using var process = Process.Start(psi)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        """);

    [Fact]
    public Task NewProcess_IsKept() => VerifyAsync(
        """
        void M()
        {
            new Process { StartInfo = { FileName = "x" } }.{|ZG0002:Start|}();
        }
        """,
        """
        void M()
        {
            using var process = new Process { StartInfo = { FileName = "x" } };
            process.Start();
            process.WaitForExit();
        }
        """);

    [Fact]
    public Task ExpressionBody_KeepsItsShape() => VerifyAsync(
        """
        void M(ProcessStartInfo psi) => Process.{|ZG0002:Start|}(psi);
        """,
        """
        void M(ProcessStartInfo psi) => Process.Start(psi)?.WaitForExit();
        """);

    [Fact]
    public Task SwitchSection_GetsAUsingStatement() => VerifyAsync(
        """
        void M(int i)
        {
            switch (i)
            {
                case 1:
                    Process.{|ZG0002:Start|}("x");
                    break;
            }
        }
        """,
        """
        void M(int i)
        {
            switch (i)
            {
                case 1:
                    using (var process = Process.Start("x"))
                    {
                        process.WaitForExit();
                    }

                    break;
            }
        }
        """);

    [Fact]
    public Task CSharp7_GetsAUsingStatement() => FixTest.VerifyObliviousAsync(
        KeepAndWaitFix.Key,
        """
        void M()
        {
            Process.{|ZG0002:Start|}("x");
            Console.ReadLine();
        }
        """,
        """
        void M()
        {
            using (var process = Process.Start("x"))
            {
                process.WaitForExit();
            }

            Console.ReadLine();
        }
        """,
        LanguageVersion.CSharp7_3);

    [Fact]
    public Task TopLevelProgram_IsKept() => FixTest.VerifyTextAsync(
        KeepAndWaitFix.Key,
        "using System;\nusing System.Diagnostics;\n\nProcess.{|ZG0002:Start|}(\"x\");\nConsole.ReadLine();\n",
        "using System;\nusing System.Diagnostics;\n\nusing var process = Process.Start(\"x\");\nprocess.WaitForExit();\nConsole.ReadLine();\n",
        kind: OutputKind.ConsoleApplication);

    [Fact]
    public Task RawPid_IsKept() => VerifyAsync(
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void M()
        {
            {|ZG0001:fork|}();
        }
        """,
        """
        [DllImport("libc")]
        static extern int fork();

        [DllImport("libc")]
        static extern int waitpid(int pid, out int status, int options);

        void M()
        {
            var pid = fork();
            if (pid > 0)
            {
                waitpid(pid, out _, 0);
            }
        }
        """);

    [Fact]
    public Task ConditionOfALoop_NotOffered() => FixTest.VerifyNotOfferedAsync(
        KeepAndWaitFix.Key,
        """
        void M(ProcessStartInfo psi)
        {
            while (Process.{|ZG0002:Start|}(psi)!.Id > 3)
            {
            }
        }
        """);

    private static Task VerifyAsync(string members, string fixedMembers) => FixTest.VerifyAsync(KeepAndWaitFix.Key, members, fixedMembers);
}

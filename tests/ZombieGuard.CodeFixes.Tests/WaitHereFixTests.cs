using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public partial class WaitHereFixTests
{
    [Fact]
    public Task Local_IsWaitedForBehindItsLastUse() => VerifyAsync(
        """
        void M()
        {
            // start it
            var p = Process.{|ZG0002:Start|}("x"); // now
            Console.WriteLine(p.Id);

            Console.WriteLine("done");
        }
        """,
        """
        void M()
        {
            // start it
            var p = Process.Start("x"); // now
            Console.WriteLine(p.Id);
            p.WaitForExit();

            Console.WriteLine("done");
        }
        """);

    [Fact]
    public Task LocalThatMayBeNull_IsWaitedForConditionally() => VerifyAsync(
        """
        void M(ProcessStartInfo psi)
        {
            using var p = Process.{|ZG0002:Start|}(psi);
            Console.WriteLine(p?.Id);
        }
        """,
        """
        void M(ProcessStartInfo psi)
        {
            using var p = Process.Start(psi);
            Console.WriteLine(p?.Id);
            p?.WaitForExit();
        }
        """);

    [Fact]
    public Task WaitComesBehindTheOutput() => VerifyAsync(
        """
        void M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            var reader = p.StandardOutput;
            Console.WriteLine(p.Id);
            Console.WriteLine(reader.{|ZG0010:ReadToEnd|}());
        }
        """,
        """
        void M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            var reader = p.StandardOutput;
            Console.WriteLine(p.Id);
            Console.WriteLine(reader.ReadToEnd());
            p.WaitForExit();
        }
        """);

    [Fact]
    public Task WaitComesBeforeDispose() => VerifyAsync(
        """
        string M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            var text = p.StandardOutput.{|ZG0010:ReadToEnd|}();
            p.Dispose();
            return text;
        }
        """,
        """
        string M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            var text = p.StandardOutput.ReadToEnd();
            p.WaitForExit();
            p.Dispose();
            return text;
        }
        """);

    [Fact]
    public Task WaitComesBeforeTheFinallyThatDisposes() => VerifyAsync(
        """
        void M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            try
            {
                Console.WriteLine(p.StandardOutput.{|ZG0010:ReadToEnd|}());
            }
            finally
            {
                p.Dispose();
            }
        }
        """,
        """
        void M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            try
            {
                Console.WriteLine(p.StandardOutput.ReadToEnd());
                p.WaitForExit();
            }
            finally
            {
                p.Dispose();
            }
        }
        """);

    [Fact]
    public Task WaitComesBeforeTheExitCode() => VerifyAsync(
        """
        int M(ProcessStartInfo psi)
        {
            using var p = new Process { StartInfo = psi };
            p.{|ZG0002:Start|}();
            return p.{|ZG0013:ExitCode|};
        }
        """,
        """
        int M(ProcessStartInfo psi)
        {
            using var p = new Process { StartInfo = psi };
            p.Start();
            p.WaitForExit();
            return p.ExitCode;
        }
        """);

    [Fact]
    public Task ReturnedOutput_IsTakenBeforeTheWait() => VerifyAsync(
        """
        string M(ProcessStartInfo psi)
        {
            using (var p = Process.Start(psi)!)
            {
                return p.StandardOutput.{|ZG0010:ReadToEnd|}(); // all of it
            }
        }
        """,
        """
        string M(ProcessStartInfo psi)
        {
            using (var p = Process.Start(psi)!)
            {
                var output = p.StandardOutput.ReadToEnd();
                p.WaitForExit();
                return output; // all of it
            }
        }
        """);

    [Fact]
    public Task ReturnedStart_IsTakenBeforeTheWait() => VerifyAsync(
        """
        bool M(ProcessStartInfo psi)
        {
            var p = new Process { StartInfo = psi };
            return p.{|ZG0002:Start|}();
        }
        """,
        """
        bool M(ProcessStartInfo psi)
        {
            var p = new Process { StartInfo = psi };
            var started = p.Start();
            p.WaitForExit();
            return started;
        }
        """);

    [Fact]
    public Task FirstOfTwoInOneVariable_IsWaitedForBeforeTheSecond() => VerifyAsync(
        """
        void M()
        {
            var p = Process.{|ZG0002:Start|}("a");
            p = Process.Start("b");
            p.WaitForExit();
        }
        """,
        """
        void M()
        {
            var p = Process.Start("a");
            p.WaitForExit();
            p = Process.Start("b");
            p.WaitForExit();
        }
        """);

    [Fact]
    public Task LoopBody_WaitsAtItsEnd() => VerifyAsync(
        """
        void M(string[] names)
        {
            foreach (var name in names)
            {
                var p = Process.{|ZG0002:Start|}(name);
                for (var i = 0; i < 3; i++)
                {
                    if (p.HasExited)
                    {
                        break;
                    }
                }
            }
        }
        """,
        """
        void M(string[] names)
        {
            foreach (var name in names)
            {
                var p = Process.Start(name);
                for (var i = 0; i < 3; i++)
                {
                    if (p.HasExited)
                    {
                        break;
                    }
                }

                p.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task StatementWithoutBraces_GetsThem() => VerifyObliviousAsync(
        """
        void M(bool run)
        {
            Process p = null;
            if (run)
                p = Process.{|ZG0002:Start|}("x");
            else
                Console.WriteLine("not today");
        }
        """,
        """
        void M(bool run)
        {
            Process p = null;
            if (run)
            {
                p = Process.Start("x");
                p.WaitForExit();
            }
            else
                Console.WriteLine("not today");
        }
        """);

    [Fact]
    public Task TestedChild_IsWaitedForInItsBranch() => VerifyAsync(
        """
        void M(ProcessStartInfo psi)
        {
            if (Process.{|ZG0002:Start|}(psi) is { } p)
            {
                Console.WriteLine(p.Id);
            }
        }
        """,
        """
        void M(ProcessStartInfo psi)
        {
            if (Process.Start(psi) is { } p)
            {
                Console.WriteLine(p.Id);
                p.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task JumpOfABranchWithoutChild_IsNoObstacle() => VerifyAsync(
        """
        int M(ProcessStartInfo psi)
        {
            var p = Process.{|ZG0002:Start|}(psi);
            if (p is null)
            {
                return 1;
            }

            Console.WriteLine(p.Id);
            return 0;
        }
        """,
        """
        int M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi);
            if (p is null)
            {
                return 1;
            }

            Console.WriteLine(p.Id);
            p.WaitForExit();
            return 0;
        }
        """);

    [Fact]
    public Task OneLineBody_GetsLines() => VerifyAsync(
        """
        void M() { var p = Process.{|ZG0002:Start|}("x"); }
        """,
        """
        void M()
        {
            var p = Process.Start("x");
            p.WaitForExit();
        }
        """);

    [Fact]
    public Task Windows_LineEndsAndTabsAreKept() => FixTest.VerifyTextAsync(
        WaitHereFix.Key,
        "using System.Diagnostics;\r\n\r\nclass C\r\n{\r\n\tvoid M()\r\n\t{\r\n\t\tvar p = Process.{|ZG0002:Start|}(\"x\");\r\n\t}\r\n}\r\n",
        "using System.Diagnostics;\r\n\r\nclass C\r\n{\r\n\tvoid M()\r\n\t{\r\n\t\tvar p = Process.Start(\"x\");\r\n\t\tp.WaitForExit();\r\n\t}\r\n}\r\n");

    [Fact]
    public Task TopLevelProgram_WithoutFinalLineEnd() => FixTest.VerifyTextAsync(
        WaitHereFix.Key,
        "using System;\nusing System.Diagnostics;\n\nvar p = Process.{|ZG0002:Start|}(\"x\");\nConsole.ReadLine();",
        "using System;\nusing System.Diagnostics;\n\nvar p = Process.Start(\"x\");\np.WaitForExit();\nConsole.ReadLine();",
        kind: OutputKind.ConsoleApplication);

    private static Task VerifyAsync(string members, string fixedMembers) => FixTest.VerifyAsync(WaitHereFix.Key, members, fixedMembers);

    private static Task VerifyObliviousAsync(string members, string fixedMembers)
        => FixTest.VerifyObliviousAsync(WaitHereFix.Key, members, fixedMembers, LanguageVersion.CSharp7_3);
}

using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public partial class KillLateFixTests
{
    [Fact]
    public Task ResultIgnored_IsTested() => VerifyAsync(
        """
        void M()
        {
            using var make = Process.Start("make");
            // a minute
            make.{|ZG0004:WaitForExit|}(60_000); // is enough
            Console.WriteLine("made");
        }
        """,
        """
        void M()
        {
            using var make = Process.Start("make");
            // a minute
            if (!make.WaitForExit(60_000)) // is enough
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
            }

            Console.WriteLine("made");
        }
        """);

    [Fact]
    public Task ResultInVariable_IsTested() => VerifyAsync(
        """
        void M()
        {
            using var make = Process.Start("make");
            var ended = make.{|ZG0004:WaitForExit|}(60_000);
            Console.WriteLine(ended);
        }
        """,
        """
        void M()
        {
            using var make = Process.Start("make");
            var ended = make.WaitForExit(60_000);
            if (!ended)
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
            }

            Console.WriteLine(ended);
        }
        """);

    [Fact]
    public Task BranchOfTheLateOne_KillsBeforeItLeaves() => VerifyAsync(
        """
        int M()
        {
            using var make = Process.Start("make");
            if (!make.{|ZG0004:WaitForExit|}(TimeSpan.FromMinutes(1)))
            {
                // tell
                Console.WriteLine("slow");
                return -1;
            }

            return make.ExitCode;
        }
        """,
        """
        int M()
        {
            using var make = Process.Start("make");
            if (!make.WaitForExit(TimeSpan.FromMinutes(1)))
            {
                // tell
                Console.WriteLine("slow");
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
                return -1;
            }

            return make.ExitCode;
        }
        """);

    [Fact]
    public Task BranchThatOnlyLeaves_GetsBraces() => VerifyAsync(
        """
        int M()
        {
            using var make = Process.Start("make");
            if (make.{|ZG0004:WaitForExit|}(1000) == false)
                return -1;

            return make.ExitCode;
        }
        """,
        """
        int M()
        {
            using var make = Process.Start("make");
            if (make.WaitForExit(1000) == false)
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
                return -1;
            }

            return make.ExitCode;
        }
        """);

    [Fact]
    public Task KillsBeforeItDisposes() => VerifyAsync(
        """
        void M()
        {
            var make = Process.Start("make");
            if (!make.{|ZG0004:WaitForExit|}(1000))
            {
                make.Dispose();
                Console.WriteLine("slow");
            }
        }
        """,
        """
        void M()
        {
            var make = Process.Start("make");
            if (!make.WaitForExit(1000))
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
                make.Dispose();
                Console.WriteLine("slow");
            }
        }
        """);

    [Fact]
    public Task OnlyYesIsTaken_AndLeaves_KillsBehind() => VerifyAsync(
        """
        int M()
        {
            using var make = Process.Start("make");
            if (make.{|ZG0004:WaitForExit|}(60_000))
            {
                return make.ExitCode;
            }

            return -1;
        }
        """,
        """
        int M()
        {
            using var make = Process.Start("make");
            if (make.WaitForExit(60_000))
            {
                return make.ExitCode;
            }

            make.Kill(entireProcessTree: true);
            make.WaitForExit();
            return -1;
        }
        """);

    [Fact]
    public Task OnlyYesIsTaken_GetsAnElse() => VerifyAsync(
        """
        void M()
        {
            using var make = Process.Start("make");
            if (make.{|ZG0004:WaitForExit|}(60_000))
            {
                Console.WriteLine(make.ExitCode);
            }

            Console.WriteLine("next");
        }
        """,
        """
        void M()
        {
            using var make = Process.Start("make");
            if (make.WaitForExit(60_000))
            {
                Console.WriteLine(make.ExitCode);
            }
            else
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
            }

            Console.WriteLine("next");
        }
        """);

    [Fact]
    public Task HelperThatTells_IsAsGood() => VerifyAsync(
        """
        void M(string file)
        {
            using var process = Process.Start(file);
            if (!{|ZG0004:HasEndedInTime|}(process))
            {
                Console.WriteLine("slow");
            }
        }

        static bool HasEndedInTime(Process process) => process.WaitForExit(1000);
        """,
        """
        void M(string file)
        {
            using var process = Process.Start(file);
            if (!HasEndedInTime(process))
            {
                Console.WriteLine("slow");
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }

        static bool HasEndedInTime(Process process) => process.WaitForExit(1000);
        """);

    [Fact]
    public Task AsyncCode_Awaits() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            await Task.Yield();
            make.{|ZG0004:WaitForExit|}(1000);
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            await Task.Yield();
            if (!make.WaitForExit(1000))
            {
                make.Kill(entireProcessTree: true);
                await make.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task BranchThatMayLeaveBefore_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M(bool strict)
        {
            using var make = Process.Start("make");
            if (!make.{|ZG0004:WaitForExit|}(1000))
            {
                if (strict)
                {
                    return;
                }

                Console.WriteLine("slow");
            }
        }
        """);

    [Fact]
    public Task FixAll_NeedsConsent() => CallFixTest.VerifyFixAllNeedsConsentAsync<JoinFixProvider>(
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    p.{|ZG0004:WaitForExit|}(1);\n}",
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    if (!p.WaitForExit(1))\n    {\n"
            + "        p.Kill(entireProcessTree: true);\n        p.WaitForExit();\n    }\n}");

    [Fact, Trait("Origin", "Reviewed")]
    public Task LoopAsksAgain_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        bool M()
        {
            using var make = Process.Start("make");
            for (var i = 0; i < 10; i++)
            {
                if (make.{|ZG0004:WaitForExit|}(1000))
                {
                    return true;
                }

                Console.Write(".");
            }

            return false;
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LoopRacesAgain_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task<bool> M()
        {
            using var make = Process.Start("make");
            var exit = make.WaitForExitAsync();
            for (var i = 0; i < 10; i++)
            {
                if (await Task.{|ZG0004:WhenAny|}(exit, Task.Delay(1000)) == exit)
                {
                    return true;
                }
            }

            return false;
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task LoopStartsAnother_Kills() => VerifyAsync(
        """
        bool M()
        {
            for (var i = 0; i < 10; i++)
            {
                using var make = Process.Start("make");
                if (make.{|ZG0004:WaitForExit|}(1000))
                {
                    return true;
                }

                Console.Write(".");
            }

            return false;
        }
        """,
        """
        bool M()
        {
            for (var i = 0; i < 10; i++)
            {
                using var make = Process.Start("make");
                if (make.WaitForExit(1000))
                {
                    return true;
                }

                make.Kill(entireProcessTree: true);
                make.WaitForExit();
                Console.Write(".");
            }

            return false;
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task TimeoutThrowsNothing_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            await make.WaitForExitAsync().{|ZG0004:WaitAsync|}(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        """);


    private static Task VerifyAsync(string members, string fixedMembers) => CallFixTest.VerifyAsync<JoinFixProvider>(members, fixedMembers);
}

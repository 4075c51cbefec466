using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public partial class WaitHereFixTests
{
    [Fact]
    public Task PathThatLeavesEarlier_NotOffered() => VerifyNotOfferedAsync(
        """
        int M(bool quick)
        {
            var p = Process.{|ZG0002:Start|}("x");
            if (quick)
            {
                return 1;
            }

            Console.WriteLine(p.Id);
            return 0;
        }
        """);

    [Fact]
    public Task ContinueOfTheLoopAround_NotOffered() => VerifyNotOfferedAsync(
        """
        void M()
        {
            for (var i = 0; i < 3; i++)
            {
                var p = Process.{|ZG0002:Start|}("x");
                if (i == 1)
                {
                    continue;
                }

                Console.WriteLine(p.Id);
            }
        }
        """);

    [Fact]
    public Task ReturnOfALambda_IsNoJump() => VerifyAsync(
        """
        void M()
        {
            var p = new Process();
            p.{|ZG0002:Start|}();
            p.OutputDataReceived += (_, e) =>
            {
                if (e.Data is null)
                {
                    return;
                }

                Console.WriteLine(e.Data);
            };
            p.BeginOutputReadLine();
        }
        """,
        """
        void M()
        {
            var p = new Process();
            p.Start();
            p.OutputDataReceived += (_, e) =>
            {
                if (e.Data is null)
                {
                    return;
                }

                Console.WriteLine(e.Data);
            };
            p.BeginOutputReadLine();
            p.WaitForExit();
        }
        """);

    [Fact]
    public Task OutputReadInTheBlockAround_NotOffered() => VerifyNotOfferedAsync(
        """
        void M(ProcessStartInfo psi, bool run)
        {
            Process? p = null;
            if (run)
            {
                p = Process.Start(psi);
            }

            Console.WriteLine(p?.StandardOutput.{|ZG0010:ReadToEnd|}());
        }
        """);

    [Fact]
    public Task ExitCodeBeforeTheOutput_NotOffered() => VerifyNotOfferedAsync(
        """
        void M(ProcessStartInfo psi)
        {
            var p = Process.Start(psi)!;
            Console.WriteLine(p.{|ZG0013:ExitCode|});
            Console.WriteLine(p.StandardOutput.ReadToEnd());
        }
        """);

    [Fact]
    public Task SwallowedException_NotOffered() => VerifyNotOfferedAsync(
        """
        void M(ProcessStartInfo psi)
        {
            try
            {
                var p = Process.Start(psi)!;
                Console.WriteLine(p.StandardOutput.{|ZG0010:ReadToEnd|}());
            }
            catch (InvalidOperationException e)
            {
                Console.WriteLine(e.Message);
            }

            Console.ReadLine();
        }
        """);

    private static Task VerifyNotOfferedAsync(string members) => FixTest.VerifyNotOfferedAsync(WaitHereFix.Key, members);
}

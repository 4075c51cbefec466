using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>Answers that decide together with others, or that come as a task or an exception.</summary>
public partial class KillLateFixTests
{
    [Fact]
    public Task OneOfTwoConditions_IsTakenBefore() => VerifyAsync(
        """
        void M(bool strict)
        {
            using var make = Process.Start("make");

            // a second
            if (!make.{|ZG0004:WaitForExit|}(1000) && strict) // is enough
            {
                Console.WriteLine("slow");
            }
        }
        """,
        """
        void M(bool strict)
        {
            using var make = Process.Start("make");

            var ended = make.WaitForExit(1000);
            if (!ended)
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
            }

            // a second
            if (!ended && strict) // is enough
            {
                Console.WriteLine("slow");
            }
        }
        """);

    [Fact]
    public Task ReturnedWithAnother_IsTakenBefore() => VerifyAsync(
        """
        bool M()
        {
            using var make = Process.Start("make");
            return make.{|ZG0004:WaitForExit|}(1000) && make.ExitCode == 0;
        }
        """,
        """
        bool M()
        {
            using var make = Process.Start("make");
            var ended = make.WaitForExit(1000);
            if (!ended)
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
            }

            return ended && make.ExitCode == 0;
        }
        """);

    [Fact]
    public Task ReturnedByAChoice_IsTakenBefore() => VerifyAsync(
        """
        int M(int ended)
        {
            using var make = Process.Start("make");
            return make.{|ZG0004:WaitForExit|}(1000) ? make.ExitCode : ended;
        }
        """,
        """
        int M(int ended)
        {
            using var make = Process.Start("make");
            var ended2 = make.WaitForExit(1000);
            if (!ended2)
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
            }

            return ended2 ? make.ExitCode : ended;
        }
        """);

    [Fact]
    public Task VariableTestedWithAnother_IsTestedBefore() => VerifyAsync(
        """
        void M(bool strict)
        {
            using var make = Process.Start("make");
            var ended = make.{|ZG0004:WaitForExit|}(1000);
            if (!ended && strict)
            {
                Console.WriteLine("slow");
            }
        }
        """,
        """
        void M(bool strict)
        {
            using var make = Process.Start("make");
            var ended = make.WaitForExit(1000);
            if (!ended)
            {
                make.Kill(entireProcessTree: true);
                make.WaitForExit();
            }

            if (!ended && strict)
            {
                Console.WriteLine("slow");
            }
        }
        """);

    [Fact]
    public Task AskedSecond_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M(bool strict)
        {
            using var make = Process.Start("make");
            if (strict && !make.{|ZG0004:WaitForExit|}(1000))
            {
                Console.WriteLine("slow");
            }
        }
        """);

    [Fact]
    public Task KilledByOneOfTheBranches_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M(bool strict)
        {
            using var make = Process.Start("tar");
            if (!make.{|ZG0004:WaitForExit|}(1000) && strict)
            {
                make.Kill();
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task RaceIgnored_IsTested() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            // a second
            await Task.{|ZG0004:WhenAny|}(make.WaitForExitAsync(), Task.Delay(1000)).ConfigureAwait(false); // is enough
            Console.WriteLine("made");
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            // a second
            var exit = make.WaitForExitAsync();
            if (await Task.WhenAny(exit, Task.Delay(1000)).ConfigureAwait(false) != exit) // is enough
            {
                make.Kill(entireProcessTree: true);
                await make.WaitForExitAsync().ConfigureAwait(false);
            }

            Console.WriteLine("made");
        }
        """);

    [Fact]
    public Task RaceOfVariables_Ignored_IsTested() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            var made = make.WaitForExitAsync();
            var late = Task.Delay(1000);
            await Task.{|ZG0004:WhenAny|}(late, made);
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            var made = make.WaitForExitAsync();
            var late = Task.Delay(1000);
            if (await Task.WhenAny(late, made) != made)
            {
                make.Kill(entireProcessTree: true);
                await make.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task RaceTested_KillsInItsBranch() => VerifyAsync(
        """
        async Task<int> M()
        {
            using var make = Process.Start("make");
            var made = make.WaitForExitAsync();
            if (await Task.{|ZG0004:WhenAny|}(made, Task.Delay(1000)) != made)
            {
                Console.WriteLine("slow");
                return -1;
            }

            return make.ExitCode;
        }
        """,
        """
        async Task<int> M()
        {
            using var make = Process.Start("make");
            var made = make.WaitForExitAsync();
            if (await Task.WhenAny(made, Task.Delay(1000)) != made)
            {
                Console.WriteLine("slow");
                make.Kill(entireProcessTree: true);
                await make.WaitForExitAsync();
                return -1;
            }

            return make.ExitCode;
        }
        """);

    [Fact]
    public Task RaceKeptAndTestedForTheDelay_KillsInItsBranch() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            var made = make.WaitForExitAsync();
            var late = Task.Delay(1000);
            var first = await Task.{|ZG0004:WhenAny|}(made, late);
            if (first == late)
            {
                Console.WriteLine("slow");
            }
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            var made = make.WaitForExitAsync();
            var late = Task.Delay(1000);
            var first = await Task.WhenAny(made, late);
            if (first == late)
            {
                Console.WriteLine("slow");
                make.Kill(entireProcessTree: true);
                await make.WaitForExitAsync();
            }
        }
        """);

    [Fact]
    public Task RaceWithThree_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task M(Task stop)
        {
            using var make = Process.Start("make");
            await Task.{|ZG0004:WhenAny|}(make.WaitForExitAsync(), Task.Delay(1000), stop);
        }
        """);

    [Fact]
    public Task TimeoutCaughtWithMuchElse_KillsInATryOfItsOwn() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            try
            {
                await make.WaitForExitAsync().{|ZG0004:WaitAsync|}(TimeSpan.FromSeconds(1)); // or never
                Console.WriteLine("made");
            }
            catch (Exception e)
            {
                Console.WriteLine(e.Message);
            }
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            try
            {
                try
                {
                    await make.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(1)); // or never
                }
                catch (TimeoutException)
                {
                    make.Kill(entireProcessTree: true);
                    await make.WaitForExitAsync();
                    throw;
                }

                Console.WriteLine("made");
            }
            catch (Exception e)
            {
                Console.WriteLine(e.Message);
            }
        }
        """);

    [Fact]
    public Task TimeoutCaught_KillsThere() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            try
            {
                await make.WaitForExitAsync().{|ZG0004:WaitAsync|}(TimeSpan.FromSeconds(1));
            }
            catch (TimeoutException)
            {
                Console.WriteLine("slow");
            }
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            try
            {
                await make.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(1));
            }
            catch (TimeoutException)
            {
                make.Kill(entireProcessTree: true);
                await make.WaitForExitAsync();
                Console.WriteLine("slow");
            }
        }
        """);
}

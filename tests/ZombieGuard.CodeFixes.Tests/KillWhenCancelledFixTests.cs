using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class KillWhenCancelledFixTests
{
    [Fact]
    public Task GoesOnToTheCaller_KillsFirst() => VerifyAsync(
        """
        async Task<int> M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            // until told
            await git.{|ZG0014:WaitForExitAsync|}(token).ConfigureAwait(false); // to stop
            return git.ExitCode;
        }
        """,
        """
        async Task<int> M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            try
            {
                // until told
                await git.WaitForExitAsync(token).ConfigureAwait(false); // to stop
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                await git.WaitForExitAsync().ConfigureAwait(false);
                throw;
            }

            return git.ExitCode;
        }
        """);

    [Fact]
    public Task CaughtAlready_KillsThere() => VerifyAsync(
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            try
            {
                await git.{|ZG0014:WaitForExitAsync|}(token);
            }
            catch (OperationCanceledException)
            {
                // on purpose
                Console.WriteLine("cancelled");
            }
        }
        """,
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            try
            {
                await git.WaitForExitAsync(token);
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                await git.WaitForExitAsync();
                // on purpose
                Console.WriteLine("cancelled");
            }
        }
        """);

    [Fact]
    public Task CaughtWithMuchElse_KillsInATryOfItsOwn() => VerifyAsync(
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            try
            {
                await git.{|ZG0014:WaitForExitAsync|}(token);
                Console.WriteLine("done");
            }
            catch (Exception e)
            {
                Console.WriteLine(e.Message);
            }
        }
        """,
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            try
            {
                try
                {
                    await git.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    git.Kill(entireProcessTree: true);
                    await git.WaitForExitAsync();
                    throw;
                }

                Console.WriteLine("done");
            }
            catch (Exception e)
            {
                Console.WriteLine(e.Message);
            }
        }
        """);

    [Fact]
    public Task StartedInsideTheTry_KillsInATryOfItsOwn() => VerifyAsync(
        """
        async Task M(CancellationToken token)
        {
            try
            {
                using var git = Process.Start("git", "gc");
                await git.{|ZG0014:WaitForExitAsync|}(token);
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("cancelled");
            }
        }
        """,
        """
        async Task M(CancellationToken token)
        {
            try
            {
                using var git = Process.Start("git", "gc");
                try
                {
                    await git.WaitForExitAsync(token);
                }
                catch (OperationCanceledException)
                {
                    git.Kill(entireProcessTree: true);
                    await git.WaitForExitAsync();
                    throw;
                }
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("cancelled");
            }
        }
        """);

    [Fact]
    public Task WaitInHelper_KillsAroundIt() => VerifyAsync(
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            await {|ZG0014:Join|}(git, token);
        }

        static async Task Join(Process process, CancellationToken token)
        {
            await process.WaitForExitAsync(token);
            Console.WriteLine(process.ExitCode);
        }
        """,
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            try
            {
                await Join(git, token);
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                await git.WaitForExitAsync();
                throw;
            }
        }

        static async Task Join(Process process, CancellationToken token)
        {
            await process.WaitForExitAsync(token);
            Console.WriteLine(process.ExitCode);
        }
        """);

    [Fact]
    public Task ValueOfTheWait_IsDeclaredBefore() => VerifyAsync(
        """
        async Task<int> M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");

            // what it says
            var code = await {|ZG0014:Join|}(git, token);
            return code;
        }

        static async Task<int> Join(Process process, CancellationToken token)
        {
            await process.WaitForExitAsync(token);
            return process.ExitCode;
        }
        """,
        """
        async Task<int> M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");

            int code;
            try
            {
                // what it says
                code = await Join(git, token);
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                await git.WaitForExitAsync();
                throw;
            }

            return code;
        }

        static async Task<int> Join(Process process, CancellationToken token)
        {
            await process.WaitForExitAsync(token);
            return process.ExitCode;
        }
        """);

    [Fact]
    public Task ValueIsReturned_KillsAroundTheReturn() => VerifyAsync(
        """
        async Task<int> M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            return await {|ZG0014:Join|}(git, token);
        }

        static async Task<int> Join(Process process, CancellationToken token)
        {
            await process.WaitForExitAsync(token);
            return process.ExitCode;
        }
        """,
        """
        async Task<int> M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            try
            {
                return await Join(git, token);
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                await git.WaitForExitAsync();
                throw;
            }
        }

        static async Task<int> Join(Process process, CancellationToken token)
        {
            await process.WaitForExitAsync(token);
            return process.ExitCode;
        }
        """);

    [Fact]
    public Task TaskAwaitedLater_KillsThere() => VerifyAsync(
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            var end = git.{|ZG0014:WaitForExitAsync|}(token);
            Console.WriteLine("cleaning");
            await end.ConfigureAwait(false);
        }
        """,
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            var end = git.WaitForExitAsync(token);
            Console.WriteLine("cleaning");
            try
            {
                await end.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                await git.WaitForExitAsync().ConfigureAwait(false);
                throw;
            }
        }
        """);

    [Fact]
    public Task ValueDecides_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            if (await {|ZG0014:Join|}(git, token) != 0)
            {
                Console.WriteLine("failed");
            }
        }

        static async Task<int> Join(Process process, CancellationToken token)
        {
            await process.WaitForExitAsync(token);
            return process.ExitCode;
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task AwaitThrowsNothing_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            await git.{|ZG0014:WaitForExitAsync|}(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task MethodTakesTheCancellation_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        async Task M(CancellationToken token)
        {
            using var git = Process.Start("git", "gc");
            await {|ZG0014:Join|}(git, token);
        }

        static async Task Join(Process process, CancellationToken token)
        {
            try
            {
                await process.WaitForExitAsync(token);
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("cancelled");
            }
        }
        """);


    [Fact]
    public Task FixAll_NeedsConsent() => CallFixTest.VerifyFixAllNeedsConsentAsync<JoinFixProvider>(
        "async Task M(CancellationToken stop)\n{\n    using var p = Process.Start(\"x\");\n    await p.{|ZG0014:WaitForExitAsync|}(stop);\n}",
        "async Task M(CancellationToken stop)\n{\n    using var p = Process.Start(\"x\");\n    try\n    {\n        await p.WaitForExitAsync(stop);\n    }\n"
            + "    catch (OperationCanceledException)\n    {\n        p.Kill(entireProcessTree: true);\n        await p.WaitForExitAsync();\n        throw;\n    }\n}");

    private static Task VerifyAsync(string members, string fixedMembers) => CallFixTest.VerifyAsync<JoinFixProvider>(members, fixedMembers);
}

using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitAfterKillFixTests
{
    [Fact]
    public Task KilledOnTimeout_IsWaitedForThere() => VerifyAsync(
        """
        void M()
        {
            using var make = Process.Start("make");
            if (!make.WaitForExit(60_000))
            {
                // too slow
                make.{|ZG0005:Kill|}(entireProcessTree: true); // with its compilers
            }
        }
        """,
        """
        void M()
        {
            using var make = Process.Start("make");
            if (!make.WaitForExit(60_000))
            {
                // too slow
                make.Kill(entireProcessTree: true); // with its compilers
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task WithoutBraces_TheyAreAdded() => VerifyAsync(
        """
        void M()
        {
            using var make = Process.Start("server");
            if (!make.WaitForExit(60_000))
                make.{|ZG0005:Kill|}();
        }
        """,
        """
        void M()
        {
            using var make = Process.Start("server");
            if (!make.WaitForExit(60_000))
            {
                make.Kill();
                make.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task AsyncCode_AwaitsAsItsNeighbours() => VerifyAsync(
        """
        async Task M()
        {
            using var server = Process.Start("server");
            await Task.Delay(1000).ConfigureAwait(false);
            server.{|ZG0005:Kill|}();
        }
        """,
        """
        async Task M()
        {
            using var server = Process.Start("server");
            await Task.Delay(1000).ConfigureAwait(false);
            server.Kill();
            await server.WaitForExitAsync().ConfigureAwait(false);
        }
        """);

    [Fact]
    public Task UnderALock_DoesNotAwait() => VerifyAsync(
        """
        private readonly object _gate = new();

        async Task M()
        {
            using var server = Process.Start("server");
            await Task.Delay(1000);
            lock (_gate)
            {
                server.{|ZG0005:Kill|}();
            }
        }
        """,
        """
        private readonly object _gate = new();

        async Task M()
        {
            using var server = Process.Start("server");
            await Task.Delay(1000);
            lock (_gate)
            {
                server.Kill();
                server.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task MayBeNull_IsBorneByTheWait() => VerifyAsync(
        """
        void M(ProcessStartInfo info)
        {
            var server = Process.Start(info);
            Console.ReadLine();
            server?.{|ZG0005:Kill|}();
        }
        """,
        """
        void M(ProcessStartInfo info)
        {
            var server = Process.Start(info);
            Console.ReadLine();
            server?.Kill();
            server?.WaitForExit();
        }
        """);

    [Fact]
    public Task KilledByHelper_IsWaitedForBehindIt() => VerifyAsync(
        """
        void M()
        {
            var server = Process.Start("server");
            Console.ReadLine();
            {|ZG0005:Stop|}(server);
        }

        static void Stop(Process process) => process.Kill();
        """,
        """
        void M()
        {
            var server = Process.Start("server");
            Console.ReadLine();
            Stop(server);
            server.WaitForExit();
        }

        static void Stop(Process process) => process.Kill();
        """);

    [Fact]
    public Task AnotherObjectOfTheSameId_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M()
        {
            var server = Process.Start("server");
            Process.GetProcessById(server.Id).{|ZG0005:Kill|}();
        }
        """);

    [Fact]
    public Task FixAll_NeedsConsent() => CallFixTest.VerifyFixAllNeedsConsentAsync<JoinFixProvider>(
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    p.{|ZG0005:Kill|}();\n}",
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    p.Kill();\n    p.WaitForExit();\n}");

    private static Task VerifyAsync(string members, string fixedMembers) => CallFixTest.VerifyAsync<JoinFixProvider>(members, fixedMembers);
}

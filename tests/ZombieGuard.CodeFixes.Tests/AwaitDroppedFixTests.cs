using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public partial class AwaitDroppedFixTests
{
    [Fact]
    public Task Statement_IsAwaited() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            await Task.Yield();
            // to the end
            {|CS4014:make.{|ZG0007:WaitForExitAsync|}(CancellationToken.None)|}; // whatever comes
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            await Task.Yield();
            // to the end
            await make.WaitForExitAsync(CancellationToken.None); // whatever comes
        }
        """);

    [Fact]
    public Task Discard_IsAwaitedAsItsNeighbours() => VerifyAsync(
        """
        async Task M()
        {
            using var make = Process.Start("make");
            await Task.Delay(1).ConfigureAwait(false);
            _ = make.{|ZG0007:WaitForExitAsync|}();
        }
        """,
        """
        async Task M()
        {
            using var make = Process.Start("make");
            await Task.Delay(1).ConfigureAwait(false);
            await make.WaitForExitAsync().ConfigureAwait(false);
        }
        """);

    [Fact]
    public Task TaskOfHelper_IsAwaited() => VerifyAsync(
        """
        async Task M(string file)
        {
            await Task.Yield();
            _ = {|ZG0007:EndOf|}(Process.Start(file));
        }

        static Task EndOf(Process process) => process.WaitForExitAsync();
        """,
        """
        async Task M(string file)
        {
            await Task.Yield();
            await EndOf(Process.Start(file));
        }

        static Task EndOf(Process process) => process.WaitForExitAsync();
        """);

    [Fact]
    public Task CodeThatCannotAwait_Waits() => VerifyAsync(
        """
        void M()
        {
            using var make = Process.Start("make");
            _ = make.{|ZG0007:WaitForExitAsync|}(CancellationToken.None);
        }
        """,
        """
        void M()
        {
            using var make = Process.Start("make");
            make.WaitForExit();
        }
        """);

    [Fact]
    public Task MayBeNull_IsBorneByTheWait() => VerifyAsync(
        """
        void M(ProcessStartInfo info)
        {
            using var make = Process.Start(info);
            make?.{|ZG0007:WaitForExitAsync|}();
        }
        """,
        """
        void M(ProcessStartInfo info)
        {
            using var make = Process.Start(info);
            make?.WaitForExit();
        }
        """);

    [Fact]
    public Task CodeThatCannotAwait_WithAToken_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M(CancellationToken token)
        {
            using var make = Process.Start("make");
            _ = make.{|ZG0007:WaitForExitAsync|}(token);
        }
        """);

    [Fact]
    public Task TaskOfHelper_InCodeThatCannotAwait_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M(string file)
        {
            _ = {|ZG0007:EndOf|}(Process.Start(file));
        }

        static Task EndOf(Process process) => process.WaitForExitAsync();
        """);

    [Fact]
    public Task CommentInside_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M()
        {
            using var make = Process.Start("make");
            _ = /* later */ make.{|ZG0007:WaitForExitAsync|}();
        }
        """);

    [Fact]
    public Task FixAll_NeedsConsent() => CallFixTest.VerifyFixAllNeedsConsentAsync<JoinFixProvider>(
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    _ = p.{|ZG0007:WaitForExitAsync|}();\n}",
        "void M()\n{\n    using var p = Process.Start(\"x\");\n    p.WaitForExit();\n}");

    private static Task VerifyAsync(string members, string fixedMembers) => CallFixTest.VerifyAsync<JoinFixProvider>(members, fixedMembers);
}

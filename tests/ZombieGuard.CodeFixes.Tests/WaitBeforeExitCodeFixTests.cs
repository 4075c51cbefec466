using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitBeforeExitCodeFixTests
{
    [Fact]
    public Task BehindTheOutput_WaitsBeforeTheRead() => VerifyAsync(
        """
        int M(ProcessStartInfo info)
        {
            info.RedirectStandardOutput = true;
            using var git = Process.Start(info)!;
            Console.Write(git.StandardOutput.ReadToEnd());

            // how it went
            return git.{|ZG0013:ExitCode|};
        }
        """,
        """
        int M(ProcessStartInfo info)
        {
            info.RedirectStandardOutput = true;
            using var git = Process.Start(info)!;
            Console.Write(git.StandardOutput.ReadToEnd());

            git.WaitForExit();
            // how it went
            return git.ExitCode;
        }
        """);

    [Fact]
    public Task Condition_WaitsBeforeIt() => VerifyAsync(
        """
        async Task M()
        {
            using var git = Process.{|ZG0002:Start|}("git", "gc");
            await Task.Delay(1).ConfigureAwait(false);
            if (git.{|ZG0013:ExitCode|} != 0)
            {
                throw new InvalidOperationException();
            }
        }
        """,
        """
        async Task M()
        {
            using var git = Process.Start("git", "gc");
            await Task.Delay(1).ConfigureAwait(false);
            await git.WaitForExitAsync().ConfigureAwait(false);
            if (git.ExitCode != 0)
            {
                throw new InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task OutputIsReadLater_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        void M(ProcessStartInfo info)
        {
            info.RedirectStandardOutput = true;
            using var git = Process.Start(info)!;
            Console.WriteLine(git.{|ZG0013:ExitCode|});
            Console.Write(git.StandardOutput.ReadToEnd());
        }
        """);

    [Fact]
    public Task OutputIsReadInTheSameStatement_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        string M(ProcessStartInfo info)
        {
            info.RedirectStandardOutput = true;
            using var git = Process.Start(info)!;
            return git.StandardOutput.ReadToEnd() + git.{|ZG0013:ExitCode|};
        }
        """);

    [Fact]
    public Task WaitHasALimit_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        int M()
        {
            using var git = Process.Start("git", "gc");
            if (!git.{|ZG0004:WaitForExit|}(1000))
            {
                Console.WriteLine("slow");
            }

            return git.{|ZG0013:ExitCode|};
        }
        """,
        WaitBeforeExitCodeFix.Key);

    [Fact]
    public Task ReadOnOneWayOnly_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        int M(bool ask)
        {
            using var git = Process.{|ZG0002:Start|}("git", "gc");
            return ask ? git.{|ZG0013:ExitCode|} : 0;
        }
        """);

    private static Task VerifyAsync(string members, string fixedMembers) => CallFixTest.VerifyAsync<JoinFixProvider>(members, fixedMembers);
}

using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.CodeFixes.Tests;

public class WaitForLinesFixTests
{
    [Fact]
    public Task LateOneLeaves_WaitsBehind() => VerifyAsync(
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (!make.{|ZG0012:WaitForExit|}(5000))
            {
                make.Kill();
                make.Dispose();
                throw new TimeoutException();
            }

            // all of it
            return lines.ToString();
        }
        """,
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (!make.WaitForExit(5000))
            {
                make.Kill();
                make.Dispose();
                throw new TimeoutException();
            }

            make.WaitForExit();
            // all of it
            return lines.ToString();
        }
        """);

    [Fact]
    public Task YesIsTaken_WaitsThere() => VerifyAsync(
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (make.{|ZG0012:WaitForExit|}(5000))
            {
                return lines.ToString();
            }

            make.Kill();
            throw new TimeoutException();
        }
        """,
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (make.WaitForExit(5000))
            {
                make.WaitForExit();
                return lines.ToString();
            }

            make.Kill();
            throw new TimeoutException();
        }
        """);

    [Fact]
    public Task AnswerInVariable_WaitsBehindItsTest() => VerifyAsync(
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            var ended = make.{|ZG0012:WaitForExit|}(5000);
            if (!ended)
            {
                make.Kill();
                make.Dispose();
                throw new TimeoutException();
            }

            return lines.ToString();
        }
        """,
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            var ended = make.WaitForExit(5000);
            if (!ended)
            {
                make.Kill();
                make.Dispose();
                throw new TimeoutException();
            }

            make.WaitForExit();
            return lines.ToString();
        }
        """);

    [Fact]
    public Task AsyncCode_Awaits() => VerifyAsync(
        """
        async Task<string> M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            await Task.Yield();
            if (!make.{|ZG0012:WaitForExit|}(5000))
            {
                make.Kill();
                make.Dispose();
                throw new TimeoutException();
            }

            return lines.ToString();
        }
        """,
        """
        async Task<string> M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            await Task.Yield();
            if (!make.WaitForExit(5000))
            {
                make.Kill();
                make.Dispose();
                throw new TimeoutException();
            }

            await make.WaitForExitAsync();
            return lines.ToString();
        }
        """);

    [Fact]
    public Task AnswerIsOneOfTwo_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (!make.{|ZG0012:WaitForExit|}(5000) || lines.Length > 1000)
            {
                make.Kill();
                make.Dispose();
                throw new TimeoutException();
            }

            return lines.ToString();
        }
        """);

    [Fact]
    public Task LateOneGoesOn_NotOffered() => CallFixTest.VerifyNotOfferedAsync<JoinFixProvider>(
        """
        string M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (!make.{|ZG0012:WaitForExit|}(5000))
            {
                make.{|ZG0005:Kill|}();
            }

            return lines.ToString();
        }
        """,
        WaitForLinesFix.Key);

    /// <summary>The late one is killed and waited for, and both go on.</summary>
    [Fact]
    public Task LateOneHasEnded_WaitsBelow() => VerifyAsync(
        """
        async Task<string> M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (!make.{|ZG0012:WaitForExit|}(5000))
            {
                make.Kill();
                await make.WaitForExitAsync();
            }

            return lines.ToString();
        }
        """,
        """
        async Task<string> M(ProcessStartInfo info)
        {
            var lines = new System.Text.StringBuilder();
            using var make = new Process { StartInfo = info };
            make.OutputDataReceived += (_, e) => lines.AppendLine(e.Data);
            make.Start();
            make.BeginOutputReadLine();
            if (!make.WaitForExit(5000))
            {
                make.Kill();
                await make.WaitForExitAsync();
            }

            await make.WaitForExitAsync();
            return lines.ToString();
        }
        """);

    private static Task VerifyAsync(string members, string fixedMembers) => CallFixTest.VerifyAsync<JoinFixProvider>(members, fixedMembers);
}

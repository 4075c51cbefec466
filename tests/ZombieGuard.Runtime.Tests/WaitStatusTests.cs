using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Native;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests;

public sealed class WaitStatusTests
{
    private const int SIGSTOP = 19;
    private const int SIGCONT = 18;

    /// <summary>Every status there can be, against the macros of sys/wait.h.</summary>
    [Fact]
    [Trait("Scenario", "S10")]
    public async Task DecodesAsTheHeaderDoes()
    {
        var lines = await CProgram.LinesOf("""
            #include <stdio.h>
            #include <sys/wait.h>
            int main(void) {
                for (int s = 0; s <= 0xffff; s++)
                    printf("%d %d %d %d %d %d %d %d\n", !!WIFEXITED(s), !!WIFSIGNALED(s), !!WIFSTOPPED(s), !!WIFCONTINUED(s),
                        WIFEXITED(s) ? WEXITSTATUS(s) : -1, WIFSIGNALED(s) ? WTERMSIG(s) : -1,
                        WIFSIGNALED(s) && WCOREDUMP(s) ? 1 : 0, WIFSTOPPED(s) ? WSTOPSIG(s) : -1);
            }
            """);
        var ours = Enumerable.Range(0, 0x10000).Select(raw =>
        {
            var status = new WaitStatus(raw);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Bit(status.IsExited)} {Bit(status.IsSignalled)} {Bit(status.IsStopped)} {Bit(status.IsContinued)} {status.ExitCode ?? -1} {status.TerminatingSignal ?? -1} {Bit(status.IsCoreDumped)} {status.StopSignal ?? -1}");
        });
        Assert.Equal(lines, ours);
    }

    /// <summary>What the kernel says by waitpid and by waitid about the same change is the same status.</summary>
    [Theory]
    [Trait("Scenario", "S10")]
    [InlineData(1, 3, 0x0300, "exited with 3")]
    [InlineData(1, 0, 0x0000, "exited with 0")]
    [InlineData(1, 255, 0xff00, "exited with 255")]
    [InlineData(2, 9, 0x0009, "killed by SIGKILL")]
    [InlineData(3, 11, 0x008b, "killed by SIGSEGV (core dumped)")]
    [InlineData(2, 36, 0x0024, "killed by SIGRTMIN+2")]
    [InlineData(2, 33, 0x0021, "killed by signal 33")]
    [InlineData(4, 5 | (4 << 8), 0x4057f, "stopped by SIGTRAP")]
    [InlineData(5, 19, 0x137f, "stopped by SIGSTOP")]
    [InlineData(6, 18, 0xffff, "continued")]
    public void WaitidAndWaitpidAgree(int code, int status, int raw, string words)
    {
        var decoded = WaitStatus.FromWaitid(code, status);
        Assert.Equal(new WaitStatus(raw), decoded);
        Assert.True(new WaitStatus(raw) == decoded);
        Assert.Equal(raw, decoded.GetHashCode());
        Assert.Equal(words, decoded.ToString());
    }

    [Fact]
    public void ShellAndPythonHaveTheirOwnExitCodes()
    {
        Assert.Equal((3, 3), (new WaitStatus(0x300).ShellExitCode, new WaitStatus(0x300).PythonExitCode));
        Assert.Equal((137, -9), (new WaitStatus(9).ShellExitCode, new WaitStatus(9).PythonExitCode));
        Assert.Equal((139, -11), (new WaitStatus(0x8b).ShellExitCode, new WaitStatus(0x8b).PythonExitCode));
    }

    [Theory]
    [InlineData(0x137f)]
    [InlineData(0xffff)]
    public void ChildThatLivesHasNoExitCode(int raw)
    {
        Assert.Throws<InvalidOperationException>(() => new WaitStatus(raw).ShellExitCode);
        Assert.Throws<InvalidOperationException>(() => new WaitStatus(raw).PythonExitCode);
        Assert.Null(new WaitStatus(raw).ExitCode);
        Assert.Null(new WaitStatus(raw).TerminatingSignal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void OtherCodesAreNoChangeOfState(int code) =>
        Assert.Throws<ArgumentOutOfRangeException>("code", () => WaitStatus.FromWaitid(code, 0));

    [Fact]
    public void StatusThatMeansNothingSaysSo()
    {
        Assert.Equal("status 0x1ff, which means nothing", new WaitStatus(0x1ff).ToString());
        Assert.NotEqual(new WaitStatus(1), new WaitStatus(2));
        Assert.False(new WaitStatus(1).Equals((object)1));
    }

    /// <summary>A real child is stopped, runs again and is killed, and each is told. By SIGSTOP: the terminal's stop does nothing to an orphaned group.</summary>
    [Fact]
    [Trait("Scenario", "S10")]
    public void ChangesOfALivingChild()
    {
        var pid = RawChild.Sleeps();
        var told = new List<string>();
        foreach (var (signal, options) in new[] { (SIGSTOP, RawChild.WUNTRACED), (SIGCONT, RawChild.WCONTINUED), (RawChild.SIGKILL, 0) })
        {
            Assert.Equal(0, RawChild.kill(pid, signal));
            var (result, status) = RawChild.Wait(pid, options);
            Assert.Equal(pid, result);
            told.Add(new WaitStatus(status).ToString());
        }

        Assert.Equal(["stopped by SIGSTOP", "continued", "killed by SIGKILL"], told);
    }

    private static int Bit(bool value) => value ? 1 : 0;
}

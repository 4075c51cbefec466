using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0104_SigchldHandlerMissesChildrenTests
{
    [Theory]
    [Trait("Scenario", "S3")]
    [InlineData("while (WAIT != -1) { }")]
    [InlineData("while (WAIT >= 0) { }")]
    [InlineData("while (!(WAIT < 0)) { }")]
    [InlineData("while (WAIT is not -1) { }")]
    [InlineData("while (WAIT is >= 0) { }")]
    [InlineData("int pid; while ((pid = WAIT) >= 0) { if (pid > 0) Console.WriteLine(pid); }")]
    [InlineData("while (true) { if (WAIT == -1) break; }")]
    [InlineData("while (true) { if (WAIT < 0) return; }")]
    [InlineData("for (;;) { var pid = WAIT; if (pid == -1) { Console.WriteLine(\"done\"); break; } }")]
    [InlineData("while (true) { var pid = WAIT; if (pid < 0 && Marshal.GetLastPInvokeError() == ECHILD) break; }")]
    [InlineData("while (true) { var pid = WAIT; if (pid > 0) Console.WriteLine(pid); else if (pid == -1) break; }")]
    [InlineData("int pid; do { pid = WAIT; } while (pid >= 0);")]
    [InlineData("while (true) { try { if (WAIT < 0) throw new InvalidOperationException(); } catch (InvalidOperationException) { break; } }")]
    [InlineData("while (true) { WAIT; }")]
    [InlineData("while (true) { if (WAIT >= 0) continue; else break; }")]
    [InlineData("while (true) { switch (Environment.TickCount) { case 0: break; } if (WAIT < 0) break; }")]
    [InlineData("while (true) { var pid = WAIT; if (pid > 0) { Thread.Sleep(1); break; } if (pid < 0) break; }")]
    public Task GoesOnAtZero_Reports(string loop) => HandlerAsync(Waiting(loop, "{|ZG0104:waitpid|}"));

    [Theory]
    [Trait("Scenario", "S3")]
    [InlineData("while (WAIT > 0) { }")]
    [InlineData("while (WAIT is > 0) { }")]
    [InlineData("while (WAIT is var pid && pid > 0) { Console.WriteLine(pid); }")]
    [InlineData("while (WAIT is > 0 and var pid) { Console.WriteLine(pid); }")]
    [InlineData("int pid; while ((pid = WAIT) > 0) { Console.WriteLine(pid); }")]
    [InlineData("int pid; do { pid = WAIT; } while (pid > 0);")]
    [InlineData("while (true) { if (WAIT <= 0) break; }")]
    [InlineData("for (;;) { var pid = WAIT; if (pid == 0) break; if (pid < 0) break; }")]
    [InlineData("for (;;) { var pid = WAIT; if (pid < 1) return; Console.WriteLine(pid); }")]
    [InlineData("while (true) { var pid = WAIT; if (pid > 0) Console.WriteLine(pid); else break; }")]
    [InlineData("while (true) { var pid = WAIT; if (pid == -1) break; if (Done(pid)) break; }")]
    [InlineData("while (true) { var pid = WAIT; switch (pid) { case -1: case 0: return; } }")]
    [InlineData("while (true) { var pid = WAIT; if (pid == -1) break; if (pid == 0) Thread.Sleep(50); }")]
    [InlineData("while (true) { var pid = WAIT; if (pid == 0) pid = -1; if (pid < 0) break; }")]
    [InlineData("for (var i = 0; i < 10; i++) { WAIT; }")]
    [InlineData("while (!Environment.HasShutdownStarted) { if (WAIT == -1) break; }")]
    [InlineData("again: if (WAIT > 0) goto again;")]
    [InlineData("while (waitpid(-1, out _, 0) >= 0) { }")]
    [InlineData("while (waitpid(-1, out _, Environment.ProcessorCount) >= 0) { }")]
    [InlineData("while (true) { var pid = WAIT; if (pid == -1) break; if (pid == 0) Environment.Exit(0); }")]
    public Task StopsAtZero_OrSleeps_OrMay_IsSilent(string loop) => HandlerAsync(Waiting(loop, "waitpid") + "\nstatic bool Done(int pid) => pid == 0;");

    [Fact]
    public Task OutsideAHandler_IsSilent() => CallVerifier.VerifyProgramAsync("""
        using static Libc;

        while (waitpid(-1, out _, WNOHANG) >= 0)
        {
        }
        """);

    [Fact]
    public Task MonoSignalLoop_ThatSpins_Reports() => CallVerifier.VerifyMonoAsync("""
        using Mono.Unix;
        using Mono.Unix.Native;

        using var child = new UnixSignal(Signum.SIGCHLD);
        while (child.WaitOne())
        {
            while (Syscall.{|ZG0104:waitpid|}(-1, out _, WaitOptions.WNOHANG) != -1)
            {
            }
        }
        """);

    private static string Waiting(string loop, string wait) =>
        loop.Replace("WAIT", wait + "(-1, out var status, WNOHANG)", System.StringComparison.Ordinal);
}

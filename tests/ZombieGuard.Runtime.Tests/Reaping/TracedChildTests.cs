using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Native;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Reaping;

public sealed class TracedChildTests
{
    /// <summary>
    /// A debugger sees a traced child's end first. Until it lets go the pidfd says "ended" while there is nothing to collect: that
    /// must neither be taken for a loss nor asked again and again.
    /// </summary>
    [Fact]
    public Task DebuggerHasTheFirstLook() => CProgram.Use(
        """
        #include <stdio.h>
        #include <stdlib.h>
        #include <sys/ptrace.h>
        int main(int count, char **arguments) {
            if (count < 2 || ptrace(PTRACE_SEIZE, atoi(arguments[1]), 0, 0) != 0) return 1;
            puts("attached");
            fflush(stdout);
            getchar();
            return 0;
        }
        """,
        async program =>
        {
            var child = ChildReaper.Shared.Adopt(RawChild.Sleeps());
            using var tracer = Process.Start(new ProcessStartInfo(program, [child.Pid.ToString()])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            Assert.Equal("attached", await tracer.StandardOutput.ReadLineAsync());
            child.Kill();
            Assert.True(Until.True(() => RawChild.IsZombie(child.Pid)));

            // Longer than a tick. A busy loop would use up about all of it.
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(1.2));
            Assert.False(child.IsCompleted);
            Assert.InRange(Process.GetCurrentProcess().TotalProcessorTime - before, TimeSpan.Zero, TimeSpan.FromSeconds(0.6));

            tracer.StandardInput.Close();
            Assert.Equal(9, (await child.Completion.WaitAsync(Until.Deadline)).TerminatingSignal);
            await tracer.WaitForExitAsync();
        });
}

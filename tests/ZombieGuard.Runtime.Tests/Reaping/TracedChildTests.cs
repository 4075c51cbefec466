using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
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
            var before = ReapersProcessorTime();
            await Task.Delay(TimeSpan.FromSeconds(1.2));
            Assert.False(child.IsCompleted);
            Assert.InRange(ReapersProcessorTime() - before, TimeSpan.Zero, TimeSpan.FromSeconds(0.3));

            tracer.StandardInput.Close();
            Assert.Equal(9, (await child.Completion.WaitAsync(Until.Deadline)).TerminatingSignal);
            await tracer.WaitForExitAsync();
        });

    /// <summary>Of our threads alone: what the compiler and the test runner use besides is nothing of the reaper's.</summary>
    private static TimeSpan ReapersProcessorTime()
    {
        using var self = Process.GetCurrentProcess();
        var reapers = self.Threads.Cast<ProcessThread>().Where(thread => NameOf(thread).StartsWith("ZombieGuard", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(reapers);
        return new TimeSpan(reapers.Sum(thread => thread.TotalProcessorTime.Ticks));
    }

    private static string NameOf(ProcessThread thread)
    {
        try
        {
            return File.ReadAllText($"/proc/self/task/{thread.Id}/comm");
        }
        catch (IOException)
        {
            // One of the pool's that has ended since.
            return "";
        }
    }
}

using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Runtime.Tests.Reaping;

/// <summary>What an end costs does not grow with the number of children that live.</summary>
public sealed class WaitCallTests
{
    private const int Ended = 100;

    /// <summary>One call by a task, two by a thread that waits: one that blocks and takes nothing, one that takes.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    public async Task AtMostTwoAnEnd(int live)
    {
        var counts = Path.GetTempFileName();
        try
        {
            // Not in the children: one that is traced is the tracer's to see first.
            string[] tracer = ["strace", "-f", "--detach-on=execve", "-c", "-e", "trace=waitid,wait4", "-o", counts];
            var ending = await Child.RunsBelow(tracer, "wait-calls", live.ToString(CultureInfo.InvariantCulture), "100");
            if (ending.Output.Contains("ptrace", System.StringComparison.Ordinal))
            {
                // A sandbox without tracing.
                return;
            }

            Assert.Equal(live, ending.Succeeds().Count("live"));
            var calls = (await File.ReadAllLinesAsync(counts))
                .Select(line => line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 4 && fields[^1] is "waitid" or "wait4")
                .Sum(fields => int.Parse(fields[3], CultureInfo.InvariantCulture));
            Assert.InRange(calls, Ended, 2 * Ended);
        }
        finally
        {
            File.Delete(counts);
        }
    }
}

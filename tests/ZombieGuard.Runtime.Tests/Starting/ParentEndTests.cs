using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>What becomes of children when their parent ends.</summary>
public sealed class ParentEndTests
{
    /// <summary>The promise of multiprocessing's daemon flag, also for one that ignores SIGTERM; and what is guarded goes with every end.</summary>
    [Theory]
    [Trait("Scenario", "S6")]
    [InlineData("returned", 0)]
    [InlineData("exit", 0)]
    public async Task NormalEndTakesDaemonsAlong(string how, int code)
    {
        var ending = await Child.Runs("parent-ends", how);
        Assert.Equal(code, ending.ExitCode);

        // They are gone when the parent is, not some time later.
        Assert.True(IsGone(Pid(ending, "daemon")) && IsGone(Pid(ending, "deaf")));
        AssertGuardedAreGone(ending);
        AssertRunsAndEnd(ending, "plain", "detached");
    }

    /// <summary>SIGKILL of the parent reaches what is guarded, grandchildren too; nothing else is promised, and nothing else is killed. SIGTERM is
    /// as sudden in .NET 10, unless the program handles it.</summary>
    [Theory]
    [InlineData("killed", 137)]
    [InlineData("terminated", 143)]
    [InlineData("crashed", 134)]
    [InlineData("guardian-killed", 137)]
    [InlineData("guardian-stopped", 137)]
    public async Task SuddenEndTakesTheGuardedAlong(string how, int code)
    {
        var ending = await Child.Runs("parent-ends", how);
        Assert.Equal(code, ending.ExitCode);
        Assert.Equal(how.StartsWith("guardian", System.StringComparison.Ordinal) ? "True" : "", ending["replaced"]);
        AssertGuardedAreGone(ending);
        AssertRunsAndEnd(ending, "plain", "daemon", "deaf", "detached");
    }

    [Fact]
    public async Task WithoutAShellNothingIsGuarded() =>
        (await Child.RunsBelow(
            ["unshare", "--mount", "sh", "-c", "mount --bind /dev/null \"$(readlink -f /bin/sh)\" && exec \"$@\"", "sh"], "without-shell"))
        .Succeeds().Says("plain=0", "guarded=/bin/sh", "children=0");

    private static void AssertGuardedAreGone(Ending ending)
    {
        var group = Pid(ending, "guarded");
        Assert.True(Until.True(() => IsGone(group) && Started.IsEmpty(group)));
        Assert.True(Until.True(() => IsGone(Pid(ending, "guardian"))));
    }

    private static void AssertRunsAndEnd(Ending ending, params string[] names)
    {
        foreach (var pid in names.Select(name => Pid(ending, name)))
        {
            Assert.False(IsGone(pid));
            RawChild.kill(pid, RawChild.SIGKILL);
        }
    }

    private static int Pid(Ending ending, string name) => int.Parse(ending[name], CultureInfo.InvariantCulture);

    /// <summary>An orphan's zombie may wait for an init that does not reap.</summary>
    private static bool IsGone(int pid) => RawChild.Stat(pid) is null or ('Z', _);
}

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
        try
        {
            Assert.Equal(code, ending.ExitCode);

            // They are gone when the parent is, not some time later.
            Assert.True(IsGone(Pid(ending, "daemon")) && IsGone(Pid(ending, "deaf")));
            AssertGuardedAreGone(ending);
            AssertRun(ending, "plain", "detached");
        }
        finally
        {
            EndAll(ending);
        }
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
        try
        {
            Assert.Equal(code, ending.ExitCode);
            Assert.Equal(how.StartsWith("guardian", System.StringComparison.Ordinal) ? "True" : "", ending["replaced"]);
            AssertGuardedAreGone(ending);
            AssertRun(ending, "plain", "daemon", "deaf", "detached");
        }
        finally
        {
            EndAll(ending);
        }
    }

    /// <summary>The guardian keeps up with thousands, also one that takes another's place.</summary>
    [Fact]
    public async Task ManyAreGuarded()
    {
        var ending = await Child.Runs("many-guarded", "4000");
        Assert.Equal("True", ending["replaced"]);
        var left = ending["left"].Split(' ').Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)).ToList();
        try
        {
            Assert.Equal((137, 3600, 400), (ending.ExitCode, ending.Count("ended"), left.Count));
            Assert.True(Until.True(() => left.TrueForAll(IsGone)));
        }
        finally
        {
            left.Where(pid => !IsGone(pid)).ToList().ForEach(pid => RawChild.kill(pid, RawChild.SIGKILL));
        }
    }

    [Fact]
    public async Task WithoutAShellNothingIsGuarded() =>
        (await Child.RunsBelow(
            ["unshare", "--mount", "sh", "-c", "mount --bind /dev/null \"$(readlink -f /bin/sh)\" && exec \"$@\"", "sh"], "without-shell"))
        .Succeeds().Says("plain=0", "guarded=/bin/sh", "daemon=Cannot start 'sleep': Permission denied ('/bin/sh').", "children=0");

    private static void AssertGuardedAreGone(Ending ending)
    {
        var group = Pid(ending, "guarded");
        Assert.True(Until.True(() => IsGone(group) && Started.IsEmpty(group)));
        Assert.True(Until.True(() => IsGone(Pid(ending, "guardian"))));
    }

    private static void AssertRun(Ending ending, params string[] names) => Assert.All(names, name => Assert.False(IsGone(Pid(ending, name)), name));

    /// <summary>Whatever the test has shown, nothing of it is left; of the guarded one its group.</summary>
    private static void EndAll(Ending ending)
    {
        foreach (var name in (string[])["plain", "daemon", "deaf", "detached", "guarded"])
        {
            if (ending.Count(name) is > 0 and var pid && !(name == "guarded" ? Started.IsEmpty((int)pid) : IsGone((int)pid)))
            {
                RawChild.kill(name == "guarded" ? -(int)pid : (int)pid, RawChild.SIGKILL);
            }
        }
    }

    private static int Pid(Ending ending, string name) => int.Parse(ending[name], CultureInfo.InvariantCulture);

    /// <summary>An orphan's zombie may wait for an init that does not reap.</summary>
    private static bool IsGone(int pid) => RawChild.Stat(pid) is null or ('Z', _);
}

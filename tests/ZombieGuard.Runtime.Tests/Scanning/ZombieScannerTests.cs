using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Scanning;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Scanning;

public sealed class ZombieScannerTests
{
    /// <summary>The zombie is there, its parent to blame is this program; killing it does nothing, waiting for it does.</summary>
    [Fact]
    [Trait("Scenario", "S2")]
    [Trait("Scenario", "S8")]
    public void ParentToBlameIsNamed()
    {
        var pid = RawChild.Exits(0);
        Assert.True(Until.True(() => RawChild.IsZombie(pid)));
        RawChild.kill(pid, RawChild.SIGKILL);

        foreach (var zombies in new[] { ZombieScanner.OwnChildren(), ZombieScanner.Tree(), ZombieScanner.WholeSystem() })
        {
            var zombie = Assert.Single(zombies, zombie => zombie.Pid == pid);
            Assert.Equal((Environment.ProcessId, "sh", false), (zombie.ParentPid, zombie.Name, zombie.HasLiveThreads));
            Assert.Equal(File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Replace('\0', ' '), zombie.ParentCommand);
        }

        Assert.Equal((pid, 0), RawChild.Wait(pid));
        Assert.DoesNotContain(ZombieScanner.OwnChildren(), zombie => zombie.Pid == pid);
    }

    /// <summary>Line by line what ps prints, for zombies of different parents and states.</summary>
    [Fact]
    [Trait("Scenario", "S14")]
    public async Task ListsWhatPsLists()
    {
        var own = RawChild.Exits(0);

        // A parent that is a session's leader, runs at another priority and has a zombie; setsid execs into the shell.
        var parent = RawChild.Spawn("/usr/bin/setsid", "nice", "-n", "5", "sh", "-c", "sh -c 'exit 0' & exec sleep 1000");
        Assert.True(Until.True(() => RawChild.IsZombie(own) && ZombieScanner.Tree(parent).Count == 1));

        var ps = (await Child.RunAsync("ps", ["-A", "-ostat=,ppid=,pid=,cmd="])).Succeeds().Output.Split('\n')
            .Where(line => line.StartsWith('Z'))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ToList();
        var ours = ZombieScanner.WholeSystem().Select(zombie => zombie.ToString()).ToList();

        // Other programs' zombies may come and go between the two.
        Assert.Contains($"ZN {parent} ", string.Join('\n', ours), StringComparison.Ordinal);
        Assert.All(ours.Where(IsOurs), line => Assert.Contains(line, ps));
        Assert.All(ps.Where(IsOurs), line => Assert.Contains(line, ours));
        Assert.Equal(2, ours.Count(IsOurs));

        Assert.DoesNotContain(ZombieScanner.OwnChildren(), zombie => zombie.ParentPid == parent);
        RawChild.kill(parent, RawChild.SIGKILL);
        RawChild.Wait(parent);
        RawChild.Wait(own);

        bool IsOurs(string line) => line.Split(' ')[1] is var blamed && (blamed == $"{parent}" || blamed == $"{Environment.ProcessId}");
    }

    /// <summary>A name that looks like the fields that follow it.</summary>
    [Fact]
    [Trait("Scenario", "S14")]
    public void NameWithParentheses()
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-scan-");
        var program = Path.Combine(folder.FullName, "a) R 1 (b");
        File.Copy("/bin/true", program);
        var pid = RawChild.Spawn(program);
        Assert.True(Until.True(() => RawChild.IsZombie(pid)));
        Assert.Equal("a) R 1 (b", Assert.Single(ZombieScanner.OwnChildren(), zombie => zombie.Pid == pid).Name);
        RawChild.Wait(pid);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task ProcessesThatVanishAreNoError()
    {
        var stop = false;
        var churn = Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                RawChild.Wait(RawChild.Spawn("/bin/true"));
            }
        });
        for (var i = 0; i < 100; i++)
        {
            ZombieScanner.WholeSystem();
            ZombieScanner.Tree();
            ZombieScanner.OwnChildren();
        }

        Volatile.Write(ref stop, true);
        await churn;
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12 (sh) Z 1 2")]
    [InlineData("x (sh) Z 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22")]
    public void TextThatIsNotTheKernelsIsNothing(string text) => Assert.Null(ProcStat.Parse(text));

    [Fact]
    public void RootsThatDoNotExist()
    {
        Assert.Empty(ZombieScanner.Tree(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("root", () => ZombieScanner.Tree(0));
    }
}

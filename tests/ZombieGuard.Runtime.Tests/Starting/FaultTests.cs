using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Reaping;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>What goes wrong in production, one at a time, in a program of its own and in each way of waiting.</summary>
public sealed class FaultTests
{
    public static TheoryData<string> Ways => new("Best", "Sigchld");

    /// <summary>A thousand ends, and one signal left of them.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task EndsWhileThisProcessIsStopped(string way) =>
        (await Child.Runs("stopped-meanwhile", "1000", way)).Succeeds().Says("right=1000", "zombies=0");

    /// <summary>Every call of every thread is interrupted, again and again.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task StormOfSignals(string way) =>
        (await Child.Runs("signal-storm", "300", way)).Succeeds().Says("right=300", "stormed=True", "zombies=0");

    /// <summary>The status, or lost: never a hang, never another's.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ThreadThatWaitsForAnyChild(string way)
    {
        var ending = (await Child.Runs("hostile-waiter", "200", way)).Succeeds();
        Assert.Equal(200, ending.Count("right") + ending.Count("lost"));
        Assert.Equal(ending.Count("thefts"), ending.Count("lost"));
        Assert.NotEqual(0, ending.Count("lost"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task DisposedInAStormOfEnds(string way) =>
        (await Child.Runs("disposed-in-a-storm", "100", way)).Succeeds().Says("ended=200", "descriptors_left=0", "zombies=0");

    /// <summary>Pids are given out again within milliseconds, beside children that keep theirs.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task FewPids(string way)
    {
        var ending = (await Child.RunsBelow([.. OddWorldTests.PidNamespace, "sh", "-c", "\"$@\"; exit $?", "sh"], "few-pids", "1500", way)).Succeeds();
        if (ending["kernel"] != "too old")
        {
            Assert.Equal((1500, 20, 20, 0), (ending.Count("right"), ending.Count("lasting"), ending.Count("lasting_right"), ending.Count("zombies")));
            Assert.InRange(ending.Count("reused"), 100, 1500);
        }
    }

    [Fact]
    [Trait("Scenario", "S8")]
    public async Task NoProcessLeftForThisUser()
    {
        await AsNobody(async launcher =>
        {
            var ending = (await Child.RunAsync(launcher[0], [.. launcher[1..], "process-limit"])).Succeeds();
            Assert.Equal(("True", "11", "True", "3", "0"), (ending["refused"], ending["errno"], ending["ended"], ending["after"], ending["zombies"]));
            Assert.Equal("True", ending["daemon"]);
            Assert.StartsWith("Cannot start 'sleep': Resource temporarily unavailable. Processes", ending["daemon_message"], StringComparison.Ordinal);
            Assert.Matches(
                @"^Cannot start 'sleep': Resource temporarily unavailable\. Processes and threads: \d+ of \d+ on this machine, .* "
                + @"at most 60 for this user\. Zombies of this process: 3\.$",
                ending["message"]);
        });
    }

    /// <summary>What was not taken over is still its starter's.</summary>
    [Fact]
    public Task NoThreadLeft() => AsNobody(async launcher =>
        (await Child.RunAsync(launcher[0], [.. launcher[1..], "no-thread-left"])).Succeeds().Says("refused=True", "later=3", "zombies=0"));

    [Fact]
    public async Task AnotherUserThanRoot() => await AsNobody(async launcher =>
        (await Child.RunAsync(launcher[0], [.. launcher[1..], "plain"])).Succeeds().Says([$"user={Nobody}", .. Plain]));

    [Fact]
    public async Task RootThatIsReadOnly()
    {
        if (Environment.IsPrivilegedProcess)
        {
            (await Child.RunsBelow(
                ["unshare", "--mount", "sh", "-c", "mount --make-rprivate / && mount -o bind,remount,ro / && exec \"$@\"", "sh"], "plain"))
            .Succeeds().Says(["user=0", .. Plain]);
        }
    }

    private const int Nobody = 54321;

    private static readonly string[] Plain =
    [
        "root=read-only",
        "exit_Best=3", "stopped_Best=15", "adopted_Best=4",
        "exit_Sigchld=3", "stopped_Sigchld=15", "adopted_Sigchld=4",
        "guarded=9",
        "zombies=0",
    ];

    /// <summary>A user whose processes are all ours, and who cannot read where this is built.</summary>
    internal static async Task AsNobody(Func<string[], Task> use)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("zombieguard-nobody-");
        try
        {
            const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            File.SetUnixFileMode(folder.FullName, All | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
            var program = Child.Program("net10.0");
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(program)!))
            {
                var copy = Path.Combine(folder.FullName, Path.GetFileName(file));
                File.Copy(file, copy);
                File.SetUnixFileMode(copy, All | UnixFileMode.UserWrite);
            }

            await use(["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", Child.Dotnet, "exec", Path.Combine(folder.FullName, Path.GetFileName(program))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

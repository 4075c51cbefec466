using System;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Runtime.Tests.Reaping;

/// <summary>Signals ignored, blocked and replaced; no descriptor left; pid 1; pids that are given out again.</summary>
public sealed class OddWorldTests
{
    internal static readonly string[] PidNamespace =
        ["unshare", .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["--map-root-user"], "--pid", "--fork", "--mount-proc"];

    [Fact]
    public async Task SigchldIgnoredAtTheStart() =>
        (await Child.RunsBelow(["env", "--ignore-signal=CHLD"], "sigchld-ignored")).Succeeds().Says(
            "ignored=True",
            "problem=SigchldIgnored",
            "adopted_Best=True",
            "adopted_Sigchld=True",
            "started_Best=True",
            "started_Sigchld=True",
            "started_and_gone_Best=True",
            "started_and_gone_Sigchld=True",
            "adopted_late=NotAChildException");

    [Fact]
    public async Task SigchldBlockedAtTheStart() =>
        (await Child.RunsBelow(["env", "--block-signal=CHLD"], "sigchld-blocked")).Succeeds().Says(
            "blocked=True",
            "problem=RuntimeDidNotAnswer",
            "reaped=0",
            "adopted_Best=4",
            "adopted_Sigchld=4",
            "started_Best=5",
            "started_Sigchld=5");

    [Fact]
    public async Task SigchldReplacedMeanwhile() =>
        (await Child.Runs("sigchld-replaced")).Succeeds().Says(
            "handled=False",
            "problem=RuntimeDidNotAnswer",
            "last_problem=RuntimeDidNotAnswer",
            "zombie_left_alone=True",
            "adopted_Best=4",
            "adopted_Sigchld=4",
            "started_Best=5",
            "started_Sigchld=5",
            "reaped_later=True",
            "last_problem_later=none",
            "zombies=0");

    [Fact]
    public async Task NoDescriptorLeft() =>
        (await Child.Runs("no-descriptor")).Succeeds().Says(
            "warm=True",
            "errno=24",
            "right=20",
            "started_right=20",
            "pipe=ChildStartException",
            "problem=ZombiesOutOfReach",
            "reaped_without=0",
            "reaped_with=True",
            "after=6",
            "zombies=0");

    /// <summary>In a pid namespace of its own, where no other process asks for pids; the shell is its pid 1.</summary>
    [Fact]
    public async Task NextChildHasTheStolenOnesPid() =>
        (await Child.RunsBelow([.. PidNamespace, "sh", "-c", "\"$@\"; exit $?", "sh"], "pid-reused")).Succeeds().Says(
            "same_pid=True",
            "same_child=False",
            "first=True",
            "second=8");

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task PidOneReapsWhenTold()
    {
        const int Adopted = 200;
        var ending = (await Child.RunsBelow(PidNamespace, "pid-one", "200")).Succeeds();
        Assert.Equal(("1", "10", "True", "0"), (ending["pid"], ending["zombies_without"], ending["ensured"], ending["zombies_after"]));
        Assert.Equal(("True", "True", "0"), (ending["gone"], ending["ensured_again"], ending["zombies"]));

        // As pid 1 the runtime takes raw children too: right or lost, never wrong, never a hang. Process keeps its own.
        Assert.Equal(Adopted, ending.Count("adopted_right") + ending.Count("adopted_lost") + ending.Count("adopted_too_late"));
        Assert.Equal(Adopted, ending.Count("started_right") + ending.Count("started_lost"));
        Assert.Equal(Adopted, ending.Count("process_right"));

        // Where nothing in the program handles SIGCHLD, nobody else takes them.
        Assert.Equal(Adopted, ending.Count("alone_right"));
    }

    /// <summary>Pid 1 is only ended by what it handles; the children are its own to end.</summary>
    [Fact]
    public async Task PidOneEndsWhereItHandlesTheSignal() =>
        (await Child.RunsBelow(PidNamespace, "pid-one-stops")).Succeeds().Says("pid=1", "ended_unhandled=False", "stopped=True", "children=0");

    [Fact]
    [Trait("Scenario", "S3")]
    public async Task UnownedAreTakenInTheirTime() =>
        (await Child.Runs("unowned")).Succeeds().Says(
            "polled=True",
            "patient=0",
            "codes=True",
            "counted=51",
            "last=True",
            "eager=51",
            "zombies=0");
}

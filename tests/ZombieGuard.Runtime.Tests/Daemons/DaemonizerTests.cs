using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Reaping;
using ZombieGuard.Runtime.Tests.Starting;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Daemons;

/// <summary>Any program as a daemon, seen from outside.</summary>
public sealed class DaemonizerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zombieguard-daemon-").FullName;

    private string Log => Path.Combine(_folder, "log");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(RawChild.Zombies());
    }

    /// <summary>What <c>nohup cmd &amp;</c> is for, and what the double fork promises beyond it.</summary>
    [Fact]
    [Trait("Scenario", "S5")]
    [Trait("Scenario", "S13")]
    public void AnyProgramIsDetached()
    {
        using var daemon = Daemon.Start(new ChildStartInfo("sleep", "1000"));
        var ids = daemon.Ids;
        var ours = RawChild.Ids(Environment.ProcessId)!.Value;
        Assert.NotEqual(ours.Session, ids.Session);

        // Neither it nor anybody leads the session, so that no terminal can become its own.
        Assert.NotEqual(daemon.Pid, ids.Session);
        Assert.Null(RawChild.Stat(ids.Session));
        Assert.Equal("0", daemon.Terminal);
        Assert.NotEqual(Environment.ProcessId, ids.Parent);
        Assert.NotEqual(ids.Session, ids.Parent);
        Assert.Equal("/", daemon.Folder);
        Assert.Equal("0022", daemon.Status("Umask"));
        AssertHasOnlyStreams(daemon);
        Assert.All(daemon.Descriptors.Values, target => Assert.Equal("/dev/null", target));

        // As a child of the library has them: none blocked, and what this process ignores but for SIGPIPE and SIGCHLD.
        using var child = ChildProcess.Start("sleep", ["1000"]);
        using var asChild = new Daemon(child.Pid);
        Assert.Equal(asChild.Status("SigIgn"), daemon.Status("SigIgn"));
        Assert.Equal(asChild.Status("SigBlk"), daemon.Status("SigBlk"));
    }

    [Theory]
    [InlineData(0, "0000")]
    [InlineData(0b010_111, "0027")]
    [InlineData(0b111_111_111, "0777")]
    public void UmaskIsTheDaemonsAlone(int umask, string seen)
    {
        using var self = new SelfWatch();
        using var daemon = Daemon.Start(new ChildStartInfo("sleep", "1000"), new DaemonOptions { Umask = (UnixFileMode)umask });
        Assert.Equal(seen, daemon.Status("Umask"));
        Assert.Equal(1, self.Umasks());
    }

    [Fact]
    public void LogIsAppendedTo()
    {
        File.WriteAllText(Log, "before\n");
        var options = new DaemonOptions { LogFile = Log, Umask = (UnixFileMode)0b111_111 };
        using (Daemon.Start(Shell("echo out; echo error >&2; exec sleep 1000"), options))
        {
            Assert.True(Until.True(() => File.ReadAllText(Log) == "before\nout\nerror\n"));
        }

        // A new one is no more open than what the daemon makes itself; streams that are set stay as they are.
        var fresh = options.LogFile = Path.Combine(_folder, "fresh");
        var info = Shell("cat; echo made > made; exec sleep 1000");
        info.StandardInput = ChildStdio.ReadFrom(Log);
        info.StandardError = ChildStdio.Null;
        info.WorkingDirectory = _folder;
        using var daemon = Daemon.Start(info, options);
        Assert.True(Until.True(() => File.ReadAllText(fresh) == "before\nout\nerror\n" && File.Exists(Path.Combine(_folder, "made"))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(fresh));
        Assert.Equal(File.GetUnixFileMode(fresh), File.GetUnixFileMode(Path.Combine(_folder, "made")));
        Assert.Equal((_folder, "/dev/null"), (daemon.Folder, daemon.Descriptors["2"]));
    }

    [Fact]
    public void NothingIsTakenForShellText()
    {
        string[] arguments = ["", " ", "a b", "'", "\"", "$(touch x)", "`id`", "$1", "*", "\\", "-n", "line\nline", ";exit", ">x", "ü", "$@", "--"];
        var program = Path.Combine(_folder, "a program's \"$(name)\"");
        File.WriteAllText(program, "#!/bin/sh\nprintf '<%s>' \"$@\"\nexec sleep 1000\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var daemon = Daemon.Start(new ChildStartInfo(program, arguments) { WorkingDirectory = _folder }, new DaemonOptions { LogFile = Log });
        var expected = string.Concat(arguments.Select(argument => $"<{argument}>"));
        Assert.True(Until.True(() => File.ReadAllText(Log).Length >= expected.Length));
        Assert.Equal(expected, File.ReadAllText(Log));
        Assert.False(File.Exists(Path.Combine(_folder, "x")));
    }

    [Fact]
    public void EnvironmentIsHandedOn()
    {
        var info = new ChildStartInfo("env")
        {
            ClearEnvironment = true,
            Environment = { ["ZG_SET"] = "a 'b' $c\nd", ["PATH"] = "/nowhere", ["ZG_NOT"] = null },
        };
        Daemonizer.Start(info, new DaemonOptions { LogFile = Log });
        Assert.True(Until.True(() => File.ReadAllText(Log).Contains("ZOMBIEGUARD_DAEMON=", StringComparison.Ordinal)));
        var lines = File.ReadAllText(Log);
        Assert.Contains("ZG_SET=a 'b' $c\nd\n", lines, StringComparison.Ordinal);
        Assert.Contains("PATH=/nowhere\n", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("ZG_NOT", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("HOME=", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("_REST", lines, StringComparison.Ordinal);
    }

    /// <summary>What this process got from a script, such as its lock, does not stay open as long as the daemon lives.</summary>
    [Fact]
    public void DescriptorsAreNotHandedOn()
    {
        using var file = File.OpenHandle("/dev/zero");
        var copies = Enumerable.Range(0, 20).Select(_ => RawChild.dup((int)file.DangerousGetHandle())).ToArray();
        try
        {
            using var daemon = Daemon.Start(new ChildStartInfo("sleep", "1000"));
            AssertHasOnlyStreams(daemon);
        }
        finally
        {
            Array.ForEach(copies, copy => RawChild.close(copy));
        }
    }

    [Fact]
    public void NoDescriptorIsLeftHere()
    {
        Daemonizer.Start(new ChildStartInfo("true"));
        var before = Started.Descriptors();
        for (var i = 0; i < 20; i++)
        {
            Daemonizer.Start(new ChildStartInfo("true"));
            Assert.Throws<ChildStartException>(() => Daemonizer.Start(new ChildStartInfo("/no/such/program")));
        }

        Assert.True(Until.True(() => Started.Descriptors() <= before));
    }

    /// <summary>Orphans come to a subreaper and to pid 1: it waits for the daemon, also for one that it has given up.</summary>
    [Fact]
    public async Task LauncherThatIsASubreaper() =>
        (await Child.Runs("daemon-in-subreaper")).Succeeds().Says(
            "parent_is_launcher=True", "session_is_own=True", "gone=True", "late=110", "zombies_gone=True");

    [Fact]
    public async Task LauncherThatIsPidOne() =>
        (await Child.RunsBelow(OddWorldTests.PidNamespace, "daemon-in-subreaper")).Succeeds().Says(
            "parent_is_launcher=True", "session_is_own=True", "gone=True", "late=110", "zombies_gone=True");

    /// <summary>Several at once, from several threads.</summary>
    [Fact]
    public async Task ManyAtOnce()
    {
        var mark = Guid.NewGuid().ToString();
        var pids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Daemonizer.Start(Shell("sleep 1000; exit", mark)))));
        var daemons = pids.Select(pid => new Daemon(pid)).ToArray();
        Assert.Equal(20, pids.Distinct().Count());
        Assert.All(daemons, daemon => Assert.NotEqual(Environment.ProcessId, daemon.Ids.Parent));
        foreach (var daemon in daemons)
        {
            RawChild.kill(-daemon.Ids.Group, RawChild.SIGKILL);
            daemon.Dispose();
        }

        Assert.True(Until.True(() => Daemon.Count(mark) == 0));
    }

    /// <summary>Once its libraries are loaded, for which it opens them.</summary>
    private static void AssertHasOnlyStreams(Daemon daemon) =>
        Assert.True(Until.True(() => daemon.Descriptors.Keys.Order(StringComparer.Ordinal).SequenceEqual(["0", "1", "2"])));

    private static ChildStartInfo Shell(string script, params string[] arguments) => new("sh", ["-c", script, "sh", .. arguments]);

    /// <summary>Looks at this process's umask all the time.</summary>
    private sealed class SelfWatch : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task<int> _seen;

        internal SelfWatch() => _seen = Task.Run(() =>
        {
            var seen = new HashSet<string>();
            do
            {
                seen.Add(File.ReadLines("/proc/self/status").First(line => line.StartsWith("Umask:", StringComparison.Ordinal)));
            }
            while (!_stop.IsCancellationRequested);
            return seen.Count;
        });

        internal int Umasks()
        {
            _stop.Cancel();
            return _seen.Result;
        }

        public void Dispose() => _stop.Dispose();
    }
}

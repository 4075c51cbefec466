using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Daemons;

/// <summary>When a daemon counts as started, and what is left where it does not: nothing.</summary>
public sealed class DaemonReadinessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zombieguard-ready-").FullName;
    private readonly string _mark = Guid.NewGuid().ToString();

    private string Log => Path.Combine(_folder, "log");

    private string Pid => Path.Combine(_folder, "pid");

    public void Dispose()
    {
        Assert.True(Until.True(() => Daemon.Count(_mark) == 0));
        Assert.Empty(RawChild.Zombies());
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The tutorials' daemon: session, umask, directory, null device, and a pid file that is removed at its exit.</summary>
    [Fact]
    [Trait("Scenario", "S5")]
    public async Task DaemonOfATutorial()
    {
        using var daemon = Daemon.Start(Serving("until-asked"), new DaemonOptions { ReadyTimeout = Until.Deadline, LogFile = Log, Umask = UnixFileMode.None });

        // Ready means ready: the file is there.
        Assert.Equal($"{daemon.Pid}\n", await File.ReadAllTextAsync(Pid));
        Assert.True(PidFile.TryReadOwner(Pid, out var owner));
        Assert.Equal(daemon.Pid, owner);
        Assert.NotEqual(Environment.ProcessId, daemon.Ids.Parent);
        Assert.NotEqual(daemon.Pid, daemon.Ids.Session);
        Assert.Equal(("0", "/", "0000", "/dev/null"), (daemon.Terminal, daemon.Folder, daemon.Status("Umask"), daemon.Descriptors["0"]));
        Assert.Equal("daemon=True parent_waits=True\nvariable= no_pipe=1\n", await File.ReadAllTextAsync(Log));

        RawChild.kill(daemon.Pid, 15);
        Assert.True(Until.True(() => daemon.IsGone));
        Assert.EndsWith("ends\n", await File.ReadAllTextAsync(Log), StringComparison.Ordinal);
        Assert.False(File.Exists(Pid));
    }

    /// <summary>A second one finds the file held, and the launcher is told by whom.</summary>
    [Fact]
    [Trait("Scenario", "S5")]
    public void SecondDaemonIsRefused()
    {
        using var daemon = Daemon.Start(Serving("until-asked"), new DaemonOptions { ReadyTimeout = Until.Deadline });
        AssertFails(10, $"is held by process {daemon.Pid}", Serving("until-asked"), new DaemonOptions { ReadyTimeout = Until.Deadline, LogFile = Log });
        Assert.True(PidFile.TryReadOwner(Pid, out var owner));
        Assert.Equal(daemon.Pid, owner);
        daemon.Dispose();

        // Killed, it leaves the file behind; nobody holds it once the last of its threads is gone.
        Assert.True(File.Exists(Pid));
        Assert.True(Until.True(() => !PidFile.TryReadOwner(Pid, out _)));
        using var next = Daemon.Start(Serving("until-asked"), new DaemonOptions { ReadyTimeout = Until.Deadline });
        Assert.Equal($"{next.Pid}\n", File.ReadAllText(Pid));
    }

    [Fact]
    public void EndedBeforeItWasReady()
    {
        File.WriteAllText(Log, "an older line\n");
        var options = new DaemonOptions { ReadyTimeout = Until.Deadline, LogFile = Log };
        var failure = AssertFails(10, "it ended before it was ready, with exit code 3. It wrote: no port is left", Serving("fails"), options);
        Assert.EndsWith("no port is left", failure.Message, StringComparison.Ordinal);
        AssertFails(10, "with exit code 143 (SIGTERM).", Serving("is-killed"), options);

        // Without a log nobody can say more, and a program that knows nothing of this never is ready.
        AssertFails(10, "with exit code 0.", Shell("exit 0"), new DaemonOptions { ReadyTimeout = Until.Deadline });
        AssertFails(10, "with exit code 127.", Shell("sleep 0.1; exit 127"), new DaemonOptions { ReadyTimeout = Until.Deadline });
    }

    [Fact]
    public void NotReadyInTime()
    {
        var options = new DaemonOptions { ReadyTimeout = TimeSpan.FromMilliseconds(300) };
        AssertFails(110, "it was not ready within 0.3 s, and was killed.", Shell($"trap '' TERM HUP INT; sh -c 'sleep 1000; exit' {_mark} & sleep 1000; exit"), options);
        AssertFails(110, "not ready", new ChildStartInfo("setsid", "-w", "sh", "-c", "sleep 1000", _mark), options);
    }

    /// <summary>The pipe held by what the daemon has started does not hide its end.</summary>
    [Fact]
    public void GrandchildHoldsThePipe()
    {
        AssertFails(10, "with exit code 7.", Shell("sleep 2 & exit 7"), new DaemonOptions { ReadyTimeout = Until.Deadline });
    }

    /// <summary>What a shell's 127 would hide: the same as for a child.</summary>
    [Fact]
    [Trait("Scenario", "S13")]
    public void ProgramThatCannotBeStarted()
    {
        foreach (var options in new[] { new DaemonOptions(), new DaemonOptions { ReadyTimeout = Until.Deadline, LogFile = Log } })
        {
            AssertFailsAsAChild("zg-no-such-program", options);
            AssertFailsAsAChild("/no/such/program", options);
            AssertFailsAsAChild("./no-such-program", options);
            AssertFailsAsAChild(_folder, options);
            AssertFailsAsAChild(Program("plain", "#!/bin/sh\n", isExecutable: false), options);
            AssertFailsAsAChild(Program("script", "#!/no/such/interpreter\n"), options);
            AssertFailsAsAChild(Program("text", "exit 0\n"), options);
            AssertFailsAsAChild(Program("empty", ""), options);
            AssertFailsAsAChild("true", options, info => info.WorkingDirectory = "/no/such/folder");
            AssertFailsAsAChild("true", options, info => info.StandardOutput = ChildStdio.WriteTo("/no/such/folder/log"));
            AssertFailsAsAChild("true", options, info => info.Environment["ZG_LARGE"] = new string('x', 200_000));
        }

        AssertFails(2, "/no/such/folder/log cannot be opened", Shell("exit"), new DaemonOptions { LogFile = "/no/such/folder/log" });
    }

    [Fact]
    public void WhatIsNotForADaemon()
    {
        Assert.Throws<ArgumentNullException>("startInfo", () => Daemonizer.Start(null!));
        AssertRefuses("startInfo", info => info.UseTerminal = true);
        AssertRefuses("startInfo", info => info.Daemon = true);
        AssertRefuses("startInfo", info => info.KillOnParentDeath = true);
        AssertRefuses("startInfo", info => info.StandardInput = ChildStdio.Pipe);
        AssertRefuses("startInfo", info => info.StandardOutput = ChildStdio.Pipe);
        AssertRefuses("startInfo", info => info.StandardError = ChildStdio.Pipe);
        AssertRefuses("Environment", info => info.Environment["a.b"] = "v");
        AssertRefuses("Environment", info => info.Environment["1a"] = "v");
        AssertRefuses("Environment", info => info.Environment[""] = "v");
        AssertRefuses("Environment", info => info.Environment["a"] = "\0");
        AssertRefuses("FileName", info => info.FileName = "a\0b");
        AssertRefuses("FileName", info => info.FileName = null!);
        AssertRefuses("Arguments", info => info.Arguments.Add("a\0b"));
        AssertRefuses("Arguments", info => info.Arguments.Add(null!));
        AssertRefuses("WorkingDirectory", info => info.WorkingDirectory = "/\0");
        Assert.Throws<ArgumentException>("path", () => Daemonizer.Start(Shell("exit"), new DaemonOptions { LogFile = "" }));
        Assert.Throws<ArgumentException>("path", () => Daemonizer.Start(Shell("exit"), new DaemonOptions { LogFile = "a\0b" }));
        Assert.Throws<ArgumentOutOfRangeException>("Umask", () => new DaemonOptions { Umask = UnixFileMode.SetUser });
        Assert.Throws<ArgumentOutOfRangeException>("Umask", () => new DaemonOptions { Umask = (UnixFileMode)(-1) });
        foreach (var time in new[] { TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.MaxValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>("ReadyTimeout", () => new DaemonOptions { ReadyTimeout = time });
        }
    }

    /// <summary>The same program, started otherwise.</summary>
    [Fact]
    public void NoDaemonNothingToNotify()
    {
        Assert.False(Daemonizer.IsDaemon);
        Daemonizer.NotifyReady();
    }

    private ChildStartInfo Serving(string how) => new(Child.Dotnet, "exec", Child.Program("net10.0"), "daemon", Pid, how, _mark);

    private ChildStartInfo Shell(string script) => new("sh", "-c", script, _mark);

    private void AssertRefuses(string name, Action<ChildStartInfo> change)
    {
        var info = Shell("exit");
        change(info);
        Assert.Throws<ArgumentException>(name, () => Daemonizer.Start(info));
    }

    private ChildStartException AssertFails(int error, string words, ChildStartInfo info, DaemonOptions options)
    {
        var failure = Assert.Throws<ChildStartException>(() => Daemonizer.Start(info, options));
        Assert.StartsWith($"Cannot start '{info.FileName}': ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Equal((error, info.FileName), (failure.NativeErrorCode, failure.FileName));
        return failure;
    }

    private void AssertFailsAsAChild(string program, DaemonOptions options, Action<ChildStartInfo>? change = null)
    {
        var info = new ChildStartInfo(program, _mark);
        change?.Invoke(info);
        var asChild = Assert.Throws<ChildStartException>(() => ChildProcess.Start(info));
        var failure = AssertFails(asChild.NativeErrorCode, "", info, options);
        Assert.Equal(asChild.Message, failure.Message);
    }

    private string Program(string name, string text, bool isExecutable = true)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | (isExecutable ? UnixFileMode.UserExecute : 0));
        return file;
    }
}

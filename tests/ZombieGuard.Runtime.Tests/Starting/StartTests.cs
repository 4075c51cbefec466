using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Native;
using ZombieGuard.Runtime.Tests.Reaping;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>What a child gets: arguments, environment, directory, signals, group.</summary>
public sealed class StartTests
{
    public static TheoryData<int> Ways => AdoptTests.Ways;

    [Theory]
    [Trait("Scenario", "S6")]
    [MemberData(nameof(Ways))]
    public async Task StartedChildIsWaitedFor(int way)
    {
        var child = Started.Sleeps(way);
        Assert.Equal(("sleep", true, null, $"sleep {child.Pid} runs"), (child.Name, child.IsAlive, child.Exit, child.ToString()));
        child.Kill();
        Assert.Equal(9, (await Started.End(child)).TerminatingSignal);

        var other = Started.Shell("exit 3", way);
        var exit = other.Join();
        Assert.Equal(new ChildExit(other.Pid, new WaitStatus(3 << 8)), exit);
        Assert.Equal((exit, false, ChildState.Ended), (other.Exit, other.IsAlive, other.State));
        Assert.Equal($"sh {other.Pid} exited with 3", other.ToString());
        Assert.Null(RawChild.Stat(other.Pid));
    }

    /// <summary>Nothing takes arguments apart, and nothing is lost: blanks, quotes, newlines, none at all, not ASCII.</summary>
    [Fact]
    public async Task ArgumentsArriveAsTheyAre()
    {
        string[] arguments = ["", " a  b ", "\"q'", "x\ny", "grün 漢字 🙂", "$HOME", "*"];
        var info = new ChildStartInfo("printf", ["%s|", .. arguments]) { StandardOutput = ChildStdio.Pipe };
        using var child = ChildProcess.Start(info);
        using var reader = new StreamReader(child.StandardOutput!);
        Assert.Equal(string.Concat(arguments.Select(argument => argument + "|")), await reader.ReadToEndAsync());
        Assert.Equal(0, child.Join().ExitCode);
    }

    [Fact]
    public async Task EnvironmentIsAddedToRemovedFromAndCleared()
    {
        Environment.SetEnvironmentVariable("ZG_KEPT", "kept");
        Environment.SetEnvironmentVariable("ZG_GONE", "there");
        try
        {
            const string Script = "echo ${ZG_KEPT-none} ${ZG_GONE-none} ${ZG_NEW-none}";
            Assert.Equal("kept there none\n", await Started.Prints(Script, _ => { }));
            Assert.Equal("other none a=b\n", await Started.Prints(Script, info =>
            {
                info.Environment["ZG_KEPT"] = "other";
                info.Environment["ZG_GONE"] = null;
                info.Environment["ZG_NEW"] = "a=b";
            }));
            Assert.Equal("none none new\n", await Started.Prints(Script, info =>
            {
                info.ClearEnvironment = true;
                info.Environment["ZG_NEW"] = "new";
            }));
        }
        finally
        {
            Environment.SetEnvironmentVariable("ZG_KEPT", null);
            Environment.SetEnvironmentVariable("ZG_GONE", null);
        }
    }

    /// <summary>The program and the files are looked for from here, not from the child's directory.</summary>
    [Fact]
    public async Task WorkingDirectoryIsTheChildsAlone()
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-cwd-");
        var here = Environment.CurrentDirectory;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "there"));
            var program = Path.Combine(folder.FullName, "program");
            await File.WriteAllTextAsync(program, "#!/bin/sh\npwd\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Environment.CurrentDirectory = folder.FullName;
            var info = new ChildStartInfo("./program") { WorkingDirectory = "there", StandardOutput = ChildStdio.WriteTo("out") };
            Assert.Equal(0, ChildProcess.Start(info).Join().ExitCode);
            Assert.Equal(Path.Combine(folder.FullName, "there") + "\n", await File.ReadAllTextAsync("out"));
        }
        finally
        {
            Environment.CurrentDirectory = here;
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The kernel's way, not the spelling's: what is above a symbolic link is above its target.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PathsAreTheKernels(bool isAbsolute)
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-start-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "target", "inner"));
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), Path.Combine(folder.FullName, "target", "inner"));
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "target", "shell"), "/bin/sh");
            var start = isAbsolute ? folder.FullName : Path.GetRelativePath(Environment.CurrentDirectory, folder.FullName);
            Assert.Equal(4, ChildProcess.Start(start + "/link/../shell", ["-c", "exit 4"]).Join().ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The runtime ignores SIGPIPE, and what Process starts inherits that; ours does not. Nothing is blocked. What the user wants ignored,
    /// as by nohup, stays so.
    /// </summary>
    [Fact]
    [Trait("Scenario", "S13")]
    public async Task SignalsAreAsAProgramExpectsThem()
    {
        const string Script = "grep -E 'SigBlk|SigIgn' /proc/self/status";
        var before = RawChild.signal(1, 1);
        try
        {
            var masks = (await Started.Prints(Script, _ => { })).Split('\n')
                .Where(line => line.Length > 0)
                .Select(line => ulong.Parse(line.Split('\t')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                .ToList();
            Assert.Equal(0UL, masks[0]);
            Assert.Equal((1UL, 0UL, 0UL), (masks[1] & 1, masks[1] & (1UL << 12), masks[1] & (1UL << 16)));
        }
        finally
        {
            RawChild.signal(1, before);
        }

        Assert.Equal(13, Started.Shell("kill -PIPE $$; exit 1").Join().TerminatingSignal);
    }

    [Fact]
    public async Task GroupAndSessionAreOwnWhereAskedFor()
    {
        var ours = RawChild.Ids(Environment.ProcessId)!.Value;
        foreach (var (settings, ownGroup, ownSession) in new (Action<ChildStartInfo>, bool, bool)[]
        {
            (_ => { }, false, false),
            (info => info.OwnGroup = true, true, false),
            (info => info.OwnSession = true, true, true),
            (info => info.OwnGroup = info.OwnSession = true, true, true),
        })
        {
            var info = new ChildStartInfo("sleep", "1000");
            settings(info);
            var child = ChildProcess.Start(info);
            var ids = RawChild.Ids(child.Pid)!.Value;
            Assert.Equal(ownGroup ? child.Pid : ours.Group, ids.Group);
            Assert.Equal(ownSession ? child.Pid : ours.Session, ids.Session);
            child.Kill();
            await Started.End(child);
        }
    }

    /// <summary>A program is found in PATH as .NET has it, the first that can be run.</summary>
    [Fact]
    public void ProgramIsFoundInPath()
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-path-");
        var path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            foreach (var (name, code, mode) in new[]
            {
                ("a", 1, UnixFileMode.UserRead),
                ("b", 2, UnixFileMode.UserRead | UnixFileMode.UserExecute),
                ("c", 3, UnixFileMode.UserRead | UnixFileMode.UserExecute),
            })
            {
                var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.FullName, name)).FullName, "zg-program");
                File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"#!/bin/sh\nexit {code}\n"));
                File.SetUnixFileMode(file, mode);
            }

            Directory.CreateDirectory(Path.Combine(folder.FullName, "d", "zg-program"));
            Environment.SetEnvironmentVariable("PATH", string.Join(':', new[] { "d", "none", "a", "b", "c" }.Select(name => Path.Combine(folder.FullName, name))));
            Assert.Equal(2, ChildProcess.Start("zg-program").Join().ExitCode);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
            folder.Delete(recursive: true);
        }
    }

    /// <summary>All 256 codes and all signals that kill, one by one, in both conventions.</summary>
    [Theory]
    [Trait("Scenario", "S10")]
    [Trait("Scenario", "S11")]
    [MemberData(nameof(Ways))]
    public async Task EveryCodeAndSignalIsExact(int way)
    {
        var codes = Enumerable.Range(0, 256).Select(code => Started.Shell($"exit {code}", way)).ToList();
        for (var code = 0; code < codes.Count; code++)
        {
            var exit = await Started.End(codes[code]);
            Assert.Equal((code, code, code, null), (exit.ExitCode, exit.ShellExitCode, exit.PythonExitCode, exit.TerminatingSignal));
        }

        // What this process ignores its children ignore, too: SIGINT and SIGQUIT in a shell's background job.
        foreach (var signal in Enumerable.Range(1, 64).Except([17, 18, 19, 20, 21, 22, 23, 28, 32, 33]))
        {
            var script = $"ulimit -c 0; kill -{signal} $$; sleep 1000";
            var exit = await Started.End(Started.By(way, new ChildStartInfo("env", "--default-signal", "sh", "-c", script)));
            Assert.Equal((signal, 128 + signal, -signal, null), (exit.TerminatingSignal, exit.ShellExitCode, exit.PythonExitCode, exit.ExitCode));
            Assert.False(exit.Status!.Value.IsCoreDumped);
        }
    }

    /// <summary>The core flag is the one that a plain wait sees, whatever this machine does with cores.</summary>
    [Theory]
    [Trait("Scenario", "S11")]
    [MemberData(nameof(Ways))]
    public async Task CoreFlagIsKept(int way)
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-core-");
        var script = $"cd {folder.FullName}; ulimit -c unlimited; kill -ABRT $$; sleep 1000";
        var (_, raw) = RawChild.Wait(RawChild.Shell(script));
        Assert.Equal(6, raw & 0x7f);
        Assert.Equal(raw, (await Started.End(Started.Shell(script, way))).Status!.Value.Raw);
        folder.Delete(recursive: true);
    }

    /// <summary>An empty entry of PATH is looked into before the program is found, and names a folder that is gone.</summary>
    [Fact]
    public void WorkingDirectoryThatIsGone()
    {
        var (folder, path) = (Environment.CurrentDirectory, Environment.GetEnvironmentVariable("PATH"));
        var gone = Directory.CreateTempSubdirectory("zombieguard-gone-");
        try
        {
            Environment.CurrentDirectory = gone.FullName;
            gone.Delete();
            Environment.SetEnvironmentVariable("PATH", $":{path}");
            Assert.Equal(0, ChildProcess.Start("true").Join().ExitCode);
            Assert.Equal(0, ChildProcess.Start(new ChildStartInfo("true") { WorkingDirectory = "/" }).Join().ExitCode);
            Assert.Equal(2, Assert.Throws<ChildStartException>(() => ChildProcess.Start("./true")).NativeErrorCode);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
            Environment.CurrentDirectory = folder;
        }
    }

    /// <summary>A named pipe is opened when somebody writes: that must be able to be another child, also while unowned children are reaped.</summary>
    [Fact]
    public async Task StartThatWaitsForAnother()
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-fifo-");
        var fifo = Path.Combine(folder.FullName, "fifo");
        ChildProcess.Start("mkfifo", [fifo]).Join();
        using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { MinimumAge = TimeSpan.Zero });
        var reader = Task.Factory.StartNew(
            () => ChildProcess.Start(new ChildStartInfo("cat") { StandardInput = ChildStdio.ReadFrom(fifo), StandardOutput = ChildStdio.Null }).Join(),
            TaskCreationOptions.LongRunning);
        RawChild.Exits(0);
        Assert.True(Until.True(() => reaper.ReapedCount == 1));
        var writer = Task.Factory.StartNew(
            () => ChildProcess.Start("sh", ["-c", "echo hello > \"$0\"", fifo]).Join(), TaskCreationOptions.LongRunning);
        Assert.Equal(0, (await writer.WaitAsync(Until.Deadline)).ExitCode);
        Assert.Equal(0, (await reader.WaitAsync(Until.Deadline)).ExitCode);
        folder.Delete(recursive: true);
    }

    /// <summary>Interrupted when the child is there and not taken on yet: it is taken on, and the next call that blocks is interrupted.</summary>
    [Fact]
    public void InterruptedStartLeavesNoZombie()
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-interrupt-");
        var fifo = Path.Combine(folder.FullName, "fifo");
        ChildProcess.Start("mkfifo", [fifo]).Join();
        ChildProcess? child = null;
        var isInterrupted = false;
        var starter = new Thread(() =>
        {
            try
            {
                // Opened before the spawn, and as soon as somebody writes.
                child = ChildProcess.Start(new ChildStartInfo("cat") { StandardInput = ChildStdio.ReadFrom(fifo), StandardOutput = ChildStdio.Null });
                Thread.Sleep(Until.Deadline);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        })
        {
            IsBackground = true,
        };
        starter.Start();
        Assert.True(Until.True(() =>
        {
            lock (ChildReaper.Shared.Gate)
            {
                // Refused until there is a reader, which does not need the gate again before it has spawned.
                var writer = Fcntl.open(fifo, Fcntl.O_WRONLY | Fcntl.O_NONBLOCK | Fcntl.O_CLOEXEC, 0);
                if (writer < 0)
                {
                    return false;
                }

                Unistd.close(writer);
                Assert.True(Until.True(() => (starter.ThreadState & ThreadState.WaitSleepJoin) != 0));
                starter.Interrupt();
                return true;
            }
        }));
        Assert.True(starter.Join(Until.Deadline) && isInterrupted);
        Assert.NotNull(child);
        Assert.True(child.Join(Until.Deadline));
        Assert.Equal(0, child.Exit!.Value.ExitCode);
        folder.Delete(recursive: true);
    }
}

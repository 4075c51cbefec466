using System;
using System.ComponentModel;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>What cannot be started says why, and leaves no child behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zombieguard-bad-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(RawChild.Zombies());
    }

    [Fact]
    public void MissingProgram()
    {
        AssertFails(2, "no folder of PATH has such a program", new ChildStartInfo("zg-no-such-program"));
        AssertFails(2, "No such file or directory", new ChildStartInfo("/no/such/program"));
        AssertFails(2, "No such file or directory", new ChildStartInfo("./no-such-program"));
        AssertFails(20, "Not a directory", new ChildStartInfo("/dev/null/program"));
    }

    [Fact]
    public void ProgramThatCannotBeRun()
    {
        AssertFails(13, "Permission denied", new ChildStartInfo(Program("plain", "#!/bin/sh\n", isExecutable: false)));
        AssertFails(13, "is a directory", new ChildStartInfo(_folder));
        AssertFails(2, "what runs it is not", new ChildStartInfo(Program("script", "#!/no/such/interpreter\n")));
        AssertFails(8, "no #! line", new ChildStartInfo(Program("text", "exit 0\n")));
    }

    [Fact]
    public void WorkingDirectoryThatIsNone()
    {
        AssertFails(2, "no working directory '/no/such/folder'", new ChildStartInfo("true") { WorkingDirectory = "/no/such/folder" });
        AssertFails(20, "no working directory", new ChildStartInfo("true") { WorkingDirectory = Program("file", "") });
        AssertFails(2, "no working directory ''", new ChildStartInfo("true") { WorkingDirectory = "" });
    }

    [Fact]
    public void FileThatCannotBeOpened()
    {
        AssertFails(2, "/no/such/file cannot be opened", new ChildStartInfo("true") { StandardInput = ChildStdio.ReadFrom("/no/such/file") });
        AssertFails(21, "Is a directory", new ChildStartInfo("true") { StandardError = ChildStdio.AppendTo(_folder) });
    }

    [Fact]
    public void ArgumentsThatAreTooLarge()
    {
        var info = new ChildStartInfo("true");
        info.Environment["ZG_LARGE"] = new string('x', 200_000);
        AssertFails(7, "too large", info);

        // A large environment that the kernel still takes.
        info = new ChildStartInfo("sh", "-c", "exit ${#ZG_7}");
        for (var i = 0; i < 10; i++)
        {
            info.Environment[$"ZG_{i}"] = new string('x', i == 7 ? 200 : 100_000);
        }

        Assert.Equal(200, ChildProcess.Start(info).Join().ExitCode);
    }

    [Fact]
    public void StringsThatTheKernelWouldCut()
    {
        Assert.Throws<ArgumentException>("FileName", () => ChildProcess.Start("tr\0ue"));
        Assert.Throws<ArgumentException>("Arguments", () => ChildProcess.Start("true", ["a\0b"]));
        Assert.Throws<ArgumentException>("Arguments", () => ChildProcess.Start("true", [null!]));
        Assert.Throws<ArgumentException>("WorkingDirectory", () => ChildProcess.Start(new ChildStartInfo("true") { WorkingDirectory = "/\0" }));
        foreach (var (name, value) in new[] { ("", "v"), ("a=b", "v"), ("a\0b", "v"), ("a\0b", null), ("a", "v\0") })
        {
            var info = new ChildStartInfo("true");
            info.Environment[name] = value;
            Assert.Throws<ArgumentException>("Environment", () => ChildProcess.Start(info));
        }
    }

    [Fact]
    public void NothingToStart()
    {
        Assert.Throws<ArgumentNullException>("startInfo", () => ChildProcess.Start((ChildStartInfo)null!));
        Assert.Throws<ArgumentNullException>("fileName", () => new ChildStartInfo(null!));
        Assert.Throws<ArgumentException>("fileName", () => new ChildStartInfo(""));
        Assert.Throws<ArgumentNullException>("arguments", () => new ChildStartInfo("true", null!));
        Assert.Throws<ArgumentException>("FileName", () => ChildProcess.Start(new ChildStartInfo("true") { FileName = null! }));
        Assert.Throws<ArgumentException>("path", () => ChildStdio.ReadFrom(""));
        Assert.Throws<ArgumentException>("path", () => ChildStdio.WriteTo("a\0b"));
        Assert.Throws<ArgumentNullException>("StandardInput", () => new ChildStartInfo("true") { StandardInput = null! });
        Assert.Throws<ArgumentNullException>("handle", () => ChildStdio.From(null!));
        foreach (var extent in new[] { 0, -1, 65536 })
        {
            Assert.Throws<ArgumentOutOfRangeException>("TerminalColumns", () => new ChildStartInfo("true") { TerminalColumns = extent });
            Assert.Throws<ArgumentOutOfRangeException>("TerminalRows", () => new ChildStartInfo("true") { TerminalRows = extent });
        }
    }

    [Fact]
    public void HandleThatIsClosed()
    {
        var handle = File.OpenHandle("/dev/null");
        handle.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ChildProcess.Start(new ChildStartInfo("true") { StandardInput = ChildStdio.From(handle) }));
    }

    [Fact]
    public async Task TimesThatAreNone()
    {
        var child = Started.Sleeps();
        foreach (var time in new[] { TimeSpan.FromTicks(-1), TimeSpan.MaxValue, TimeSpan.FromDays(25) })
        {
            Assert.Throws<ArgumentOutOfRangeException>("timeout", () => child.Join(time));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>("timeout", () => child.JoinAsync(time));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>("grace", () => child.StopAsync(time));
        }

        Assert.False(child.Join(TimeSpan.Zero));
        Assert.False(child.Join(TimeSpan.FromMilliseconds(1)));
        Assert.False(await child.JoinAsync(TimeSpan.Zero));
        Assert.False(await child.JoinAsync(TimeSpan.FromMilliseconds(1)));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => child.JoinAsync(stopped.Token));
        Assert.True(child.IsAlive);
        child.Kill();
        Assert.True(await child.JoinAsync(Timeout.InfiniteTimeSpan).WaitAsync(Until.Deadline));
    }

    private static void AssertFails(int error, string words, ChildStartInfo info)
    {
        var failure = Assert.Throws<ChildStartException>(() => ChildProcess.Start(info));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Cannot start '{info.FileName}': ", failure.Message, StringComparison.Ordinal);
        Assert.Equal((error, info.FileName, false), (failure.NativeErrorCode, failure.FileName, failure.IsTransient));
        Assert.IsAssignableFrom<Win32Exception>(failure);
    }

    private string Program(string name, string text, bool isExecutable = true)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | (isExecutable ? UnixFileMode.UserExecute : 0));
        return file;
    }
}

using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.Runtime.Tests.Starting;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Daemons;

/// <summary>A file with a pid, and the lock that says whether to believe it.</summary>
[Trait("Scenario", "S5")]
public sealed class PidFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zombieguard-pid-").FullName;

    private string Pid => Path.Combine(_folder, "pid");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(RawChild.Zombies());
    }

    [Fact]
    public async Task HeldFileIsReadByOthers()
    {
        using (var file = PidFile.Acquire(Pid))
        {
            Assert.Equal($"{Environment.ProcessId}\n", await File.ReadAllTextAsync(Pid));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(Pid));
            await Assert.ThrowsAsync<IOException>(() => Task.Run(() => PidFile.Acquire(Pid)));
            Assert.True(PidFile.TryReadOwner(Pid, out var own));
            Assert.Equal(Environment.ProcessId, own);

            // Reading it took nothing from the lock.
            Assert.True(PidFile.TryReadOwner(Pid, out _));
            Assert.NotNull(file);
        }

        Assert.False(File.Exists(Pid));
        Assert.False(PidFile.TryReadOwner(Pid, out var none));
        Assert.Equal(0, none);
    }

    [Theory]
    [InlineData("disposed", false)]
    [InlineData("returned", false)]
    [InlineData("exit", false)]
    [InlineData("killed", true)]
    public async Task HolderThatEnds(string how, bool isLeft)
    {
        using var holder = await Holder.Start(Pid, how);
        Assert.Equal($"{holder.Pid}\n", await File.ReadAllTextAsync(Pid));
        Assert.True(PidFile.TryReadOwner(Pid, out var owner));
        Assert.Equal(holder.Pid, owner);
        var held = Assert.Throws<IOException>(() => PidFile.Acquire(Pid));
        Assert.Equal($"'{Pid}' is held by process {holder.Pid}.", held.Message);

        await holder.End();
        Assert.Equal(isLeft, File.Exists(Pid));
        Assert.False(PidFile.TryReadOwner(Pid, out _));
        using var next = PidFile.Acquire(Pid);
        Assert.Equal($"{Environment.ProcessId}\n", await File.ReadAllTextAsync(Pid));
    }

    [Fact]
    public async Task ChildOfTheHolderHoldsNothing()
    {
        using var holder = await Holder.Start(Pid, "sleeping-child");
        await holder.End();
        try
        {
            Assert.False(Started.IsEmpty(holder.Pid));
            PidFile.Acquire(Pid).Dispose();
        }
        finally
        {
            RawChild.kill(-holder.Pid, RawChild.SIGKILL);
        }

        Assert.True(Until.True(() => Started.IsEmpty(holder.Pid)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no number\n")]
    [InlineData("-5")]
    [InlineData("1")]
    [InlineData("99999999999999999999999999999999999999999999999999")]
    public void WhatNobodyHoldsIsTakenOver(string text)
    {
        File.WriteAllText(Pid, text);
        Assert.False(PidFile.TryReadOwner(Pid, out var owner));
        Assert.Equal(0, owner);
        using var file = PidFile.Acquire(Pid);
        Assert.Equal($"{Environment.ProcessId}\n", File.ReadAllText(Pid));
    }

    [Fact]
    public void WrittenOverWhileHeld()
    {
        using var file = PidFile.Acquire(Pid);
        File.WriteAllText(Pid, "garbage");
        Assert.True(PidFile.TryReadOwner(Pid, out var owner));
        Assert.Equal(0, owner);
        Assert.Contains("is held by another process", Assert.Throws<IOException>(() => PidFile.Acquire(Pid)).Message, StringComparison.Ordinal);
    }

    /// <summary>What is there by this name is not what was locked: it is another's, and stays.</summary>
    [Fact]
    public void FileOfAnotherIsNotRemoved()
    {
        var file = PidFile.Acquire(Pid);
        File.Delete(Pid);
        using (var next = PidFile.Acquire(Pid))
        {
            file.Dispose();
            Assert.True(File.Exists(Pid));
            Assert.True(PidFile.TryReadOwner(Pid, out _));
            next.Dispose();
            Assert.False(File.Exists(Pid));
        }

        file = PidFile.Acquire(Pid);
        File.Delete(Pid);
        file.Dispose();
        file.Dispose();
        file = PidFile.Acquire(Path.GetRelativePath(Environment.CurrentDirectory, Pid));
        file.Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task PathThatCannotBe()
    {
        Assert.Throws<ArgumentNullException>("path", () => PidFile.Acquire(null!));
        Assert.Throws<ArgumentException>("path", () => PidFile.Acquire(""));
        Assert.Throws<ArgumentException>("path", () => PidFile.Acquire("a\0b"));
        Assert.Throws<ArgumentException>("path", () => PidFile.TryReadOwner("", out _));
        Assert.Throws<DirectoryNotFoundException>(() => PidFile.Acquire(Path.Combine(_folder, "none", "pid")));
        Assert.False(PidFile.TryReadOwner(Path.Combine(_folder, "none", "pid"), out _));
        Assert.Throws<IOException>(() => PidFile.Acquire(_folder));
        Assert.Throws<IOException>(() => PidFile.Acquire("/dev/null"));
        Assert.False(PidFile.TryReadOwner(_folder, out _));

        // Below a file that is no folder.
        Assert.ThrowsAny<IOException>(() => PidFile.Acquire("/dev/null/pid"));

        // Neither the target of a link, which somebody else may have chosen, nor a pipe is written to.
        var target = Path.Combine(_folder, "target");
        File.CreateSymbolicLink(Pid, target);
        Assert.Throws<IOException>(() => PidFile.Acquire(Pid));
        Assert.False(File.Exists(target));
        await File.WriteAllTextAsync(target, "precious");
        Assert.Throws<IOException>(() => PidFile.Acquire(Pid));
        Assert.Equal("precious", await File.ReadAllTextAsync(target));
        File.Delete(Pid);
        (await Child.RunAsync("mkfifo", [Pid])).Succeeds();
        Assert.Throws<IOException>(() => PidFile.Acquire(Pid));
        Assert.False(PidFile.TryReadOwner(Pid, out _));
    }

    [Fact]
    public async Task DiskThatIsFull()
    {
        if (Environment.IsPrivilegedProcess)
        {
            (await Child.RunsBelow(
                ["unshare", "--mount", "sh", "-c", $"mount -t tmpfs -o size=64k none '{_folder}' && exec \"$@\"", "sh"], "pid-file-on-full-disk", _folder))
            .Succeeds().Says("full=True", "refused=IOException", "left=False", "after=True");
        }
    }

    /// <summary>Whoever has it has it alone, however the file comes and goes.</summary>
    [Fact]
    public async Task RaceForTheFile()
    {
        var endings = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Child.Runs("pid-file-race", "200", Pid)));
        Assert.All(endings, ending => Assert.Equal(
            ("200", "", ""), (ending.Succeeds()["won"], ending["two_holders"], ending["wrong_owner"])));
        Assert.NotEqual(0, endings.Sum(ending => ending.Count("lost")));
        Assert.False(File.Exists(Pid));
    }

    /// <summary>A program that holds the file until it is told to end.</summary>
    private sealed class Holder : IDisposable
    {
        private readonly ChildProcess _child;
        private readonly StreamReader _output;

        private Holder(string path, string how)
        {
            _child = ChildProcess.Start(new ChildStartInfo(Child.Dotnet, "exec", Child.Program("net10.0"), "pid-file", path, how)
            {
                StandardInput = ChildStdio.Pipe,
                StandardOutput = ChildStdio.Pipe,
                OwnGroup = true,
            });
            _output = new StreamReader(_child.StandardOutput!);
        }

        internal int Pid => _child.Pid;

        internal static async Task<Holder> Start(string path, string how)
        {
            var holder = new Holder(path, how);
            Assert.Equal("held", await holder._output.ReadLineAsync().WaitAsync(Until.Deadline));
            return holder;
        }

        internal async Task End()
        {
            await _child.StandardInput!.DisposeAsync();
            await _child.Completion.WaitAsync(Until.Deadline);
        }

        public void Dispose()
        {
            _child.Kill();
            _child.Join();
            _child.Dispose();
            _output.Dispose();
        }
    }
}

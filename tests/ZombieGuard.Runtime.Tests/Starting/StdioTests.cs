using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>Where standard input comes from, and where output and error go.</summary>
public sealed class StdioTests
{
    [Fact]
    public async Task PipesCarryAllThreeStreams()
    {
        using var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", "cat; echo error >&2; exit 4")
        {
            StandardInput = ChildStdio.Pipe,
            StandardOutput = ChildStdio.Pipe,
            StandardError = ChildStdio.Pipe,
        });
        var output = Read(child.StandardOutput!);
        var error = Read(child.StandardError!);

        // More than a pipe holds, both ways at once.
        var sent = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number}\n"));
        await child.StandardInput!.WriteAsync(Encoding.UTF8.GetBytes(sent));
        child.StandardInput.Dispose();
        Assert.Equal(sent, await output);
        Assert.Equal("error\n", await error);
        Assert.Equal(4, (await Started.End(child)).ExitCode);
    }

    [Fact]
    public void StreamsThatAreNoPipesAreNull()
    {
        var child = ChildProcess.Start(new ChildStartInfo("true") { StandardInput = ChildStdio.Null, StandardOutput = ChildStdio.Null });
        Assert.Equal((null, null, null, null), (child.StandardInput, child.StandardOutput, child.StandardError, child.Terminal));
        child.Join();
    }

    [Fact]
    public async Task NullDeviceIsEmptyAndSwallows()
    {
        var info = new ChildStartInfo("sh", "-c", "echo lost; read line || exit 7") { StandardInput = ChildStdio.Null, StandardOutput = ChildStdio.Null };
        Assert.Equal(7, (await Started.End(ChildProcess.Start(info))).ExitCode);

        info = new ChildStartInfo("sleep", "1000") { StandardInput = ChildStdio.Null, StandardOutput = ChildStdio.Null, StandardError = ChildStdio.Null };
        var child = ChildProcess.Start(info);
        Assert.Superset(new HashSet<string> { "0 null", "1 null", "2 null" }, Links(child.Pid).ToHashSet());
        child.Kill();
        await Started.End(child);
    }

    [Fact]
    public async Task FilesAreReadWrittenAndAppendedTo()
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-files-");
        var (source, target, log) = (Path.Combine(folder.FullName, "in"), Path.Combine(folder.FullName, "out"), Path.Combine(folder.FullName, "log"));
        await File.WriteAllTextAsync(source, "line\n");
        await File.WriteAllTextAsync(target, "longer than what comes\n");
        await File.WriteAllTextAsync(log, "old\n");

        ChildProcess.Start(new ChildStartInfo("cat") { StandardInput = ChildStdio.ReadFrom(source), StandardOutput = ChildStdio.WriteTo(target) }).Join();
        Assert.Equal("line\n", await File.ReadAllTextAsync(target));

        // Two that write to one file at once, by output and error.
        var shared = ChildStdio.AppendTo(log);
        var writers = Enumerable.Range(0, 2)
            .Select(_ => ChildProcess.Start(new ChildStartInfo("sh", "-c", "for i in 1 2 3 4 5; do echo o; echo e >&2; done")
            {
                StandardOutput = shared,
                StandardError = shared,
            })).ToList();
        writers.ForEach(writer => writer.Join());
        Assert.Equal("eeeeeeeeeeooooooooooold", string.Concat((await File.ReadAllLinesAsync(log)).Order(StringComparer.Ordinal)));
        folder.Delete(recursive: true);
    }

    /// <summary>Output of one is input of the next, and the reader sees the end when the writer ends: we keep no copy of its end.</summary>
    [Fact]
    public async Task ChildrenAreConnectedByAPipe()
    {
        using var first = ChildProcess.Start(new ChildStartInfo("echo", "hello") { StandardOutput = ChildStdio.Pipe });
        var handle = ((System.IO.Pipes.PipeStream)first.StandardOutput!).SafePipeHandle;
        using var second = ChildProcess.Start(new ChildStartInfo("tr", "a-z", "A-Z") { StandardInput = ChildStdio.From(handle), StandardOutput = ChildStdio.Pipe });
        first.StandardOutput!.Dispose();
        Assert.Equal("HELLO\n", await Read(second.StandardOutput!));
        Assert.Equal((0, 0), (first.Join().ExitCode, second.Join().ExitCode));
    }

    /// <summary>The end of the child is not the end of its output, and the wait is for the child.</summary>
    [Fact]
    public async Task GrandchildThatHoldsThePipeHoldsUpNoJoin()
    {
        using var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", "sleep 1000 & echo $!") { StandardOutput = ChildStdio.Pipe });
        using var reader = new StreamReader(child.StandardOutput!);
        var grandchild = int.Parse((await reader.ReadLineAsync())!);
        Assert.True(child.Join(Until.Deadline));

        var rest = reader.ReadToEndAsync();
        Assert.False(rest.IsCompleted);
        RawChild.kill(grandchild, RawChild.SIGKILL);
        Assert.Equal("", await rest.WaitAsync(Until.Deadline));
    }

    /// <summary>A read that waits holds no thread and can be cancelled.</summary>
    [Fact]
    public async Task ReadCanBeCancelled()
    {
        using var child = ChildProcess.Start(new ChildStartInfo("sleep", "1000") { StandardOutput = ChildStdio.Pipe });
        using var stop = new CancellationTokenSource();
        var read = child.StandardOutput!.ReadAsync(new byte[1], stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Until.Deadline));
        child.Kill();
        await Started.End(child);
    }

    [Fact]
    public async Task WritingToAChildThatHasClosedItsInputFails()
    {
        using var child = ChildProcess.Start(new ChildStartInfo("sleep", "1000") { StandardInput = ChildStdio.Pipe });
        child.Kill();
        await Started.End(child);
        Assert.Throws<IOException>(() => child.StandardInput!.Write("x"u8));
    }

    /// <summary>Neither our ends nor another child's are in a child: its input ends when we close it.</summary>
    [Fact]
    public async Task OtherChildrenHoldNoEndOfThePipe()
    {
        using var child = ChildProcess.Start(new ChildStartInfo("cat") { StandardInput = ChildStdio.Pipe, StandardOutput = ChildStdio.Pipe });
        var others = Enumerable.Range(0, 5).Select(_ => Started.Sleeps()).ToList();
        child.StandardInput!.Dispose();
        Assert.Equal(0, (await Started.End(child)).ExitCode);

        // What the tests' own starter left open is in every child; ours adds nothing to it.
        var raw = RawChild.Sleeps();
        Assert.Equal(Links(raw), Links(others[^1].Pid));
        RawChild.kill(raw, RawChild.SIGKILL);
        RawChild.Wait(raw);
        others.ForEach(other => other.Kill());
        others.ForEach(other => other.Join());
    }

    /// <summary>Disposed, the child runs on, is waited for, and its descriptors are closed; also where the start fails.</summary>
    [Fact]
    public async Task NoDescriptorIsLeft()
    {
        await Started.Prints("true", _ => { });
        var before = Started.Descriptors();
        var all = new ChildStartInfo("sh", "-c", "cat; exit 5")
        {
            StandardInput = ChildStdio.Pipe,
            StandardOutput = ChildStdio.Pipe,
            StandardError = ChildStdio.Pipe,
        };
        for (var i = 0; i < 20; i++)
        {
            var child = ChildProcess.Start(all);
            child.Dispose();
            child.Dispose();
            Assert.Equal(5, (await Started.End(child)).ExitCode);
            Assert.Throws<ChildStartException>(() => ChildProcess.Start(new ChildStartInfo("/no/such/program")
            {
                StandardInput = ChildStdio.Pipe,
                StandardOutput = ChildStdio.Pipe,
                UseTerminal = true,
            }));
            Assert.Throws<ChildStartException>(() => ChildProcess.Start(new ChildStartInfo("true")
            {
                StandardInput = ChildStdio.Pipe,
                StandardOutput = ChildStdio.WriteTo("/no/such/folder/file"),
            }));
        }

        Assert.Equal(before, Started.Descriptors());
    }

    /// <summary>Once it sleeps, and has no file of its libraries open.</summary>
    private static string[] Links(int pid) => !Until.True(() => RawChild.Stat(pid)?.State == 'S') ? [] :
    [
        .. Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
            .Select(fd => $"{Path.GetFileName(fd)} {File.ResolveLinkTarget(fd, false)?.Name}")
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<string> Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().WaitAsync(Until.Deadline);
    }
}

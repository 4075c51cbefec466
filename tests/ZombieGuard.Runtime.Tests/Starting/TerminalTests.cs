using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using ZombieGuard.TestChild;

namespace ZombieGuard.Runtime.Tests.Starting;

/// <summary>A child on a pseudo-terminal of its own, without fork.</summary>
public sealed class TerminalTests
{
    /// <summary>The terminal is the child's controlling one, not merely its streams: what forkpty is used for.</summary>
    [Fact]
    [Trait("Scenario", "S1")]
    public async Task TerminalIsTheControllingOne()
    {
        using var child = On("tty; tty <&1; tty <&2; ps -o tty=,sid=,pgid=,tpgid= -p $$; echo to-tty > /dev/tty; stty size");
        var lines = (await Output(child)).Split("\r\n");
        Assert.StartsWith("/dev/pts/", lines[0], StringComparison.Ordinal);
        Assert.Equal((lines[0], lines[0]), (lines[1], lines[2]));
        var ps = lines[3].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([lines[0]["/dev/".Length..], $"{child.Pid}", $"{child.Pid}"], ps[..3]);
        Assert.Equal("to-tty", lines[4]);
        Assert.Equal("24 80", lines[5]);
        Assert.Equal(0, (await Started.End(child)).ExitCode);
    }

    [Fact]
    public async Task TerminalIsReadAndWrittenAtOnce()
    {
        using var child = On("echo go; read line; echo \"got $line\"");
        var output = new Reading(child.Terminal!);
        await output.Until("go\r\n");

        // A read that waits does not hold up the write.
        var read = output.Until("got hello\r\n");
        await child.Terminal!.WriteAsync("hello\n"u8.ToArray());
        await read;
        Assert.Equal("go\r\nhello\r\ngot hello\r\n", output.Text);
        Assert.Equal(0, await child.Terminal.ReadAsync(new byte[1]));
        Assert.Equal(0, child.Terminal.Read(new byte[1]));
        await Started.End(child);
    }

    [Fact]
    public async Task SizeIsTheOneAskedForAndFollows()
    {
        using var child = On(
            "stty size; trap 'stty size; exit 0' WINCH; echo ready; while kill -0 $PPID; do sleep 0.01; done",
            info => (info.TerminalColumns, info.TerminalRows) = (132, 50));
        var output = new Reading(child.Terminal!);
        await output.Until("50 132\r\nready\r\n");
        child.ResizeTerminal(100, 30);
        await output.Until("30 100\r\n");
        Assert.Equal(0, (await Started.End(child)).ExitCode);
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => child.ResizeTerminal(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => child.ResizeTerminal(1, 65536));
    }

    /// <summary>An interactive shell has job control: it has a foreground group, Ctrl-Z stops it, Ctrl-C interrupts it.</summary>
    [Fact]
    public async Task JobControlWorks()
    {
        using var child = ChildProcess.Start(new ChildStartInfo("bash", "--norc", "--noediting", "-i")
        {
            UseTerminal = true,
            Environment = { ["PS1"] = "ready> ", ["HISTFILE"] = null },
        });
        var output = new Reading(child.Terminal!);
        await output.Until("ready> ");
        await Type("sh -c 'echo started; exec sleep 1000'\n");
        await output.Until("started\r\n");
        await Type("\u001a");
        await output.Until("Stopped");
        await output.Until("ready> ");
        await Type("fg\n");
        Assert.True(Until.True(() => RawChild.Ids(child.Pid)?.Foreground != child.Pid));
        await Type("\u0003");
        await output.Until("^C");
        await output.Until("ready> ");
        await Type("echo $((6*7)); exit 5\n");
        await output.Until("42\r\n");
        Assert.Equal(5, (await Started.End(child)).ExitCode);

        Task Type(string keys) => child.Terminal!.WriteAsync(Encoding.ASCII.GetBytes(keys)).AsTask();
    }

    /// <summary>Also where this program ignores what is typed and hung up, as below nohup or in a shell's background job; SIGUSR1 is another matter.</summary>
    [Fact]
    public async Task IgnoredSignalsOfATerminalWorkOnIt() =>
        (await Child.RunsBelow(["env", "--default-signal", "--ignore-signal=HUP,INT,QUIT,TSTP,TTIN,TTOU,USR1"], "terminal-signals")).Succeeds()
            .Says("on_terminal=1", "in_session=7");

    /// <summary>Ctrl-D ends the input, as for everything that is typed.</summary>
    [Fact]
    public async Task EndOfInputIsTyped()
    {
        using var child = On("cat; echo end");
        child.Terminal!.Write("a\n\u0004"u8);
        Assert.EndsWith("a\r\nend\r\n", await Output(child), StringComparison.Ordinal);
    }

    /// <summary>Closed while the child lives, the terminal hangs up on its session.</summary>
    [Fact]
    public async Task DisposedTerminalHangsUp()
    {
        var child = On("echo ready; sleep 1000");
        await new Reading(child.Terminal!).Until("ready\r\n");
        var read = child.Terminal!.ReadAsync(new byte[1]).AsTask();
        child.Dispose();
        Assert.Equal(1, (await Started.End(child)).TerminatingSignal);
        await Assert.ThrowsAnyAsync<Exception>(() => read.WaitAsync(Until.Deadline));
        Assert.Throws<ObjectDisposedException>(() => child.ResizeTerminal(1, 1));
    }

    /// <summary>A stream with a place of its own keeps it; the terminal is there all the same.</summary>
    [Fact]
    public async Task SingleStreamsCanBeElsewhere()
    {
        using var child = On("tty; echo to-tty > /dev/tty", info => info.StandardOutput = ChildStdio.Pipe);
        var output = Output(child);
        Assert.StartsWith("/dev/pts/", await new StreamReader(child.StandardOutput!).ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal("to-tty\r\n", await output);
    }

    [Fact]
    public async Task ReadCanBeCancelled()
    {
        using var child = On("sleep 1000");
        using var cancel = new CancellationTokenSource();
        var read = child.Terminal!.ReadAsync(new byte[1], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Until.Deadline));
        child.Kill();
        await Started.End(child);
    }

    [Fact]
    public void WithoutATerminalThereIsNothingToResize()
    {
        var child = Started.Shell("exit 0");
        Assert.Throws<InvalidOperationException>(() => child.ResizeTerminal(80, 24));
        child.Join();
    }

    private static ChildProcess On(string script, Action<ChildStartInfo>? settings = null)
    {
        var info = new ChildStartInfo("sh", "-c", script) { UseTerminal = true };
        settings?.Invoke(info);
        return ChildProcess.Start(info);
    }

    private static Task<string> Output(ChildProcess child) =>
        new StreamReader(child.Terminal!, leaveOpen: true).ReadToEndAsync().WaitAsync(TestChild.Until.Deadline);

    /// <summary>What a terminal has shown so far.</summary>
    private sealed class Reading(Stream terminal)
    {
        private readonly byte[] _buffer = new byte[1000];
        private int _seen;

        internal string Text { get; private set; } = "";

        /// <summary>Reads until these words come, after those that were asked for before.</summary>
        internal async Task Until(string words)
        {
            int at;
            while ((at = Text.IndexOf(words, _seen, StringComparison.Ordinal)) < 0)
            {
                var read = terminal.ReadAsync(_buffer).AsTask();
                await Task.WhenAny(read, Task.Delay(TestChild.Until.Deadline));
                Assert.True(read.IsCompleted, $"'{words}' has not come after: {Text}");
                var length = await read;
                Assert.True(length > 0, $"'{words}' never came after: {Text}");
                Text += Encoding.UTF8.GetString(_buffer, 0, length);
            }

            _seen = at + words.Length;
        }
    }
}

using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ZombieGuard.Native;
using ZombieGuard.Observing;
using ZombieGuard.Reaping;

namespace ZombieGuard.ParentEnd;

/// <summary>
/// A shell in a session of its own that reads from a pipe which groups to kill, and kills them when the pipe ends: when this process has ended,
/// in whatever way. PR_SET_PDEATHSIG would need code of ours in the child, between fork and exec, and speaks of a thread's end.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class Guardian(ChildReaper reaper, AdoptedChildren adopted)
{
    /// <summary>
    /// A list is " -12 -34 ", and there is one for each remainder of 256: a shell looks for a pid in time that grows with the square of the
    /// length. Only built-in commands, which need no PATH and start nothing.
    /// </summary>
    private const string Script = """
        trap '' HUP INT QUIT TERM TSTP
        echo
        while read -r o p; do
        b=$((p % 256))
        eval "l=\${l$b:- }"
        case $o in
        +) l="$l-$p ";;
        *) l="${l%% -$p *} ${l#* -$p }";;
        esac
        eval "l$b=\$l"
        done
        a=
        b=0
        while [ $b -lt 256 ]; do
        eval "a=\$a\${l$b-}"
        b=$((b + 1))
        done
        set -- $a
        [ $# = 0 ] || kill -s KILL -- "$@"
        """;

    /// <summary>What an unprivileged user's pipe may hold (/proc/sys/fs/pipe-max-size): the lines of a hundred thousand groups, for one that begins anew.</summary>
    private const int PipeBytes = 1 << 20;

    /// <summary>Never taken under the gate, and held while a guardian is started.</summary>
    private readonly object _starting = new();

    /// <summary>Guarded by the gate, as all below.</summary>
    private ChildProcess? _shell;
    private SafeFileHandle? _pipe;

    /// <summary>The guardian's pid; -1 where there is none.</summary>
    internal int Pid
    {
        get
        {
            lock (adopted.Gate)
            {
                return _shell?.Pid ?? -1;
            }
        }
    }

    /// <summary>Before a child is started that must not outlive this process. Not under the gate.</summary>
    /// <exception cref="ChildStartException">There is no shell, or no descriptor or pid is left.</exception>
    internal void EnsureRunning()
    {
        lock (_starting)
        {
            lock (adopted.Gate)
            {
                if (_shell is not null)
                {
                    return;
                }
            }

            Start();
        }
    }

    /// <summary>Under the gate: from now on the child's group is killed when this process ends.</summary>
    internal void Watch(ChildProcess child)
    {
        child.IsGuarded = true;
        Tell('+', child.Pid);
    }

    /// <summary>Under the gate, and before the child's number can become another's: the group is not killed any more.</summary>
    internal void Forget(ChildProcess child)
    {
        child.IsGuarded = false;
        Tell('-', child.Pid);
    }

    private void Start()
    {
        var ends = stackalloc int[2];
        if (Unistd.pipe2(ends, Fcntl.O_CLOEXEC) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new ChildStartException(error, "/bin/sh", $"Cannot start the guardian: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        using var read = new SafeFileHandle(ends[0], ownsHandle: true);
        var write = new SafeFileHandle(ends[1], ownsHandle: true);

        // Told under the gate: where it does not read, it is replaced, and nobody waits for it.
        Fcntl.fcntl(ends[1], Fcntl.F_SETFL, Fcntl.O_NONBLOCK);
        Fcntl.fcntl(ends[1], Fcntl.F_SETPIPE_SZ, PipeBytes);
        var isRunning = false;
        try
        {
            var shell = reaper.Start(
                new ChildStartInfo("/bin/sh", "-c", Script, "ZombieGuard guardian")
                {
                    Name = "ZombieGuard guardian",
                    ClearEnvironment = true,
                    WorkingDirectory = "/",
                    OwnSession = true,
                    StandardInput = ChildStdio.From(read),
                    StandardOutput = ChildStdio.Pipe,
                    StandardError = ChildStdio.Null,
                },
                WaitsBy.Best,
                callerFile: "",
                callerLine: 0);
            using (shell)
            {
                // It ignores SIGTERM and the like by now, and is a shell that works.
                if (shell.StandardOutput!.ReadByte() < 0)
                {
                    throw new ChildStartException(Errno.ENOEXEC, "/bin/sh", $"Cannot start the guardian: {shell.Join()}.");
                }
            }

            lock (adopted.Gate)
            {
                (_shell, _pipe) = (shell, write);
                foreach (var child in adopted.ToArray())
                {
                    if (child.IsGuarded)
                    {
                        Tell('+', child.Pid);
                    }
                }
            }

            isRunning = true;

            // Without the context of whoever was the first to need a guardian: its AsyncLocals would live as long as the guardian.
            shell.Completion.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => Replace(shell));
        }
        finally
        {
            if (!isRunning)
            {
                write.Dispose();
            }
        }
    }

    /// <summary>
    /// Under the gate. A guardian that is gone, or that reads no more, is replaced; killed first, so that it never acts on an old list.
    /// </summary>
    private void Tell(char what, int pid)
    {
        if (_shell is null)
        {
            return;
        }

        // So short a line is written whole or not at all (pipe(7)), and a pipe without a reader is no SIGPIPE in .NET.
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {pid}\n"));
        nint written;
        fixed (byte* bytes = line)
        {
            do
            {
                written = Unistd.write((int)_pipe!.DangerousGetHandle(), bytes, (nuint)line.Length);
            }
            while (written < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        }

        if (written < 0)
        {
            _shell.Kill();
        }
    }

    /// <summary>The guardian has ended. Another takes its place where there still is a child to guard.</summary>
    private void Replace(ChildProcess shell)
    {
        bool isNeeded;
        lock (adopted.Gate)
        {
            _pipe!.Dispose();
            (_shell, _pipe) = (null, null);
            isNeeded = Array.Exists(adopted.ToArray(), child => child.IsGuarded);
        }

        RuntimeEvents.Log.GuardianEnded(shell.Pid);
        if (isNeeded)
        {
            KeepRunning();
        }
    }

    /// <summary>
    /// After a child to be guarded was taken on, not under the gate: the guardian that was there before it may have ended, and have been
    /// given up because it had nobody to guard.
    /// </summary>
    internal void KeepRunning()
    {
        try
        {
            EnsureRunning();
        }
        catch (ChildStartException)
        {
            // Nothing left to start it with: the next child that is to be guarded tries again, and says so.
        }
    }
}

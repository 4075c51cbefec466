using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.IO.Pipes;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;
using ZombieGuard.Native;
using ZombieGuard.Reaping;
using ZombieGuard.Scanning;

namespace ZombieGuard.Starting;

/// <summary>
/// Starts a daemon: a shell with a session of its own starts the program, and is killed once that is ready. Until then the daemon is the
/// shell's child, which tells how it ended, and whose pid nobody else can get.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DaemonStart(ChildStartInfo app, DaemonOptions options)
{
    private const string Shell = "/bin/sh";
    private const string Ready = "ready";
    private const int Excerpt = 1000;

    /// <summary>
    /// Lines to descriptor 3: the daemon's pid, and what has become of it. Not in the background: there it would ignore SIGINT and SIGQUIT. Nothing
    /// of the caller's is shell text; only built-in commands run before the program. A pipe that nobody is to write to is not handed on.
    /// </summary>
    private const string Script = $"""
        umask "$1"
        (
        read -r {Daemonizer.Variable} {Daemonizer.Variable}_REST </proc/self/stat
        unset {Daemonizer.Variable}_REST
        echo "${Daemonizer.Variable}" >&3
        export {Daemonizer.Variable}="${Daemonizer.Variable}:$2"
        case $2 in
        '') shift 2; exec "$@" 3>&-;;
        *) shift 2; exec "$@";;
        esac
        )
        echo "$?" >&3
        """;

    /// <summary>For a program that runs and is not asked whether it is ready.</summary>
    private static readonly TimeSpan UntilRunning = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly string? _log = options.LogFile is { } file ? Path.GetFullPath(file) : null;
    private readonly TimeSpan _limit = options.ReadyTimeout ?? UntilRunning;
    private long _logged;

    /// <summary>Not 0 while the daemon is the shell's child.</summary>
    private int _pid;
    private bool _isRunning;

    private bool IsAsked => options.ReadyTimeout is not null;

    internal int Run()
    {
        Check();
        var program = ProgramPath.Find(app.FileName) ?? throw StartFailure.Of(Errno.ENOENT, app, null);
        if (IsTextForNoProgram(program))
        {
            throw StartFailure.Of(Errno.ENOEXEC, app, program);
        }

        _logged = (long)(FileIdentity.Of(_log)?.Size ?? 0);
        using var shell = ChildReaper.Shared.Start(ShellFor(program), WaitsBy.Best, callerFile: "", callerLine: 0);
        var isReady = false;
        try
        {
            var pid = Await(shell, program);
            isReady = true;
            return pid;
        }
        finally
        {
            Release(shell, isReady);
        }
    }

    /// <summary>In the daemon.</summary>
    internal static unsafe void TellReady(int pipe)
    {
        fixed (byte* line = "ready\n"u8)
        {
            // So short a line is written whole or not at all (pipe(7)). A launcher that is gone is no reason to fail.
            Unistd.write(pipe, line, (nuint)Ready.Length + 1);
        }
    }

    private void Check()
    {
        ChildStrings.WithoutNul(app.FileName, nameof(app.FileName));
        if (app.UseTerminal || app.Daemon || app.KillOnParentDeath || app.StandardInput.IsPipe || app.StandardOutput.IsPipe || app.StandardError.IsPipe)
        {
            throw new ArgumentException(
                "A daemon outlives this process: it has no pipe to it, no terminal, and does not end with it.", "startInfo");
        }

        foreach (var (name, _) in app.Environment)
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_'))
            {
                throw new ArgumentException($"'{name}' is no variable that a shell hands on.", nameof(app.Environment));
            }
        }
    }

    /// <summary>What the kernel refuses to run, and a shell would run by itself.</summary>
    private static bool IsTextForNoProgram(string program)
    {
        Span<byte> start = stackalloc byte[128];
        if (Unistd.access(program, Unistd.X_OK) != 0)
        {
            return false;
        }

        try
        {
            using var file = File.OpenHandle(program, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            start = start[..RandomAccess.Read(file, start, 0)];
            return !start.StartsWith("#!"u8) && !start.Contains((byte)0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private ChildStartInfo ShellFor(string program)
    {
        var output = options.LogFile is { } log ? ChildStdio.AppendTo(log, options.Umask) : ChildStdio.Null;
        var umask = Convert.ToString((int)options.Umask, toBase: 8).PadLeft(4, '0');
        var pipe = IsAsked ? ChildDescriptors.Control.ToString(CultureInfo.InvariantCulture) : "";
        var info = new ChildStartInfo(Shell, ["-c", Script, app.FileName, umask, pipe, program, .. app.Arguments])
        {
            DaemonProgram = app.FileName,
            Name = $"launcher of {app.Name ?? Path.GetFileName(app.FileName)}",
            ClearEnvironment = app.ClearEnvironment,
            WorkingDirectory = app.WorkingDirectory ?? "/",
            OwnSession = true,
            StandardInput = Or(app.StandardInput, ChildStdio.Null),
            StandardOutput = Or(app.StandardOutput, output),
            StandardError = Or(app.StandardError, output),
        };
        foreach (var (name, value) in app.Environment)
        {
            info.Environment[name] = value;
        }

        return info;

        static ChildStdio Or(ChildStdio set, ChildStdio usual) => set == ChildStdio.Inherit ? usual : set;
    }

    /// <summary>Returns the daemon's pid once it is ready.</summary>
    private int Await(ChildProcess shell, string program)
    {
        var start = Stopwatch.GetTimestamp();
        var line = new StringBuilder();
        while (true)
        {
            _isRunning = _isRunning || (_pid > 0 && ProcStat.Of(_pid) is { } stat && stat.Session == shell.Pid && stat.HasExecuted);
            if (_isRunning && !IsAsked)
            {
                return _pid;
            }

            var rest = _limit == Timeout.InfiniteTimeSpan ? TimeSpan.FromDays(1) : _limit - Stopwatch.GetElapsedTime(start);
            if (rest <= TimeSpan.Zero)
            {
                throw Failure(Errno.ETIMEDOUT, string.Create(
                    CultureInfo.InvariantCulture, $"it was not ready within {_limit.TotalSeconds} s, and was killed."));
            }

            if (!CanRead((PipeStream)shell.Control!, _pid > 0 && !_isRunning ? Tick : rest))
            {
                continue;
            }

            var sign = shell.Control!.ReadByte();
            if (sign is not ('\n' or < 0))
            {
                line.Append((char)sign);
            }
            else if (line.ToString() == Ready)
            {
                return _pid;
            }
            else if (!int.TryParse(line.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                // A shell that ends by itself, and has not said a word, could not fork.
                throw sign >= 0 ? Failure(Errno.ENOENT, "the shell cannot read /proc.")
                    : _pid == 0 && shell.Join().ExitCode > 0 ? StartFailure.Of(Errno.EAGAIN, app, program)
                    : Failure(Errno.ECHILD, $"its launcher ended: {shell.Join()}.");
            }
            else if (_pid > 0)
            {
                return Ended(number, program);
            }
            else
            {
                _pid = number;
                line.Clear();
            }
        }
    }

    /// <summary>Its exit code as a shell has it: 126 and 127 are also a shell's own, where there is no program to run.</summary>
    private int Ended(int code, string program)
    {
        var pid = _pid;
        _pid = 0;
        if (!_isRunning && code is 126 or 127)
        {
            throw StartFailure.Of(code == 127 ? Errno.ENOENT : Errno.EACCES, app, program);
        }

        var signal = code > 128 ? $" ({SignalName.Of(code - 128)})" : "";
        return !IsAsked ? pid : throw Failure(Errno.ECHILD, string.Create(
            CultureInfo.InvariantCulture, $"it ended before it was ready, with exit code {code}{signal}."));
    }

    /// <summary>Ends the shell. The daemon becomes init's child, or is killed where it is not ready.</summary>
    private void Release(ChildProcess shell, bool isReady)
    {
        if (isReady)
        {
            shell.Kill();
        }
        else
        {
            // The shell, stopped, does not wait for the daemon, whose pid is its own until then; it may have left the shell's group.
            shell.Suspend();
            if (_pid > 0)
            {
                Signal.kill(_pid, Signal.SIGKILL);
            }

            shell.KillAll();
        }

        shell.Join();
        if (_pid > 0 && ProcStat.Of(_pid) is { } stat && stat.ParentPid == Environment.ProcessId && stat.Session == shell.Pid)
        {
            try
            {
                ChildReaper.Shared.Adopt(_pid);
            }
            catch (NotAChildException)
            {
                // It has ended, and the runtime was faster, which in pid 1 takes everything.
            }
        }
    }

    private ChildStartException Failure(int error, string reason) => StartFailure.Of(error, app.FileName, reason + Written());

    /// <summary>The end of what has been logged meanwhile.</summary>
    private string Written()
    {
        // Not of a pipe or a device, where reading may block.
        if (FileIdentity.Of(_log) is not { IsRegular: true })
        {
            return "";
        }

        try
        {
            using var log = File.OpenHandle(_log!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var from = Math.Max(_logged, RandomAccess.GetLength(log) - Excerpt);
            var text = new byte[Excerpt];
            var written = Encoding.UTF8.GetString(text, 0, RandomAccess.Read(log, text, from)).Trim();
            return written.Length == 0 ? "" : $" It wrote: {written}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static unsafe bool CanRead(PipeStream stream, TimeSpan limit)
    {
        var pipe = new pollfd { fd = (int)stream.SafePipeHandle.DangerousGetHandle(), events = Poll.POLLIN };
        return Poll.poll(&pipe, 1, (int)Math.Ceiling(limit.TotalMilliseconds)) > 0;
    }
}

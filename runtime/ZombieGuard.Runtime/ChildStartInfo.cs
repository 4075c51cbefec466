using System;
using System.Collections.Generic;
using System.Globalization;

namespace ZombieGuard;

/// <summary>What <see cref="ChildProcess.Start(ChildStartInfo, string, int)"/> starts, and how. Can be used for several children.</summary>
public sealed class ChildStartInfo
{
    /// <summary>How a supervised worker learns its task id.</summary>
    internal const string TaskIdVariable = "ZOMBIEGUARD_TASK_ID";

    private int _terminalColumns = 80;
    private int _terminalRows = 24;

    /// <summary>A program and its arguments.</summary>
    /// <param name="fileName">See <see cref="FileName"/>.</param>
    /// <param name="arguments">The arguments, the program's name not among them. No shell takes them apart.</param>
    /// <exception cref="ArgumentException"><paramref name="fileName"/> is null or empty, or an argument is null.</exception>
    public ChildStartInfo(string fileName, params string[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentNullException.ThrowIfNull(arguments);
        FileName = fileName;
        Arguments = [.. arguments];
    }

    /// <summary>
    /// The program: a path, relative to the working directory of this process, or a name, which is looked for in this process's PATH.
    /// </summary>
    public string FileName { get; set; }

    /// <summary>The arguments, the program's name not among them.</summary>
    public IList<string> Arguments { get; }

    /// <summary>
    /// What is different in the child's environment: a value to set, or null to remove the variable. The rest is this process's environment as
    /// .NET has it, or nothing with <see cref="ClearEnvironment"/>.
    /// </summary>
    public IDictionary<string, string?> Environment { get; private set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Whether the child gets only what <see cref="Environment"/> sets.</summary>
    public bool ClearEnvironment { get; set; }

    /// <summary>
    /// The child's working directory; null for this process's own. Needs posix_spawn_file_actions_addchdir_np: glibc 2.29 or musl 1.1.24.
    /// </summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>What the child is called in messages; null for its program's name.</summary>
    public string? Name { get; set; }

    /// <summary>The child's standard input.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ChildStdio StandardInput { get; set => field = value ?? throw new ArgumentNullException(nameof(StandardInput)); } = ChildStdio.Inherit;

    /// <summary>The child's standard output.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ChildStdio StandardOutput { get; set => field = value ?? throw new ArgumentNullException(nameof(StandardOutput)); } = ChildStdio.Inherit;

    /// <summary>The child's standard error.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ChildStdio StandardError { get; set => field = value ?? throw new ArgumentNullException(nameof(StandardError)); } = ChildStdio.Inherit;

    /// <summary>
    /// Whether the child leads a process group of its own (setpgid(2)). What it starts is in it too, and is signalled and killed with it by
    /// <see cref="ChildProcess.SignalGroup"/> and <see cref="ChildProcess.StopAsync"/>. Ctrl-C at this process's terminal then does not
    /// reach it, and reading that terminal stops it.
    /// </summary>
    public bool OwnGroup { get; set; }

    /// <summary>Whether the child leads a session of its own (setsid(2)), without a terminal. It has its own group then as well.</summary>
    public bool OwnSession { get; set; }

    /// <summary>
    /// Whether the child runs on a pseudo-terminal of its own (pty(7)), as forkpty would have it: it leads a session whose controlling
    /// terminal that is, and its standard streams are the terminal where they are <see cref="ChildStdio.Inherit"/>. The other side is
    /// <see cref="ChildProcess.Terminal"/>. The signals that a terminal sends have their default effect, even where this process ignores them.
    /// </summary>
    public bool UseTerminal { get; set; }

    /// <summary>The terminal's width in characters, 1 to 65535; 80 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of these.</exception>
    public int TerminalColumns
    {
        get => _terminalColumns;
        set => _terminalColumns = CheckedExtent(value, nameof(TerminalColumns));
    }

    /// <summary>The terminal's height in lines, 1 to 65535; 24 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of these.</exception>
    public int TerminalRows
    {
        get => _terminalRows;
        set => _terminalRows = CheckedExtent(value, nameof(TerminalRows));
    }

    /// <summary>
    /// Whether the child is ended when this process ends normally: Main returns, or Environment.Exit, which hosts call on SIGTERM and Ctrl-C. It
    /// gets SIGTERM, and SIGKILL two seconds later. This is the daemon flag of Python's multiprocessing, not a daemon of the system. A crash,
    /// SIGKILL, and a SIGTERM that nothing handles skip it: see <see cref="KillOnParentDeath"/>.
    /// </summary>
    public bool Daemon { get; set; }

    /// <summary>
    /// Whether the child is killed (SIGKILL) with its whole group however this process ends, by SIGKILL too. It has its own group then, or
    /// session. A guardian process sees to it: one /bin/sh for all children, which needs nothing else. What has left the group by setsid or
    /// setpgid, and what a child that ended earlier has left behind, is not reached.
    /// </summary>
    public bool KillOnParentDeath { get; set; }

    /// <summary>
    /// The program that this shell makes a daemon of: messages name it, descriptor 3 is a pipe to this process, and none is handed on that
    /// was not meant to be. Null for a child.
    /// </summary>
    internal string? DaemonProgram { get; init; }

    /// <summary>Whether what is left of the child's group is killed when the child has ended, by itself too.</summary>
    internal bool GroupDiesWithIt { get; private set; }

    internal bool LeadsGroup => OwnGroup || OwnSession || UseTerminal || KillOnParentDeath;

    /// <summary>The same for a supervised worker. This one may serve for other workers at the same time.</summary>
    internal ChildStartInfo ForWorker(int taskId)
    {
        var worker = (ChildStartInfo)MemberwiseClone();
        worker.Environment = new Dictionary<string, string?>(Environment, StringComparer.Ordinal)
        {
            [TaskIdVariable] = taskId.ToString(CultureInfo.InvariantCulture),
        };
        worker.OwnGroup = true;
        worker.GroupDiesWithIt = true;
        return worker;
    }

    internal static int CheckedExtent(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ushort.MaxValue, name);
        return value;
    }
}

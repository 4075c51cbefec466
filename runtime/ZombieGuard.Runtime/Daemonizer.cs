using System;
using System.Globalization;
using System.Runtime.Versioning;
using System.Threading;
using ZombieGuard.Native;
using ZombieGuard.Observing;
using ZombieGuard.Starting;

namespace ZombieGuard;

/// <summary>
/// Daemons of the system, as the double fork makes them, without fork: programs that outlive this process and its terminal.
/// <see cref="ChildStartInfo.Daemon"/> is something else.
/// </summary>
[SupportedOSPlatform("linux")]
public static class Daemonizer
{
    /// <summary>The pid that it is meant for, a colon, and the descriptor of the pipe, where the launcher waits at it.</summary>
    internal const string Variable = "ZOMBIEGUARD_DAEMON";

    private static int _pipe = Take();

    /// <summary>Whether <see cref="Start"/> has started this process: not one that the daemon has started in its turn.</summary>
    public static bool IsDaemon { get; private set; }

    /// <summary>
    /// Starts any program as a daemon. It has a session of its own without leading it, so that it never gets a terminal; it is not this
    /// process's child, but init's; it gets no descriptors but 0, 1 and 2. Its streams are the null device where they are
    /// <see cref="ChildStdio.Inherit"/>, and its working directory is <c>/</c> where none is set.
    /// </summary>
    /// <param name="startInfo">
    /// What to start. A pipe, <see cref="ChildStartInfo.UseTerminal"/>, <see cref="ChildStartInfo.Daemon"/> and
    /// <see cref="ChildStartInfo.KillOnParentDeath"/> are not for a daemon.
    /// </param>
    /// <param name="options">The rest; null for the defaults.</param>
    /// <returns>The daemon's pid. It is ready, and may have ended again.</returns>
    /// <remarks>
    /// A subreaper, or pid 1, gets the daemon for a child of its own, and then waits for it in <see cref="ChildReaper.Shared"/>. Needs
    /// /bin/sh and /proc.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// As with <see cref="ChildProcess.Start(ChildStartInfo, string, int)"/>; or something is set that is not for a daemon, or the name of a
    /// variable is none that a shell would hand on.
    /// </exception>
    /// <exception cref="ChildStartException">
    /// As with <see cref="ChildProcess.Start(ChildStartInfo, string, int)"/>; or the daemon has ended before it was ready (ECHILD), or was not
    /// ready in time (ETIMEDOUT). No process is left.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux, or the C library is too old for a working directory.</exception>
    public static int Start(ChildStartInfo startInfo, DaemonOptions? options = null)
    {
        LinuxOnly.Require();
        ArgumentNullException.ThrowIfNull(startInfo);
        try
        {
            return new DaemonStart(startInfo, options ?? new DaemonOptions()).Run();
        }
        catch (ChildStartException failure)
        {
            RuntimeEvents.Log.StartFailed(failure.Message, failure.NativeErrorCode);
            throw;
        }
    }

    /// <summary>
    /// In the daemon: tells the launcher that it is ready, whose <see cref="Start"/> returns then. Does nothing the second time, and where
    /// nobody waits for it, so that the same program can also be started otherwise.
    /// </summary>
    public static void NotifyReady()
    {
        var pipe = Interlocked.Exchange(ref _pipe, -1);
        if (pipe >= 0)
        {
            DaemonStart.TellReady(pipe);
            Unistd.close(pipe);
        }
    }

    /// <summary>Only once, before what this process starts could take the variable, or the pipe, for its own.</summary>
    private static int Take()
    {
        var (pid, pipe) = Environment.GetEnvironmentVariable(Variable)?.Split(':') is [var first, var second] ? (first, second) : ("", "");
        Environment.SetEnvironmentVariable(Variable, null);
        IsDaemon = OperatingSystem.IsLinux() && pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (!IsDaemon || pipe.Length == 0)
        {
            return -1;
        }

        Fcntl.fcntl(ChildDescriptors.Control, Fcntl.F_SETFD, Fcntl.FD_CLOEXEC);
        return ChildDescriptors.Control;
    }
}

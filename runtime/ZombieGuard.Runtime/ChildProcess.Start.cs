using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using ZombieGuard.Observing;
using ZombieGuard.Reaping;

namespace ZombieGuard;

/// <summary>Starting a child.</summary>
public sealed partial class ChildProcess
{
    /// <summary>
    /// Starts a program, by posix_spawn(3), and waits for it from then on: there is no child here that was not started, and none that stays a
    /// zombie. No signal is blocked in it, and SIGPIPE and SIGCHLD, which the runtime changes for itself, have their default effect.
    /// </summary>
    /// <param name="startInfo">What to start, and how.</param>
    /// <param name="callerFile">Where it was started, for <see cref="ZombieLeakGuard"/>: the compiler fills it in.</param>
    /// <param name="callerLine">The same.</param>
    /// <returns>The child, which runs the program already.</returns>
    /// <exception cref="ArgumentException">A string contains a NUL or is null, or the name of a variable is empty or contains <c>=</c>.</exception>
    /// <exception cref="ChildStartException">
    /// The program, its interpreter, its working directory or a file is missing or may not be used; no pid, no memory, no descriptor or no
    /// terminal is left. No child is there.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">
    /// This is not Linux, or the C library is too old for <see cref="ChildStartInfo.WorkingDirectory"/>.
    /// </exception>
    public static ChildProcess Start(
        ChildStartInfo startInfo, [CallerFilePath] string callerFile = "", [CallerLineNumber] int callerLine = 0)
    {
        ArgumentNullException.ThrowIfNull(startInfo);
        return Start(startInfo, WaitsBy.Best, callerFile, callerLine);
    }

    /// <summary>Starts a program with arguments, in all else as this process.</summary>
    /// <param name="fileName">See <see cref="ChildStartInfo.FileName"/>.</param>
    /// <param name="arguments">The arguments, the program's name not among them; null for none. No shell takes them apart.</param>
    /// <param name="callerFile">Where it was started, for <see cref="ZombieLeakGuard"/>: the compiler fills it in.</param>
    /// <param name="callerLine">The same.</param>
    /// <inheritdoc cref="Start(ChildStartInfo, string, int)"/>
    public static ChildProcess Start(
        string fileName, IEnumerable<string>? arguments = null, [CallerFilePath] string callerFile = "", [CallerLineNumber] int callerLine = 0) =>
        Start(new ChildStartInfo(fileName, [.. arguments ?? []]), callerFile, callerLine);

    internal static ChildProcess Start(ChildStartInfo startInfo, WaitsBy way, string callerFile, int callerLine)
    {
        try
        {
            return ChildReaper.Shared.Start(startInfo, way, callerFile, callerLine);
        }
        catch (ChildStartException failure)
        {
            RuntimeEvents.Log.StartFailed(failure.Message, failure.NativeErrorCode);
            throw;
        }
    }
}

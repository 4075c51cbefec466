using System.Globalization;

namespace ZombieGuard;

/// <summary>How a child has ended: with a status, or lost.</summary>
/// <param name="Pid">The pid that the child had. It may name another process by now.</param>
/// <param name="Status">
/// How the child ended; null where it is lost: the child has ended, but something else in this process waited for it first
/// (or SIGCHLD is ignored, and the kernel did). It is never guessed.
/// </param>
public readonly record struct ChildExit(int Pid, WaitStatus? Status)
{
    /// <summary>Whether something else took the status.</summary>
    public bool IsLost => Status is null;

    /// <summary>The code that the child exited with, 0 to 255; null where a signal killed it or the status is lost.</summary>
    public int? ExitCode => Status?.ExitCode;

    /// <summary>The number of the signal that killed the child; null where it exited by itself or the status is lost.</summary>
    public int? TerminatingSignal => Status?.TerminatingSignal;

    /// <summary>
    /// The exit code as a shell's <c>$?</c> has it: the code, or 128 and the signal's number; null where the status is lost.
    /// </summary>
    public int? ShellExitCode => Status?.ShellExitCode;

    /// <summary>
    /// The exit code as Python's <c>multiprocessing</c> has it: the code, or the signal's number below zero; null where the status is lost.
    /// </summary>
    public int? PythonExitCode => Status?.PythonExitCode;

    /// <summary>Says it in words: <c>child 71 exited with 3</c>, <c>child 71 ended, its status is lost</c>.</summary>
    /// <returns>The words.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"child {Pid} {Words}");

    internal string Words => Status?.ToString() ?? "ended, its status is lost";
}

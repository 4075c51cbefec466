using System;
using System.Globalization;
using ZombieGuard.Native;

namespace ZombieGuard;

/// <summary>
/// What the kernel tells a parent about a child: it has exited with a code, was killed by a signal, was stopped by one, or runs
/// again. Decodes the number that <c>waitpid</c> stores and the pair that <c>waitid</c> stores (wait(2), sys/wait.h). Works on
/// every system.
/// </summary>
public readonly struct WaitStatus : IEquatable<WaitStatus>
{
    private const int ContinuedRaw = 0xffff;
    private const int CoreFlag = 0x80;
    private const int StoppedMark = 0x7f;

    /// <summary>Takes a status as <c>waitpid</c> stores it. The default value is an exit with 0.</summary>
    /// <param name="raw">The status, undecoded.</param>
    public WaitStatus(int raw) => Raw = raw;

    /// <summary>The status as <c>waitpid</c> stores it.</summary>
    public int Raw { get; }

    /// <summary>Whether the child has exited by itself (<c>WIFEXITED</c>).</summary>
    public bool IsExited => (Raw & 0x7f) == 0;

    /// <summary>Whether a signal has killed the child (<c>WIFSIGNALED</c>).</summary>
    public bool IsSignalled => (Raw & 0x7f) is not (0 or 0x7f);

    /// <summary>Whether a signal has stopped the child, which lives on (<c>WIFSTOPPED</c>).</summary>
    public bool IsStopped => (Raw & 0xff) == StoppedMark;

    /// <summary>Whether the stopped child runs again (<c>WIFCONTINUED</c>).</summary>
    public bool IsContinued => Raw == ContinuedRaw;

    /// <summary>The code that the child exited with, 0 to 255; null where it did not exit by itself (<c>WEXITSTATUS</c>).</summary>
    public int? ExitCode => IsExited ? (Raw >> 8) & 0xff : null;

    /// <summary>The number of the signal that killed the child; null where none did (<c>WTERMSIG</c>).</summary>
    public int? TerminatingSignal => IsSignalled ? Raw & 0x7f : null;

    /// <summary>Whether the signal that killed the child made it dump core (<c>WCOREDUMP</c>).</summary>
    public bool IsCoreDumped => IsSignalled && (Raw & CoreFlag) != 0;

    /// <summary>The number of the signal that stopped the child; null where none did (<c>WSTOPSIG</c>).</summary>
    public int? StopSignal => IsStopped ? (Raw >> 8) & 0xff : null;

    /// <summary>
    /// The exit code as a shell's <c>$?</c> has it: the code, or 128 and the signal's number. Code 137 and SIGKILL look alike.
    /// </summary>
    /// <exception cref="InvalidOperationException">The child has not ended: it was stopped or runs again.</exception>
    public int ShellExitCode => ExitCode ?? 128 + EndingSignal;

    /// <summary>
    /// The exit code as Python's <c>subprocess</c> and <c>multiprocessing</c> have it: the code, or the signal's number below zero.
    /// </summary>
    /// <exception cref="InvalidOperationException">The child has not ended: it was stopped or runs again.</exception>
    public int PythonExitCode => ExitCode ?? -EndingSignal;

    private int EndingSignal => TerminatingSignal ?? throw new InvalidOperationException($"The child has not ended: it was {this}.");

    /// <summary>Takes a status as <c>waitid</c> stores it.</summary>
    /// <param name="code">
    /// <c>si_code</c>: CLD_EXITED (1), CLD_KILLED (2), CLD_DUMPED (3), CLD_TRAPPED (4), CLD_STOPPED (5) or CLD_CONTINUED (6).
    /// </param>
    /// <param name="status"><c>si_status</c>: the exit code or the signal's number.</param>
    /// <returns>The same status as <c>waitpid</c> would have stored it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="code"/> is none of these.</exception>
    public static WaitStatus FromWaitid(int code, int status) => code switch
    {
        Signal.CLD_EXITED => new WaitStatus((status & 0xff) << 8),
        Signal.CLD_KILLED => new WaitStatus(status & 0x7f),
        Signal.CLD_DUMPED => new WaitStatus((status & 0x7f) | CoreFlag),

        // A traced child's status carries the event above the signal; waitpid keeps both.
        Signal.CLD_STOPPED or Signal.CLD_TRAPPED => new WaitStatus((status << 8) | StoppedMark),
        Signal.CLD_CONTINUED => new WaitStatus(ContinuedRaw),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not an si_code of a child's change of state."),
    };

    /// <summary>Whether both are the same status.</summary>
    /// <param name="left">One status.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when their numbers are the same.</returns>
    public static bool operator ==(WaitStatus left, WaitStatus right) => left.Equals(right);

    /// <summary>Whether the two are different.</summary>
    /// <param name="left">One status.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when their numbers differ.</returns>
    public static bool operator !=(WaitStatus left, WaitStatus right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(WaitStatus other) => Raw == other.Raw;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WaitStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Raw;

    /// <summary>
    /// Says it in words: <c>exited with 3</c>, <c>killed by SIGSEGV (core dumped)</c>, <c>stopped by SIGSTOP</c>, <c>continued</c>.
    /// </summary>
    /// <returns>The words.</returns>
    public override string ToString()
    {
        if (IsExited)
        {
            return string.Create(CultureInfo.InvariantCulture, $"exited with {ExitCode}");
        }

        if (TerminatingSignal is { } killer)
        {
            return $"killed by {SignalName.Of(killer)}{(IsCoreDumped ? " (core dumped)" : "")}";
        }

        return StopSignal is { } stopper ? $"stopped by {SignalName.Of(stopper)}"
            : IsContinued ? "continued"
            : string.Create(CultureInfo.InvariantCulture, $"status 0x{Raw:x}, which means nothing");
    }
}

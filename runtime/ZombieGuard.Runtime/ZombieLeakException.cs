using System;
using System.Collections.Generic;

namespace ZombieGuard;

/// <summary>A <see cref="ZombieLeakGuard"/> has found processes that are left.</summary>
public sealed class ZombieLeakException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="leaks">A line for each process.</param>
    public ZombieLeakException(IReadOnlyList<string> leaks)
        : base($"Processes are left:{Environment.NewLine}{string.Join(Environment.NewLine, leaks)}") => Leaks = leaks;

    /// <summary>A line for each process: its state as ps shows it, its parent, its pid, its command, and where it was started, if known.</summary>
    public IReadOnlyList<string> Leaks { get; }
}

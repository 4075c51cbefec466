using System;
using System.Globalization;

namespace ZombieGuard;

/// <summary>
/// A pid does not name a child of this process: it is this process, somebody else's child, was never given out, or the child
/// was already waited for.
/// </summary>
public sealed class NotAChildException : InvalidOperationException
{
    /// <summary>Makes one for a pid.</summary>
    /// <param name="pid">The pid.</param>
    public NotAChildException(int pid)
        : base(string.Create(CultureInfo.InvariantCulture, $"{pid} is not a child of this process, or it was already waited for.")) =>
        Pid = pid;

    /// <summary>The pid.</summary>
    public int Pid { get; }
}

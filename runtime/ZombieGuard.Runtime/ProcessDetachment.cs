using System;
using System.Diagnostics;
using ZombieGuard.Annotations;

namespace ZombieGuard;

/// <summary>Lets a program say that it will not wait for a process, so that the reader and the analyzer know.</summary>
public static class ProcessDetachment
{
    /// <summary>
    /// Declares that nobody waits for <paramref name="process"/>: its exit code and the moment it ends are of no interest. Does
    /// nothing else. The process runs on and is reaped by the .NET runtime when it ends; no zombie stays.
    /// </summary>
    /// <param name="process">The process, which the caller still disposes where it would have done so.</param>
    /// <exception cref="ArgumentNullException"><paramref name="process"/> is null.</exception>
    [DetachesChild]
    public static void Detach(this Process process) => ArgumentNullException.ThrowIfNull(process);
}

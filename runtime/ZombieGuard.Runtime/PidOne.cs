using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ZombieGuard.Native;

namespace ZombieGuard;

/// <summary>For programs that run as pid 1, the first process of a container, which every orphan there becomes a child of.</summary>
[SupportedOSPlatform("linux")]
public static class PidOne
{
    private static readonly object Gate = new();
    private static PosixSignalRegistration? s_registration;

    /// <summary>
    /// Makes the .NET runtime reap as pid 1: to be called at the top of Main. The runtime does so by itself, but only once something in the
    /// program handles SIGCHLD; until then, orphans stay zombies. Zombies that are there already go too.
    /// </summary>
    /// <returns>True in pid 1; false anywhere else, where nothing was done.</returns>
    /// <remarks>
    /// From then on the runtime takes every child that ends, also raw ones: their <see cref="ChildProcess.Completion"/> may be lost, and a
    /// waitpid for them may fail with ECHILD. Where a status matters, start the child through Process, or run the program below an init
    /// (<c>docker run --init</c>, tini).
    /// </remarks>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static bool EnsureReaping()
    {
        LinuxOnly.Require();
        if (Environment.ProcessId != 1)
        {
            return false;
        }

        lock (Gate)
        {
            if (s_registration is null)
            {
                s_registration = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, static _ => { });
                Signal.raise(Signal.SIGCHLD);
            }
        }

        return true;
    }
}

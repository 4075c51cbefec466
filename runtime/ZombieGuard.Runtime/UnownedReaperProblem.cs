namespace ZombieGuard;

/// <summary>Why an <see cref="UnownedReaper"/> left zombies alone.</summary>
public enum UnownedReaperProblem
{
    /// <summary>
    /// SIGCHLD is ignored, mostly because the parent of this process ignored it. The kernel reaps by itself, and
    /// <see cref="System.Diagnostics.Process.WaitForExit()"/> never returns.
    /// </summary>
    SigchldIgnored,

    /// <summary>
    /// The runtime did not answer to SIGCHLD in time: another handler replaced its own, the signal is blocked, or the thread pool has
    /// had no thread for so long. Which zombies are Process's cannot be told, so none was taken.
    /// </summary>
    RuntimeDidNotAnswer,

    /// <summary>
    /// The zombies could not be listed in /proc, or not be held by pidfds: no descriptor is left, the kernel is older than 5.4, a sandbox
    /// forbids it, or /proc is not mounted.
    /// </summary>
    ZombiesOutOfReach,
}

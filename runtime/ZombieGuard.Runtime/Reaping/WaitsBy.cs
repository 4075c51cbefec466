namespace ZombieGuard.Reaping;

/// <summary>How a child is waited for; chosen for each one.</summary>
internal enum WaitsBy
{
    /// <summary>By pidfd where one can be had, else after each SIGCHLD.</summary>
    Best,

    /// <summary>After each SIGCHLD, as if no pidfd could be had.</summary>
    Sigchld,
}

namespace ZombieGuard.Annotations;

/// <summary>Who waits for a child process if the program does not.</summary>
public enum ChildKind
{
    /// <summary>What the type of the child says: a <see cref="System.Diagnostics.Process"/> is managed, a pid is raw. Any other type has to say it.</summary>
    ByType,

    /// <summary>The .NET runtime, which has started the child by <see cref="System.Diagnostics.Process"/>.</summary>
    Managed,

    /// <summary>Nobody: posix_spawn, fork, a native library. The child stays a zombie until somebody waits for it.</summary>
    Raw,
}

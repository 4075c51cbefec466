namespace ZombieGuard;

/// <summary>What a child is doing.</summary>
public enum ChildState
{
    /// <summary>It lives, and is not stopped.</summary>
    Running,

    /// <summary>A signal has stopped it (SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU); SIGCONT lets it run on.</summary>
    Stopped,

    /// <summary>It has ended and was waited for.</summary>
    Ended,
}

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>What an API does to a child process, or to the program that owns one.</summary>
internal enum ChildRole
{
    /// <summary>Creates a child, and with it the obligation to wait for it.</summary>
    Spawns,

    /// <summary>Forks the calling process without leaving an obligation behind (<c>daemon(3)</c> ends the parent itself).</summary>
    Forks,

    /// <summary>Waits: where it says so, it cannot return before the child has ended.</summary>
    Discharges,

    /// <summary>Tells something about the child without waiting for it; a result of <c>ended</c> proves the end.</summary>
    Observes,

    /// <summary>Asks the child to end, which is not a wait.</summary>
    Kills,

    /// <summary>Takes the child over: somebody else waits for it from here on.</summary>
    Adopts,

    /// <summary>Declares that nobody will wait for the child. That settles one of <c>Process</c>, and never a raw one, which stays a zombie.</summary>
    Detaches,

    /// <summary>Gives another handle on the same child (<c>pidfd_open</c>).</summary>
    Aliases,

    /// <summary>The event that tells the end of the child, once it is enabled.</summary>
    ExitEvent,

    /// <summary>The property that enables the exit event.</summary>
    EnablesExitEvent,

    /// <summary>The property of a child, or the parameter of its start, that holds the start information.</summary>
    StartInfo,

    /// <summary>The property of start information that asks for the shell.</summary>
    ShellExecute,

    /// <summary>The property of start information that names the program.</summary>
    FileName,

    /// <summary>The property of start information that holds the arguments as one text.</summary>
    Arguments,

    /// <summary>The property of start information that puts a pipe in the place of the output.</summary>
    RedirectsOutput,

    /// <summary>The property of start information that puts a pipe in the place of the error output.</summary>
    RedirectsError,

    /// <summary>The member of a child that reads its redirected output, or gives the reader.</summary>
    ReadsOutput,

    /// <summary>The member of a child that reads its redirected error output, or gives the reader.</summary>
    ReadsError,

    /// <summary>Keeps the program running for a while (sleeps, reads, serves, joins).</summary>
    Lingers,

    /// <summary>Ends the program, or replaces its image.</summary>
    EndsProcess,

    /// <summary>Prints or logs its arguments, compares them or checks them: takes nothing over and takes no time.</summary>
    Prints,

    /// <summary>Reaps every child that nobody owns, without taking those of <c>Process</c>.</summary>
    Reaps,

    /// <summary>Changes what SIGCHLD does: ignored, default, or another handler than the runtime's.</summary>
    SetsSigchld,

    /// <summary>Runs code of the program, or wakes it, at each SIGCHLD.</summary>
    HandlesSigchld,

    /// <summary>Waits for a signal, not for a child.</summary>
    AwaitsSignal,

    /// <summary>Makes this process the parent of its orphaned descendants.</summary>
    AdoptsOrphans,

    /// <summary>A package that starts processes by <c>Process</c>; its assembly's name is matched, not a symbol.</summary>
    StartsProcesses,

    /// <summary>A program that opens URLs and documents; its name is matched, not a symbol.</summary>
    Opens,

    /// <summary>A program that starts others and waits for them (a shell), which outlive it when it is killed; its name is matched, not a symbol.</summary>
    Launches,
}

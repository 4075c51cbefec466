namespace ZombieGuard.Analyzers.Obligations;

/// <summary>In what way a wait obligation was left open. Later members are the more telling ones.</summary>
internal enum Cause
{
    /// <summary>No path waits for the child.</summary>
    Never,

    /// <summary>Some path waits, another one ends without.</summary>
    SomePath,

    /// <summary>The handle was thrown away where it was returned.</summary>
    Discarded,

    /// <summary>The last variable that held the child was given something else.</summary>
    Overwritten,

    /// <summary>Each turn of a loop starts a child and loses the one before.</summary>
    InLoop,

    /// <summary>The handle was disposed or closed, which is not a wait.</summary>
    Disposed,

    /// <summary>Each turn of a loop starts a child, and a wait behind it collects fewer than were started.</summary>
    Fewer,

    /// <summary>The output was read to its end, which is not the end of the child.</summary>
    OutputRead,

    /// <summary>The task of an asynchronous wait was dropped.</summary>
    WaitDropped,

    /// <summary>A bounded or non-blocking wait may have returned before the end.</summary>
    TimedWait,

    /// <summary>The child was killed, which is not a wait.</summary>
    Killed,

    /// <summary>A field or property keeps the child, and no code that can reach it waits.</summary>
    Kept,

    /// <summary>The exit code is read where the child may still run.</summary>
    ExitReadEarly,

    /// <summary>A wait without a limit stands before the redirected output is read.</summary>
    WaitsBeforeReading,

    /// <summary>One redirected output is read to its end before anybody reads the other.</summary>
    ReadOneByOne,

    /// <summary>One redirected output is read to its end, and nobody reads the other.</summary>
    ReadOnlyOne,

    /// <summary>An output is redirected, and nobody reads it.</summary>
    NeverRead,

    /// <summary>A timed wait does not wait for the handlers that collect the output's lines.</summary>
    LinesMissing,

    /// <summary>An asynchronous wait was cancelled, which does not end the child.</summary>
    Cancelled,

    /// <summary>A program that starts others is killed without them.</summary>
    LauncherKilled,

    /// <summary>A handler of the exit is subscribed, and nothing raises the event.</summary>
    ExitNeverRaised,

    /// <summary>The branch of a forked child ends, and not the child.</summary>
    ChildRunsOn,
}

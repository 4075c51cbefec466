namespace ZombieGuard.Analyzers.Reporting;

/// <summary>The keys of a diagnostic's properties: what the analysis knows and a code fix must not work out again.</summary>
internal static class FixFacts
{
    /// <summary>Which handle the child has: <see cref="ProcessHandle"/>, <see cref="PidHandle"/> or <see cref="OtherHandle"/>.</summary>
    public const string Handle = "handle";

    /// <summary>The child is a <c>System.Diagnostics.Process</c>.</summary>
    public const string ProcessHandle = "process";

    /// <summary>The child is a pid that <c>waitpid</c> takes.</summary>
    public const string PidHandle = "pid";

    /// <summary>The child is something else (a pidfd, a pipe of popen, another library's object).</summary>
    public const string OtherHandle = "other";

    /// <summary>The cause, by the name of the <c>Cause</c> member.</summary>
    public const string Cause = "cause";

    /// <summary>The name of the local variable or parameter that holds the child when the spawning statement is done; absent when nothing does.</summary>
    public const string Variable = "variable";

    /// <summary>Present when the handle may be null, zero or negative behind the spawn, so that a wait must be guarded.</summary>
    public const string MayBeNone = "mayBeNone";

    /// <summary>Present when the finding stands elsewhere than on the spawning call, which is then the first additional location.</summary>
    public const string Elsewhere = "elsewhere";
}

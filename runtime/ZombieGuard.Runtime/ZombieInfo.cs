using System.Globalization;

namespace ZombieGuard;

/// <summary>A process that has ended and that its parent has not waited for.</summary>
/// <param name="Pid">The zombie's pid.</param>
/// <param name="ParentPid">The parent to blame: only its wait, or its end, removes the zombie; killing the zombie does nothing.</param>
/// <param name="State">
/// The state as ps shows it: <c>Z</c>, <c>Z+</c> in the terminal's foreground, <c>Zs</c> for a session's leader and so on.
/// </param>
/// <param name="Name">The zombie's name, at most 15 bytes of the program's; its command line is gone.</param>
/// <param name="ParentCommand">
/// The parent's command line, its arguments separated by blanks; its name in brackets where it has none; empty where it was gone.
/// </param>
/// <param name="HasLiveThreads">Whether only the first thread has ended: it looks like a zombie, but nobody can wait for it yet.</param>
public sealed record ZombieInfo(int Pid, int ParentPid, string State, string Name, string ParentCommand, bool HasLiveThreads)
{
    /// <summary>The line that <c>ps -A -ostat,ppid,pid,cmd</c> prints, without its padding: <c>Z+ 70 71 [sh] &lt;defunct&gt;</c>.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{State} {ParentPid} {Pid} [{Name}] <defunct>");
}

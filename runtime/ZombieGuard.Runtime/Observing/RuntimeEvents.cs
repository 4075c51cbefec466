using System.Diagnostics.Tracing;

namespace ZombieGuard.Observing;

/// <summary>
/// What happens to children, for <c>dotnet-trace</c> and event listeners: the source <c>ZombieGuard-Runtime</c>. A status is the number that
/// waitpid(2) stores.
/// </summary>
[EventSource(Name = "ZombieGuard-Runtime")]
internal sealed class RuntimeEvents : EventSource
{
    internal static readonly RuntimeEvents Log = new();

    [NonEvent]
    internal void Ended(ChildExit exit)
    {
        if (exit.Status is { } status)
        {
            ChildEnded(exit.Pid, status.Raw);
        }
        else
        {
            ChildLost(exit.Pid);
        }
    }

    [Event(1, Level = EventLevel.Informational)]
    internal void ChildStarted(string name, int pid) => WriteEvent(1, name, pid);

    [Event(2, Level = EventLevel.Informational)]
    internal void ChildAdopted(int pid) => WriteEvent(2, pid);

    [Event(3, Level = EventLevel.Informational)]
    internal void ChildEnded(int pid, int status) => WriteEvent(3, pid, status);

    [Event(4, Level = EventLevel.Warning, Message = "Something else waited for child {0}: its status is lost.")]
    internal void ChildLost(int pid) => WriteEvent(4, pid);

    [Event(5, Level = EventLevel.Error)]
    internal void StartFailed(string message, int error) => WriteEvent(5, message, error);

    [Event(6, Level = EventLevel.Informational)]
    internal void UnownedReaped(int pid, int status) => WriteEvent(6, pid, status);

    [Event(7, Level = EventLevel.Warning)]
    internal void UnownedLeft(string problem) => WriteEvent(7, problem);

    [Event(8, Level = EventLevel.Warning, Message = "SIGCHLD is ignored: the statuses of all children are lost, and Process.WaitForExit never returns.")]
    internal void SigchldIgnored() => WriteEvent(8);

    [Event(9, Level = EventLevel.Warning, Message = "The guardian {0} has ended before this process.")]
    internal void GuardianEnded(int pid) => WriteEvent(9, pid);
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Whether a call keeps the program alive for a while. A child whose parent ends right away is adopted by init, which
/// waits for it; the call that comes between decides whether the parent does end right away.
/// </summary>
internal sealed class LingerAnalysis
{
    private readonly KnownSymbols _known;

    public LingerAnalysis(KnownSymbols known) => _known = known;

    /// <summary>Whether the program may still be running long after the call began.</summary>
    public bool Lingers(IInvocationOperation call)
    {
        if (call.IsImplicit)
        {
            // What the compiler adds (leaving a lock, disposing) is no work of the program's.
            return false;
        }

        var entries = _known.Find(call.TargetMethod);
        if (!entries.IsEmpty)
        {
            return entries.Any(e => e.Role is ChildRole.Lingers or ChildRole.Discharges);
        }

        // A local function or a method of the program may do anything; one whose name says that it logs is believed.
        return !_known.IsProcess(call.TargetMethod.ContainingType) && !IsNamedAsLog(call.TargetMethod.Name);
    }

    private static bool IsNamedAsLog(string name) =>
        new[] { "Log", "Write", "Print", "Trace", "Report", "ToString", "Dispose", "Close" }
            .Any(prefix => name.StartsWith(prefix, System.StringComparison.Ordinal));
}

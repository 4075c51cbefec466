using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// Whether a call keeps the program alive for a while. A child whose parent ends right away is adopted by init, which
/// waits for it; the call that comes between decides whether the parent does end right away.
/// </summary>
internal sealed class LingerAnalysis
{
    // What says goodbye does so in a few calls; deeper than this nobody looks.
    private const int MaxDepth = 3;

    private readonly KnownSymbols _known;
    private readonly CalleeBodies _bodies;
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _quick = new(SymbolEqualityComparer.Default);

    public LingerAnalysis(KnownSymbols known, CalleeBodies bodies)
    {
        _known = known;
        _bodies = bodies;
    }

    /// <summary>Whether the program may still be running long after the call began.</summary>
    public bool Lingers(IInvocationOperation call, CancellationToken cancellation) => Lingers(call, 0, cancellation);

    private bool Lingers(IInvocationOperation call, int depth, CancellationToken cancellation)
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

        // One whose name says that it logs is believed.
        return !_known.IsProcess(call.TargetMethod.ContainingType)
            && !IsNamedAsLog(call.TargetMethod.Name)
            && !IsQuick(call, depth, cancellation);
    }

    /// <summary>Whether the program's own method does a few things that take no time.</summary>
    private bool IsQuick(IInvocationOperation call, int depth, CancellationToken cancellation)
    {
        var method = CalleeBodies.DefinitionOf(call.TargetMethod);
        if (depth >= MaxDepth || method.IsAsync || !CalleeBodies.IsSure(method, call.IsVirtual))
        {
            return false;
        }

        if (!_quick.TryGetValue(method, out var isQuick))
        {
            isQuick = _bodies.BodyOf(method, cancellation) is { } body && body.Descendants().All(o => TakesNoTime(o, depth, cancellation));
            if (depth == 0)
            {
                // Deeper down the answer may have been cut short.
                _quick.TryAdd(method, isQuick);
            }
        }

        return isQuick;
    }

    private bool TakesNoTime(IOperation operation, int depth, CancellationToken cancellation) => operation switch
    {
        ILoopOperation or IAwaitOperation or ILockOperation or IDynamicInvocationOperation or IInvalidOperation => false,
        IInvocationOperation call => !Lingers(call, depth + 1, cancellation),
        _ => true,
    };

    private static bool IsNamedAsLog(string name) =>
        new[] { "Log", "Write", "Print", "Trace", "Report", "ToString", "Dispose", "Close" }
            .Any(prefix => name.StartsWith(prefix, System.StringComparison.Ordinal));
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What a function of the program may do, found in its body and in those that it calls.</summary>
internal static class OwnCode
{
    // Past this, anything may happen.
    private const int MaxDepth = 4;

    /// <summary>Whether a call of the program's own code may take its time, throw, or not come back.</summary>
    public static bool MayLinger(IInvocationOperation call, KnownSymbols known) => MayLinger(call, known, new HashSet<SyntaxNode>(), 0);

    private static bool MayLinger(IInvocationOperation call, KnownSymbols known, HashSet<SyntaxNode> seen, int depth)
    {
        if (known.LinesAbout(call) is var lines && lines.Any())
        {
            return lines.Any(line => Lingers(line, call));
        }

        if (OwnFunction.CalledBy(call) is not { } function)
        {
            // Of code that cannot be seen only the framework's is trusted to be quick where the catalogue does not say otherwise.
            return call.TargetMethod.MethodKind == MethodKind.DelegateInvoke || !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty;
        }

        return depth == MaxDepth || (seen.Add(function.Declaration) && OwnFunction.Inside(function.Body).Any(operation => operation switch
        {
            IThrowOperation or IAwaitOperation => true,
            IInvocationOperation inner => MayLinger(inner, known, seen, depth + 1),
            _ => false,
        }));
    }

    private static bool Lingers(CatalogueEntry line, IInvocationOperation call) =>
        line.Role is ChildRole.Lingers or ChildRole.AwaitsSignal or ChildRole.EndsProcess
        || (line.Role == ChildRole.Discharges && NativeWait.Of(call, line) is not { IsNonBlocking: true });
}

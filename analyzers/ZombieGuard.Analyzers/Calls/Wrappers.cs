using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>A call that the catalogue speaks of, as a call of the program's own method makes it.</summary>
/// <param name="Call">The call that the catalogue speaks of.</param>
/// <param name="Via">The call that leads to it.</param>
internal sealed record WrappedCall(IInvocationOperation Call, CallSite Via);

/// <summary>Looks through the methods that people put around imports: <c>Native.WaitPid(-1)</c> is <c>waitpid(-1)</c>.</summary>
internal sealed class Wrappers
{
    private const int MaxDepth = 2;

    // Who wraps an API says so in the name; any other call of the program is not looked into.
    private static readonly string[] Words = { "wait", "sig", "prctl", "reap", "child" };

    private readonly KnownSymbols _known;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IInvocationOperation>> _calls = new(SymbolEqualityComparer.Default);

    public Wrappers(KnownSymbols known) => _known = known;

    /// <summary>Whether a call may lead to an import; cheap, and asked of every call there is.</summary>
    public static bool MayWrap(IMethodSymbol method) =>
        method is { Parameters.IsEmpty: false, IsExtern: false, MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ReducedExtension }
        && !method.Locations.IsEmpty && method.Locations[0].IsInSource
        && Words.Any(word => method.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The calls that the catalogue speaks of, behind a call that <see cref="MayWrap"/>.</summary>
    public IEnumerable<WrappedCall> Behind(IInvocationOperation call) => Behind(new CallSite(call, null), 0);

    private IEnumerable<WrappedCall> Behind(CallSite via, int depth)
    {
        foreach (var inner in _calls.GetOrAdd(via.Call.TargetMethod.OriginalDefinition, method => CallsIn(method, via.Call.SemanticModel)))
        {
            if (!_known.Find(inner.TargetMethod).IsEmpty)
            {
                yield return new(inner, via);
            }
            else if (depth < MaxDepth)
            {
                foreach (var behind in Behind(new CallSite(inner, via), depth + 1))
                {
                    yield return behind;
                }
            }
        }
    }

    private ImmutableArray<IInvocationOperation> CallsIn(IMethodSymbol method, SemanticModel? near) =>
        OwnFunction.Of(method, near) is { } function
            ? OwnFunction.Inside(function.Body).OfType<IInvocationOperation>()
                .Where(call => MayWrap(call.TargetMethod) || _known.Find(call.TargetMethod).Any(IsOfInterest))
                .ToImmutableArray()
            : ImmutableArray<IInvocationOperation>.Empty;

    private static bool IsOfInterest(CatalogueEntry line) =>
        line.Role is ChildRole.SetsSigchld or ChildRole.HandlesSigchld or ChildRole.AdoptsOrphans || NativeWait.IsOfFamily(line);
}

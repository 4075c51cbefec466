using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ZombieGuard.Analyzers.Flow;

/// <summary>One handler that an exception may reach, with the finally regions on the way there.</summary>
internal readonly record struct ExceptionRoute(ControlFlowRegion Handler, ImmutableArray<ControlFlowRegion> Finallys, Continuation? Continuation);

/// <summary>The edges from a throwing operation to the handlers around it, which Roslyn's graph does not have.</summary>
internal static class ExceptionRoutes
{
    /// <summary>Lists the handlers that may take an exception of the given type, innermost first.</summary>
    /// <param name="from">The node that throws.</param>
    /// <param name="thrown">The static type of the exception; null when it may be anything.</param>
    public static IEnumerable<ExceptionRoute> From(FlowNode from, ITypeSymbol? thrown)
    {
        var finallys = ImmutableArray.CreateBuilder<ControlFlowRegion>();
        var continuation = from.Continuation;
        for (var region = from.Block.EnclosingRegion; region.EnclosingRegion is { } parent; region = parent)
        {
            if (region.Kind == ControlFlowRegionKind.Finally && continuation is not null && ReferenceEquals(continuation.Current, region))
            {
                // The exception replaces whatever this finally block was going to continue with.
                continuation = continuation.Outer;
            }

            if (region.Kind != ControlFlowRegionKind.Try)
            {
                continue;
            }

            if (parent.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                finallys.Add(parent.NestedRegions[1]);
                continue;
            }

            foreach (var handler in parent.NestedRegions)
            {
                if (handler.Kind == ControlFlowRegionKind.Try || !MayTake(handler, thrown))
                {
                    continue;
                }

                yield return new ExceptionRoute(handler, finallys.ToImmutable(), continuation);
                if (TakesFor(handler, thrown))
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Lists the finally regions that an exception which no handler takes runs through, innermost first.</summary>
    public static ImmutableArray<ControlFlowRegion> OutOf(FlowNode from)
    {
        var finallys = ImmutableArray.CreateBuilder<ControlFlowRegion>();
        for (var region = from.Block.EnclosingRegion; region.EnclosingRegion is { } parent; region = parent)
        {
            if (region.Kind == ControlFlowRegionKind.Try && parent.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                finallys.Add(parent.NestedRegions[1]);
            }
        }

        return finallys.ToImmutable();
    }

    /// <summary>Whether the handler takes every exception there is.</summary>
    public static bool IsCatchAll(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.Catch
        && (handler.ExceptionType is null or { SpecialType: SpecialType.System_Object } || IsSystemException(handler.ExceptionType));

    private static bool MayTake(ControlFlowRegion handler, ITypeSymbol? thrown)
    {
        if (thrown is null)
        {
            // Which exception a call throws is unknown; only a handler of everything is sure to be meant for it.
            return IsCatchAll(handler);
        }

        return IsCatchAll(handler) || DerivesFrom(thrown, ExceptionTypeOf(handler)) || DerivesFrom(ExceptionTypeOf(handler), thrown);
    }

    private static bool TakesFor(ControlFlowRegion handler, ITypeSymbol? thrown) =>
        IsCatchAll(handler)
        || (handler.Kind == ControlFlowRegionKind.Catch && thrown is not null && DerivesFrom(thrown, handler.ExceptionType));

    private static ITypeSymbol? ExceptionTypeOf(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.FilterAndHandler && handler.NestedRegions.Length > 1
            ? handler.NestedRegions[1].ExceptionType ?? handler.ExceptionType
            : handler.ExceptionType;

    private static bool DerivesFrom(ITypeSymbol? type, ITypeSymbol? from)
    {
        if (from is null or { SpecialType: SpecialType.System_Object })
        {
            return true;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, from))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSystemException(ITypeSymbol type) =>
        type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}

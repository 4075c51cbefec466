using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Whether a pid is that of a child which <c>Process</c> started, and so waits for itself.</summary>
internal static class PidOrigin
{
    // Code that is being typed may define a value by itself; a way back longer than this is none that a person wrote.
    private const int MaxDepth = 4;

    /// <param name="pid">The pid.</param>
    /// <param name="known">What the catalogue says.</param>
    /// <param name="via">The call through which the code around the pid is looked at; null where it is looked at by itself.</param>
    public static bool IsOfManagedChild(IOperation pid, KnownSymbols known, CallSite? via = null) => IsOfManagedChild(pid, known, via, 0);

    private static bool IsOfManagedChild(IOperation pid, KnownSymbols known, CallSite? via, int depth)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        (var origin, via) = Origin.Of(pid, via);

        // pidfd_open(process.Id) is the same child by another name.
        if (origin is IInvocationOperation call && known.EntriesOf(call).FirstOrDefault(e => e.Role == ChildRole.Aliases) is { Child.Kind: SlotKind.Argument } alias)
        {
            return call.ValueIn(alias.Child) is { } inner && IsOfManagedChild(inner, known, via, depth + 1);
        }

        return origin is IPropertyReferenceOperation { Instance: { } child } property
            && known.Find(property.Property).Any(e => e is { Role: ChildRole.Aliases, Child.Kind: SlotKind.This })
            && known.IsManagedChild(child.Type)
            && IsStartedHere(child, known, 0);
    }

    /// <summary>Whether the pid is what a call in the same member spawned: that wait takes no child but its own.</summary>
    public static bool IsOfSpawn(IOperation pid, KnownSymbols known)
    {
        var origin = Origin.Of(pid);
        return IsSpawn(origin, known)
            || (origin is ILocalReferenceOperation local && Origin.RootOf(pid).Descendants().Any(operation => operation switch
            {
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment => Is(target.Local, local) && IsSpawn(Origin.Of(assignment.Value), known),
                IInvocationOperation call => IsSpawn(call, known) && call.Arguments.Any(argument =>
                    argument.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(filled => Is(filled.Local, local))),
                _ => false,
            }));
    }

    private static bool IsSpawn(IOperation operation, KnownSymbols known) =>
        operation is IInvocationOperation call && known.EntriesOf(call).Any(e => e.Role == ChildRole.Spawns);

    // A Process that was only looked up (GetProcessById, GetProcesses) owns no child, and one that comes from code which is
    // not followed (a query, a factory) may have been.
    private static bool IsStartedHere(IOperation child, KnownSymbols known, int depth) => depth <= MaxDepth && Origin.Of(child) switch
    {
        IInvocationOperation call => known.EntriesOf(call).Any(e => e.Role is ChildRole.Spawns or ChildRole.Aliases),
        ILocalReferenceOperation local => IsStarted(local, known, depth),
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method } => !LooksUp(method.ContainingType),
        IArrayElementReferenceOperation element => IsStartedHere(element.ArrayReference, known, depth + 1),
        IFieldReferenceOperation field => !LooksUp(field.Field.ContainingType),
        IPropertyReferenceOperation property => !LooksUp(property.Property.ContainingType),
        IInstanceReferenceOperation or IObjectCreationOperation or IArrayCreationOperation => true,
        _ => false,
    };

    /// <summary>Whether the type's own code looks processes up, so that what it keeps or is given may be one of those.</summary>
    private static bool LooksUp(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax().DescendantTokens().Any(token => token.ValueText.StartsWith("GetProcess", System.StringComparison.Ordinal)));

    private static bool IsStarted(ILocalReferenceOperation local, KnownSymbols known, int depth)
    {
        var isStarted = false;
        foreach (var operation in Origin.RootOf(local).Descendants())
        {
            var source = operation switch
            {
                IForEachLoopOperation loop when loop.Locals.Contains(local.Local, SymbolEqualityComparer.Default) => loop.Collection,
                IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local) => declarator.Initializer?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Is(target.Local, local) => assignment.Value,
                _ => null,
            };
            if (source is null || source.ConstantValue.HasValue)
            {
                continue;
            }

            if (!IsStartedHere(source, known, depth + 1))
            {
                return false;
            }

            isStarted = true;
        }

        return isStarted;
    }

    private static bool Is(ISymbol symbol, ILocalReferenceOperation local) => SymbolEqualityComparer.Default.Equals(symbol, local.Local);
}

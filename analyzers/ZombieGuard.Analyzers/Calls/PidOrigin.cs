using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Whether a pid is that of a child which <c>Process</c> started, and so waits for itself.</summary>
internal static class PidOrigin
{
    public static bool IsOfManagedChild(IOperation pid, KnownSymbols known)
    {
        var origin = Origin.Of(pid);

        // pidfd_open(process.Id) is the same child by another name.
        if (origin is IInvocationOperation call && known.EntriesOf(call).FirstOrDefault(e => e.Role == ChildRole.Aliases) is { Child.Kind: SlotKind.Argument } alias)
        {
            return call.ValueIn(alias.Child) is { } inner && IsOfManagedChild(inner, known);
        }

        return origin is IPropertyReferenceOperation { Instance: { } child } property
            && known.Find(property.Property).Any(e => e is { Role: ChildRole.Aliases, Child.Kind: SlotKind.This })
            && known.IsManagedChild(child.Type)
            && IsStartedHere(child, known);
    }

    // A Process that was only looked up (GetProcessById, GetProcesses) owns no child.
    private static bool IsStartedHere(IOperation child, KnownSymbols known) => Origin.Of(child) switch
    {
        IInvocationOperation call => call.TargetMethod.ContainingType is { } type && (!known.IsManagedChild(type)
            || known.EntriesOf(call).Any(e => e.Role is ChildRole.Spawns or ChildRole.Aliases)),
        ILocalReferenceOperation local => !IsLookedUp(local, known),
        IParameterReferenceOperation parameter => parameter.Parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction },
        IArrayElementReferenceOperation element => IsStartedHere(element.ArrayReference, known),
        IInstanceReferenceOperation or IObjectCreationOperation or IFieldReferenceOperation or IPropertyReferenceOperation => true,
        _ => false,
    };

    private static bool IsLookedUp(ILocalReferenceOperation local, KnownSymbols known)
    {
        foreach (var operation in Origin.RootOf(local).Descendants())
        {
            var source = operation switch
            {
                IForEachLoopOperation loop when loop.Locals.Contains(local.Local, SymbolEqualityComparer.Default) => loop.Collection,
                IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local) => declarator.Initializer?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Is(target.Local, local) => assignment.Value,
                _ => null,
            };
            if (source is not null && Origin.Of(source) is IInvocationOperation call && !IsStartedHere(call, known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ISymbol symbol, ILocalReferenceOperation local) => SymbolEqualityComparer.Default.Equals(symbol, local.Local);
}

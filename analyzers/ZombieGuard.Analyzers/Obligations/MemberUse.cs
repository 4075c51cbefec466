using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>Says of one mention of a field or property that keeps a child, or children, whether it takes one: as <see cref="HandleUse"/>, and through names that it is given.</summary>
internal sealed class MemberUse
{
    private readonly ISymbol _member;
    private readonly KnownSymbols _known;
    private readonly HandleUse _uses;
    private readonly int _maxAliases;

    public MemberUse(ISymbol member, KnownSymbols known, HandleUse uses, int maxAliases)
    {
        _member = member;
        _known = known;
        _uses = uses;
        _maxAliases = maxAliases;
    }

    /// <summary>Whether the mention takes a child.</summary>
    public bool Takes(IOperation mention) => Takes(mention, 0);

    private bool Takes(IOperation mention, int depth)
    {
        if (depth > _maxAliases)
        {
            return true;
        }

        var use = mention;
        while (use.Parent is IConversionOperation or IParenthesizedOperation)
        {
            use = use.Parent;
        }

        if (depth > 0 && IsPutBack(use))
        {
            return false;
        }

        switch (use.Parent)
        {
            case IAssignmentOperation assignment when assignment.Target == use:
            case IArgumentOperation { Parameter.RefKind: RefKind.Out }:
                return false;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return AliasTakes(declarator.Symbol, use, depth);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when assignment.Value == use:
                return AliasTakes(local.Local, use, depth) || assignment.Parent is not IExpressionStatementOperation;
            case IIsPatternOperation test:
                return Names(test.Pattern).Any(name => AliasTakes(name, use, depth));
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref, Parent: IInvocationOperation { TargetMethod: { Name: "Exchange", ContainingType.Name: "Interlocked" } } exchange }:
                // Taken out of the field at one blow: what is taken is the child.
                return exchange.Arguments[0].Value == use && exchange.Parent is not IExpressionStatementOperation && Takes(exchange, depth + 1);
            case IConditionalAccessOperation access when access.Operation == use:
                return access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().FirstOrDefault() is { } instance && Takes(instance, depth);
        }

        return CollectionCalls.IsCollection(use.Type) && !_known.IsManagedChild(use.Type) ? TakesElement(use, depth) : _uses.Takes(mention);
    }

    // _idle.Add(worker), _workers[id] = worker: it goes back to where it came from.
    private bool IsPutBack(IOperation use) => use.Parent switch
    {
        IArgumentOperation { Parent: IInvocationOperation put } => put.Parent is IExpressionStatementOperation && CollectionCalls.Adds(put.TargetMethod) && IsMember(put.Instance),
        ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment => assignment.Value == use
            && (IsMember(assignment.Target) || IsMember((assignment.Target as IPropertyReferenceOperation)?.Instance) || IsMember((assignment.Target as IArrayElementReferenceOperation)?.ArrayReference)),
        _ => false,
    };

    private bool IsMember(IOperation? operation) =>
        operation is IMemberReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, _member);

    /// <summary>Whether a child is taken out of a collection by this mention of it.</summary>
    private bool TakesElement(IOperation collection, int depth)
    {
        switch (collection.Parent)
        {
            case IForEachLoopOperation loop when loop.Collection == collection:
                return loop.Locals.Any(local => AliasTakes(local, loop.Body, depth));
            case IArrayElementReferenceOperation element when element.ArrayReference == collection:
                return Takes(element, depth + 1);
            case IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer when indexer.Instance == collection:
                return Takes(indexer, depth + 1);
            case IPropertyReferenceOperation property when property.Instance == collection:
                return property.Property.Name is "Values" or "Keys" && Takes(property, depth + 1);
            case IInvocationOperation call when call.Instance == collection:
                return TakesByCall(call, depth);
            case IArgumentOperation { Parent: IInvocationOperation { Instance: null } call } when call.TargetMethod.IsExtensionMethod && HandleUse.IsForeign(call.TargetMethod):
                return TakesByCall(call, depth);
            case IBinaryOperation or IIsPatternOperation or IIsTypeOperation or INameOfOperation:
                return false;
            default:
                return true;
        }
    }

    private bool TakesByCall(IInvocationOperation call, int depth)
    {
        if (CollectionCalls.Adds(call.TargetMethod) || CollectionCalls.Counts(call.TargetMethod) || call.TargetMethod.Name is "Clear" or "Contains" or "ContainsKey" or "Any")
        {
            return call.Arguments.Any(a => a.Value is IDelegateCreationOperation);
        }

        var handsOut = call.Arguments.Where(a => a.Parameter?.RefKind == RefKind.Out).Select(a => a.Value).ToList();
        return handsOut.Any(o => NameOf(o) is { } name && AliasTakes(name, o, depth))
            || call.Arguments.Any(a => a.Value is IDelegateCreationOperation)
            || (call.Parent is not IExpressionStatementOperation && call.Type?.SpecialType is not (SpecialType.System_Void or SpecialType.System_Boolean) && Takes(call, depth + 1));
    }

    private bool AliasTakes(ISymbol name, IOperation near, int depth) =>
        Origin.RootOf(near).Descendants().OfType<ILocalReferenceOperation>()
            .Where(l => SymbolEqualityComparer.Default.Equals(l.Local, name) && !IsWritten(l))
            .Any(mention => Takes(mention, depth + 1));

    private static bool IsWritten(ILocalReferenceOperation local) =>
        local.IsDeclaration || (local.Parent is IAssignmentOperation assignment && assignment.Target == local);

    private static ISymbol? NameOf(IOperation value) => value switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };

    private static IEnumerable<ISymbol> Names(IPatternOperation pattern) => pattern.DescendantsAndSelf()
        .Select(p => p switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        })
        .OfType<ISymbol>();
}

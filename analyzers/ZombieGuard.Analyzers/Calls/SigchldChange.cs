using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What a call makes of SIGCHLD.</summary>
internal enum SigchldChange
{
    /// <summary>Nothing new: it asks, or puts back what was there; or nobody can tell.</summary>
    None,

    /// <summary>Ignored, or SA_NOCLDWAIT: the kernel throws each child's status away.</summary>
    Ignored,

    /// <summary>Another handler, or none.</summary>
    Replaced,
}

/// <summary>Reads signal and sigaction.</summary>
internal static class SigchldChanges
{
    private const long Ignore = 1;
    private const long Default = 0;
    private const long NoChildWait = 2;

    public static SigchldChange Of(IInvocationOperation call, CatalogueEntry entry, KnownSymbols known)
    {
        if (call.ValueIn(entry.Handler) is { } handler)
        {
            return OfHandler(handler, known);
        }

        return call.ValueIn(entry.Action) is { } action ? OfAction(call, entry, action, known) : SigchldChange.None;
    }

    private static SigchldChange OfHandler(IOperation handler, KnownSymbols known)
    {
        switch (Origin.NumberOf(handler))
        {
            case Ignore:
                return SigchldChange.Ignored;
            case Default:
                return SigchldChange.Replaced;
            case not null:
                return SigchldChange.None;
        }

        var origin = Origin.Of(handler);
        return origin switch
        {
            // What an earlier call returned is put back.
            IInvocationOperation earlier when known.EntriesOf(earlier).Any(e => e.Role == ChildRole.SetsSigchld) => SigchldChange.None,
            IInvocationOperation or IAddressOfOperation or IMethodReferenceOperation or IAnonymousFunctionOperation => SigchldChange.Replaced,
            _ => origin.Type?.TypeKind is TypeKind.Delegate or TypeKind.FunctionPointer ? SigchldChange.Replaced : SigchldChange.None,
        };
    }

    private static SigchldChange OfAction(IInvocationOperation call, CatalogueEntry entry, IOperation action, KnownSymbols known)
    {
        if (call.ArgumentAt(entry.Action.Index)?.Parameter?.RefKind == RefKind.Out || Origin.NumberOf(action) == 0)
        {
            return SigchldChange.None;
        }

        var variable = VariableOf(action);
        var root = Origin.RootOf(call);
        if (variable is not null && WasSaved(variable, root, known))
        {
            return SigchldChange.None;
        }

        var fields = FieldsOf(Origin.Of(action)).Concat(variable is null ? Enumerable.Empty<(string Name, IOperation Value)>() : FieldsOf(variable, root)).ToList();
        if (fields.Count == 0 && Origin.Of(action) is not (IObjectCreationOperation or IDefaultValueOperation))
        {
            // Filled elsewhere: it may well be what was there before.
            return SigchldChange.None;
        }

        return fields.Any(field => MakesKernelReap(field.Name, Origin.NumberOf(field.Value))) ? SigchldChange.Ignored : SigchldChange.Replaced;
    }

    // The struct is the program's own, so its fields are known by what C calls them, less the prefix.
    private static bool MakesKernelReap(string field, long? value) =>
        (Says(field, "flags") && (value & NoChildWait) is > 0) || (Says(field, "handler") && value == Ignore);

    private static bool Says(string field, string word) => field.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static IEnumerable<(string Name, IOperation Value)> FieldsOf(IOperation creation) =>
        creation is IObjectCreationOperation { Initializer: { } initializer }
            ? initializer.Initializers.OfType<ISimpleAssignmentOperation>()
                .Where(a => a.Target is IMemberReferenceOperation)
                .Select(a => (((IMemberReferenceOperation)a.Target).Member.Name, a.Value))
            : Enumerable.Empty<(string Name, IOperation Value)>();

    private static IEnumerable<(string Name, IOperation Value)> FieldsOf(ISymbol variable, IOperation root)
    {
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } instance } member } assignment when Is(instance, variable):
                    yield return (member.Member.Name, assignment.Value);
                    break;
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable):
                    foreach (var field in FieldsOf(Origin.Of(value)))
                    {
                        yield return field;
                    }

                    break;
                case ISimpleAssignmentOperation assignment when Is(assignment.Target, variable):
                    foreach (var field in FieldsOf(Origin.Of(assignment.Value)))
                    {
                        yield return field;
                    }

                    break;
            }
        }
    }

    /// <summary>Whether an earlier call wrote what was there before into the variable.</summary>
    private static bool WasSaved(ISymbol variable, IOperation root, KnownSymbols known) =>
        root.Descendants().OfType<IInvocationOperation>().Any(call => known.EntriesOf(call).Any(entry =>
            entry.Role == ChildRole.SetsSigchld && call.Arguments.Any(a => a.Parameter?.Ordinal > entry.Action.Index && Is(a.Value, variable))));

    private static bool Is(IOperation operation, ISymbol variable) => SymbolEqualityComparer.Default.Equals(VariableOf(operation), variable);

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        IConversionOperation conversion => VariableOf(conversion.Operand),
        IAddressOfOperation address => VariableOf(address.Reference),
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IDeclarationExpressionOperation declaration => VariableOf(declaration.Expression),
        _ => null,
    };
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What the fields of a struct hold that is passed to a call, as far as the member that passes it says.</summary>
internal static class ActionFields
{
    /// <summary>The fields that are given a value, wherever in the member: in the initializer, or one by one.</summary>
    public static IEnumerable<(string Name, IOperation Value)> Of(IOperation passed, CallSite? via)
    {
        var variable = VariableIn(passed);
        foreach (var field in InitializedBy(Origin.OfKept(variable, via).Value))
        {
            yield return field;
        }

        foreach (var field in Writes.Of(variable).Values.SelectMany(value => InitializedBy(Origin.Of(value))))
        {
            yield return field;
        }

        foreach (var assignment in Origin.RootOf(passed).Descendants().OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IMemberReferenceOperation member && IsPartOf(member, variable))
            {
                yield return (member.Member.Name, assignment.Value);
            }
        }
    }

    /// <summary>The variable whose value or address is passed.</summary>
    public static IOperation VariableIn(IOperation passed)
    {
        // Code that is being typed may define a pointer by itself.
        const int MaxSteps = 8;
        for (var step = 0; step < MaxSteps; step++)
        {
            switch (passed)
            {
                case IConversionOperation conversion:
                    passed = conversion.Operand;
                    break;
                case IAddressOfOperation address:
                    passed = address.Reference;
                    break;
                case IDeclarationExpressionOperation declaration:
                    passed = declaration.Expression;
                    break;
                case ILocalReferenceOperation { Local.Type.TypeKind: TypeKind.Pointer } when Origin.Of(passed) is IAddressOfOperation pointed:
                    passed = pointed;
                    break;
                default:
                    return passed;
            }
        }

        return passed;
    }

    /// <summary>Whether both read the same variable.</summary>
    public static bool IsSame(IOperation one, IOperation other) =>
        SymbolOf(one) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, SymbolOf(other));

    // action.sa_handler, and action.handler.sa_handler where the program writes the union down.
    private static bool IsPartOf(IMemberReferenceOperation member, IOperation variable)
    {
        for (var at = member.Instance; at is not null; at = (at as IMemberReferenceOperation)?.Instance)
        {
            if (IsSame(VariableIn(at), variable))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(string Name, IOperation Value)> InitializedBy(IOperation creation)
    {
        var initializer = creation switch
        {
            IObjectCreationOperation created => created.Initializer,
            IWithOperation changed => changed.Initializer,
            _ => null,
        };
        return initializer is null
            ? Enumerable.Empty<(string Name, IOperation Value)>()
            : initializer.Initializers.OfType<ISimpleAssignmentOperation>()
                .Where(a => a.Target is IMemberReferenceOperation)
                .Select(a => (((IMemberReferenceOperation)a.Target).Member.Name, a.Value));
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };
}

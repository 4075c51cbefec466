using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Where a value comes from: back through conversions, locals that never change, and readonly fields with an initializer.</summary>
internal static class Origin
{
    private const int MaxSteps = 8;

    public static IOperation Of(IOperation value) => Of(value, via: null).Value;

    /// <summary>As <see cref="Of(IOperation)"/>, and from a parameter on to what the call passed.</summary>
    public static (IOperation Value, CallSite? Via) Of(IOperation value, CallSite? via)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            var before = value switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                IDelegateCreationOperation creation => creation.Target,
                ILocalReferenceOperation local => OnlyValueOf(local),
                IFieldReferenceOperation field => InitializerOf(field),
                IParameterReferenceOperation parameter => via?.ArgumentFor(parameter.Parameter) is { } argument && !IsChanged(parameter) ? argument : null,
                _ => null,
            };
            if (before is null)
            {
                break;
            }

            via = value is IParameterReferenceOperation ? via!.Outer : via;
            value = before;
        }

        return (value, via);
    }

    /// <summary>As <see cref="Of(IOperation, CallSite?)"/>, and on through fields and properties that only ever hold one value.</summary>
    public static (IOperation Value, CallSite? Via) OfKept(IOperation value, CallSite? via)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            (value, via) = Of(value, via);
            if (value is not (IFieldReferenceOperation or IPropertyReferenceOperation) || Writes.Of(value).Only is not { } kept)
            {
                break;
            }

            (value, via) = (kept, null);
        }

        return (value, via);
    }

    /// <summary>The whole bound member that the operation is in.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private static IOperation? OnlyValueOf(ILocalReferenceOperation reference)
    {
        var local = reference.Local;
        IOperation? value = null;
        foreach (var operation in ScopeOf(reference).Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && Is(declarator.Symbol, local))
            {
                value = (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;
            }
            else if (operation is ILocalReferenceOperation use && Is(use.Local, local) && IsWritten(use))
            {
                return null;
            }
        }

        return value;
    }

    private static bool IsChanged(IParameterReferenceOperation reference) => RootOf(reference).Descendants().Any(operation =>
        operation is IParameterReferenceOperation use && Is(use.Parameter, reference.Parameter) && IsWritten(use));

    // The block that declares the local: where a method is long, most of it is none of its business.
    private static IOperation ScopeOf(ILocalReferenceOperation reference)
    {
        IOperation scope = reference;
        while (scope.Parent is { } parent && !(scope is IBlockOperation block && block.Locals.Contains(reference.Local, SymbolEqualityComparer.Default)))
        {
            scope = parent;
        }

        return scope;
    }

    private static bool IsWritten(IOperation use) => use.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == use,
        IIncrementOrDecrementOperation or IAddressOfOperation or ITupleOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        _ => false,
    };

    private static IOperation? InitializerOf(IFieldReferenceOperation reference) =>
        reference is { Field: { IsReadOnly: true } field, SemanticModel: { } model }
        && field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initializer }
            ? OtherTrees.ModelOf(model, initializer.SyntaxTree).GetOperation(initializer)
            : null;

    private static bool Is(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Where a value comes from: back through conversions, locals that never change, and readonly fields with an initializer.</summary>
internal static class Origin
{
    private const int MaxSteps = 8;

    public static IOperation Of(IOperation value)
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
                _ => null,
            };
            if (before is null)
            {
                return value;
            }

            value = before;
        }

        return value;
    }

    /// <summary>The number that the value is known to be; SIG_IGN and SIG_DFL are 1 and 0 under whatever type they go by.</summary>
    public static long? NumberOf(IOperation value)
    {
        if (CallSlots.NumberOf(value) is { } constant)
        {
            return constant;
        }

        value = Of(value);
        return value switch
        {
            IDefaultValueOperation => 0,
            IFieldReferenceOperation { Field: { IsStatic: true, Name: "Zero" or "SIG_DFL" } } => 0,
            IFieldReferenceOperation { Field: { IsStatic: true, Name: "SIG_IGN" } } => 1,
            IObjectCreationOperation { Arguments: { Length: 1 } arguments } => CallSlots.NumberOf(arguments[0].Value),
            { ConstantValue: { HasValue: true, Value: null } } => 0,
            _ => CallSlots.NumberOf(value),
        };
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
        foreach (var operation in RootOf(reference).Descendants())
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

    private static bool IsWritten(ILocalReferenceOperation use) => use.Parent switch
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

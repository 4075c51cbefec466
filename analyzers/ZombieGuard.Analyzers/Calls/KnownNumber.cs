using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Numbers that can be known without running the program, on Linux, for which it is asked.</summary>
internal static class KnownNumber
{
    // Code that is being typed may define a number by itself.
    private const int MaxDepth = 6;

    /// <summary>The number in a slot of the call; null when nobody knows.</summary>
    public static long? In(IInvocationOperation call, Slot slot, CallSite? via = null) =>
        call.ValueIn(slot) is { } value && slot.Kind == SlotKind.Argument ? Of(value, via) : null;

    /// <summary>What the catalogue says of the call, lines whose test its arguments do not pass left out.</summary>
    public static IEnumerable<CatalogueEntry> LinesAbout(this KnownSymbols known, IInvocationOperation call, CallSite? via = null) =>
        known.Find(call.TargetMethod).Where(line => line.Test is null || CallSlots.Passes(line.Test, call.Arguments, value => Of(value, via)));

    /// <inheritdoc cref="LinesAbout(KnownSymbols, IInvocationOperation, CallSite?)"/>
    public static IEnumerable<CatalogueEntry> LinesAbout(this KnownSymbols known, IObjectCreationOperation creation) =>
        creation.Constructor is { } constructor
            ? known.Find(constructor).Where(line => line.Test is null || CallSlots.Passes(line.Test, creation.Arguments, value => Of(value)))
            : Enumerable.Empty<CatalogueEntry>();

    /// <summary>The number that the value is known to be; SIG_IGN and SIG_DFL are 1 and 0 under whatever type they go by.</summary>
    public static long? Of(IOperation value, CallSite? via = null) => Of(value, via, 0);

    private static long? Of(IOperation value, CallSite? via, int depth)
    {
        if (CallSlots.NumberOf(value) is { } constant)
        {
            return constant;
        }

        if (depth > MaxDepth)
        {
            return null;
        }

        (value, via) = Origin.OfKept(value, via);
        return value switch
        {
            _ when CallSlots.NumberOf(value) is { } number => number,
            { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation => 0,
            IFieldReferenceOperation { Field: { IsStatic: true, Name: "Zero" or "SIG_DFL" } } => 0,
            IFieldReferenceOperation { Field: { IsStatic: true, Name: "SIG_IGN" } } => 1,
            IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Zero" } } => 0,
            IObjectCreationOperation { Arguments: { IsEmpty: true }, Type: { SpecialType: not SpecialType.None } } => 0,
            IObjectCreationOperation { Arguments: { Length: 1 } arguments } => Of(arguments[0].Value, via, depth + 1),
            IInvocationOperation { TargetMethod: { IsStatic: true, Name: "GetDelegateForFunctionPointer" }, Arguments: { Length: 1 } arguments } =>
                Of(arguments[0].Value, via, depth + 1),
            IConditionalOperation { WhenFalse: { } whenFalse } choice => IsTrue(choice.Condition, via, depth + 1) is { } condition
                ? Of(condition ? choice.WhenTrue : whenFalse, via, depth + 1)
                : null,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus => -Of(minus.Operand, via, depth + 1),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } not => ~Of(not.Operand, via, depth + 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } or => Of(or.LeftOperand, via, depth + 1) | Of(or.RightOperand, via, depth + 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.And } and => Of(and.LeftOperand, via, depth + 1) & Of(and.RightOperand, via, depth + 1),
            _ => null,
        };
    }

    private static bool? IsTrue(IOperation condition, CallSite? via, int depth)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        (condition, via) = Origin.OfKept(condition, via);
        return condition switch
        {
            { ConstantValue: { HasValue: true, Value: bool constant } } => constant,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !IsTrue(not.Operand, via, depth + 1),
            IInvocationOperation { TargetMethod: { Name: "IsOSPlatform", ContainingType.Name: "RuntimeInformation" }, Arguments: { Length: 1 } arguments } =>
                arguments[0].Value is IPropertyReferenceOperation { Property.Name: var platform } ? platform == "Linux" : null,
            IInvocationOperation { TargetMethod: { ContainingType.Name: "OperatingSystem", Parameters.IsEmpty: true, Name: var name } } when name.StartsWith("Is", System.StringComparison.Ordinal) =>
                name == "IsLinux",
            _ => null,
        };
    }
}

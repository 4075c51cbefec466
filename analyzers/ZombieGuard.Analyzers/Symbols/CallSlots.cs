using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>Finds the catalogue's slots in a call.</summary>
internal static class CallSlots
{
    /// <summary>The argument of the parameter with the given position; null when there is none.</summary>
    public static IArgumentOperation? ArgumentAt(this IInvocationOperation call, int index) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == index);

    /// <summary>What the catalogue says of the call, lines whose test its arguments do not pass left out.</summary>
    public static IEnumerable<CatalogueEntry> EntriesOf(this KnownSymbols known, IInvocationOperation call) =>
        known.Find(call.TargetMethod).Where(entry => entry.Test is null || Passes(entry.Test, call.Arguments, NumberOf));

    /// <summary>What the catalogue says of making the object.</summary>
    public static IEnumerable<CatalogueEntry> EntriesOf(this KnownSymbols known, IObjectCreationOperation creation) =>
        creation.Constructor is { } constructor
            ? known.Find(constructor).Where(entry => entry.Test is null || Passes(entry.Test, creation.Arguments, NumberOf))
            : Enumerable.Empty<CatalogueEntry>();

    /// <summary>The value in a slot of the call; null when there is none.</summary>
    public static IOperation? ValueIn(this IInvocationOperation call, Slot slot) => slot.Kind switch
    {
        SlotKind.This => call.Instance,
        SlotKind.Argument => call.ArgumentAt(slot.Index)?.Value,
        _ => null,
    };

    /// <summary>Whether a wait is told by number for whom, so that the number may mean any child or a group.</summary>
    public static bool TakesPid(CatalogueEntry wait) =>
        wait.Child.Kind == SlotKind.Any
        || (wait.Child.Kind == SlotKind.Argument && (wait.Options.Kind != SlotKind.None || wait.IdType.Kind != SlotKind.None));

    /// <summary>Whether the wait takes any child: by its name, or by −1 or P_ALL; one that leaves the zombie (WNOWAIT) is none.</summary>
    public static bool IsForAny(CatalogueEntry wait, IInvocationOperation call) =>
        wait.Role == ChildRole.Discharges
        && TakesPid(wait)
        && (wait.Child.Kind == SlotKind.Any || (wait.IdType.Kind == SlotKind.None ? call.ConstantIn(wait.Child) == -1 : call.ConstantIn(wait.IdType) == 0))
        && ((call.ConstantIn(wait.Options) ?? 0) & 0x1000000) == 0;

    /// <summary>The constant in a slot, as a number; null when it is none.</summary>
    public static long? ConstantIn(this IInvocationOperation call, Slot slot) =>
        slot.Kind == SlotKind.Argument && call.ArgumentAt(slot.Index)?.Value is { } value ? NumberOf(value) : null;

    /// <summary>The number that an expression is known to be at compile time.</summary>
    public static long? NumberOf(IOperation value)
    {
        for (var operation = value; operation is not null; operation = (operation as IConversionOperation)?.Operand)
        {
            if (operation.ConstantValue is { HasValue: true, Value: { } constant })
            {
                return NumberOf(constant);
            }
        }

        return null;
    }

    /// <summary>The constant as a number; null for texts, booleans and fractions.</summary>
    public static long? NumberOf(object? constant) => constant switch
    {
        int or long or short or sbyte or byte or ushort or uint or char => Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture),
        ulong number => unchecked((long)number),
        _ => null,
    };

    /// <summary>Whether arguments pass the test of a line.</summary>
    /// <param name="test">The test.</param>
    /// <param name="arguments">All arguments of the call.</param>
    /// <param name="numberOf">What number an argument is; null for one that nobody knows.</param>
    public static bool Passes(ArgumentTest test, ImmutableArray<IArgumentOperation> arguments, Func<IOperation, long?> numberOf)
    {
        if (arguments.FirstOrDefault(a => a.Parameter?.Ordinal == test.Argument) is not { } argument || numberOf(argument.Value) is not { } number)
        {
            // Bits that are not known may be set; a value that is not known is none of those listed.
            return false;
        }

        return test.Values.IsDefaultOrEmpty ? (number & test.Mask) == 0 : test.Values.Contains(number);
    }
}

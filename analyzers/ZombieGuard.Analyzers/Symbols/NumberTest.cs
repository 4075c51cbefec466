using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>What a test says of a number that is known.</summary>
internal static class NumberTest
{
    /// <summary>Whether the comparison holds; null for an operator that compares nothing.</summary>
    public static bool? Holds(long value, BinaryOperatorKind kind, long number) => kind switch
    {
        BinaryOperatorKind.Equals => value == number,
        BinaryOperatorKind.NotEquals => value != number,
        BinaryOperatorKind.LessThan => value < number,
        BinaryOperatorKind.LessThanOrEqual => value <= number,
        BinaryOperatorKind.GreaterThan => value > number,
        BinaryOperatorKind.GreaterThanOrEqual => value >= number,
        _ => null,
    };

    /// <summary>Whether the number matches; null where the pattern asks for something else.</summary>
    public static bool? Matches(long value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => CallSlots.NumberOf(constant.Value) is { } number ? number == value : null,
        IRelationalPatternOperation relation => CallSlots.NumberOf(relation.Value) is { } number ? Holds(value, relation.OperatorKind, number) : null,
        INegatedPatternOperation negated => !Matches(value, negated.Pattern),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } and => Matches(value, and.LeftPattern) & Matches(value, and.RightPattern),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or => Matches(value, or.LeftPattern) | Matches(value, or.RightPattern),
        IDeclarationPatternOperation { MatchesNull: true } or IDiscardPatternOperation => true,
        _ => null,
    };
}

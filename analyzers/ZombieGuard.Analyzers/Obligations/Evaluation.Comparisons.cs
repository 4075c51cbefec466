using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private bool AssumeComparison(IBinaryOperation binary, BinaryOperatorKind comparison, bool want)
    {
        var (left, right) = (binary.LeftOperand, binary.RightOperand);
        if (IsNullConstant(left) || IsNullConstant(right))
        {
            var operand = IsNullConstant(left) ? right : left;
            return comparison is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
                || (AssumeNull(Evaluate(operand), operand, want == (comparison == BinaryOperatorKind.Equals)) && (IsDropped || AssumeFact(binary, want)));
        }

        if ((TruthOf(left) ?? TruthOf(right)) is { } truth)
        {
            return Assume(TruthOf(left) is null ? left : right, want == (comparison == BinaryOperatorKind.Equals == truth));
        }

        if (NumberOf(left) is { } fromLeft)
        {
            return AssumeNumber(Evaluate(right), Place.Of(right), Flip(comparison), fromLeft, want) && (IsDropped || AssumeFact(binary, want));
        }

        if (NumberOf(right) is { } fromRight)
        {
            return AssumeNumber(Evaluate(left), Place.Of(left), comparison, fromRight, want) && (IsDropped || AssumeFact(binary, want));
        }

        var (first, second) = (Evaluate(left), Evaluate(right));
        if (first is RaceWinnerValue || second is RaceWinnerValue)
        {
            var isWait = first is WaitTaskValue || second is WaitTaskValue;
            if (State.Owed && want == (comparison == BinaryOperatorKind.Equals) == isWait)
            {
                Settle(Settlement.Waited);
            }

            return true;
        }

        if (first is WaitResultValue { Meaning: ResultMeaning.ZeroIsRunning } || second is WaitResultValue { Meaning: ResultMeaning.ZeroIsRunning })
        {
            // The pid itself comes back once the child has ended, 0 before; whatever else is compared is taken for that.
            var saysEnded = comparison is BinaryOperatorKind.Equals ? want : comparison is BinaryOperatorKind.NotEquals ? !want : true;
            if (saysEnded && State.Owed)
            {
                Settle(Settlement.Waited);
            }

            return true;
        }

        return AssumeFact(binary, want);
    }

    /// <summary>A test of a value against a number.</summary>
    private bool AssumeNumber(Value? value, Place? place, BinaryOperatorKind comparison, long number, bool want)
    {
        bool Allows(long candidate) => Holds(candidate, comparison, number) == want;

        switch (value)
        {
            case ChildValue when State.Owed:
                // A pid is at least 1; beyond the number itself one candidate on either side stands for all.
                if (!Allows(1) && !Allows(long.MaxValue) && (number < 1 || !Allows(number)))
                {
                    Settle(Settlement.NoChild);
                }

                return true;
            case CountValue:
                return Allows(1) || Allows(long.MaxValue) || (number > 1 && Allows(number));
            case WaitResultValue { Meaning: ResultMeaning.ZeroIsRunning } when State.Owed:
                if (!Allows(0))
                {
                    Settle(Settlement.Waited);
                }

                return true;
            case StartResultValue { Meaning: ResultMeaning.NonZeroIsNone } when State.Owed:
                if (!Allows(0))
                {
                    Settle(Settlement.NoChild);
                }

                return true;
            case OtherForkValue when State.Owed:
                if (Allows(0) && !Allows(long.MaxValue))
                {
                    // Another fork's child: it is not the parent of this one.
                    Settle(Settlement.NoChild);
                }

                return true;
        }

        if (place is not { } known)
        {
            return true;
        }

        var fact = State.Facts.Of(known);
        if (fact.Constant is long constant)
        {
            return Allows(constant);
        }

        if (comparison == BinaryOperatorKind.Equals == want && comparison is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
        {
            Learn(known, fact with { Constant = number });
        }

        return true;
    }

    private static BinaryOperatorKind? ComparisonOf(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual ? kind : null;

    private static BinaryOperatorKind Flip(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };

    private static bool Holds(long value, BinaryOperatorKind kind, long number) => kind switch
    {
        BinaryOperatorKind.Equals => value == number,
        BinaryOperatorKind.NotEquals => value != number,
        BinaryOperatorKind.LessThan => value < number,
        BinaryOperatorKind.LessThanOrEqual => value <= number,
        BinaryOperatorKind.GreaterThan => value > number,
        _ => value >= number,
    };

    private static long? NumberOf(IOperation operation) =>
        CallSlots.NumberOf(operation)
        ?? (Strip(operation) is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } } ? 0 : null);

    private static bool? TruthOf(IOperation operation) => Strip(operation)?.ConstantValue is { HasValue: true, Value: bool truth } ? truth : null;

    private static bool IsNullConstant(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: null }
        || Strip(operation) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };
}

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
                || (AssumeNull(Evaluate(operand), Place.Of(operand), want == (comparison == BinaryOperatorKind.Equals)) && (IsDropped || AssumeFact(binary, want)));
        }

        if ((TruthOf(left) ?? TruthOf(right)) is { } truth)
        {
            return Assume(TruthOf(left) is null ? left : right, want == (comparison == BinaryOperatorKind.Equals == truth));
        }

        if ((TextOf(right) ?? TextOf(left)) is { } text && Place.Of(TextOf(right) is null ? right : left) is { } named
            && State.Facts.Of(named).Constant is string known)
        {
            return (known == text) == (want == (comparison == BinaryOperatorKind.Equals));
        }

        if (NumberOf(left) is { } fromLeft)
        {
            return AssumeNumber(Evaluate(right), Place.Of(right), Flip(comparison), fromLeft, want) && (IsDropped || AssumeFact(binary, want));
        }

        if (NumberOf(right) is { } fromRight)
        {
            return AssumeNumber(Evaluate(left), Place.Of(left), comparison, fromRight, want) && (IsDropped || (AssumeFact(binary, want) && CountDown(left, comparison, fromRight, want)));
        }

        var (first, second) = (Evaluate(left), Evaluate(right));
        if (ResultOfRace(first, second, comparison == BinaryOperatorKind.Equals) is { } race)
        {
            return AssumeBool(race, want);
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

    // while (left-- > 0): behind the loop it is known where the counter stands.
    private bool CountDown(IOperation counter, BinaryOperatorKind comparison, long number, bool want)
    {
        if (!want && comparison == BinaryOperatorKind.GreaterThan
            && counter is IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } step && Place.Of(step.Target) is { } place)
        {
            Learn(place, new PlaceFact(false, step.IsPostfix ? number - 1 : number));
        }

        return true;
    }

    /// <summary>A comparison that is not tested here: what it says of the child when it is tested later.</summary>
    private Value? EvaluateComparison(IBinaryOperation comparison)
    {
        var (left, right) = (Evaluate(comparison.LeftOperand), Evaluate(comparison.RightOperand));
        if (ResultOfRace(left, right, comparison.OperatorKind == BinaryOperatorKind.Equals) is { } race)
        {
            return race;
        }

        if ((TruthOf(comparison.LeftOperand) ?? TruthOf(comparison.RightOperand)) is { } truth)
        {
            var tested = TruthOf(comparison.LeftOperand) is null ? left : right;
            return truth == (comparison.OperatorKind == BinaryOperatorKind.Equals) ? tested as WaitResultValue ?? tested as StartResultValue as Value : Negate(tested);
        }

        if (left is WaitResultValue { Meaning: ResultMeaning.ZeroIsRunning } && right is ChildValue
            || (right is WaitResultValue { Meaning: ResultMeaning.ZeroIsRunning } && left is ChildValue))
        {
            return new WaitResultValue(ResultMeaning.TrueIsEnded, true, Negated: comparison.OperatorKind == BinaryOperatorKind.NotEquals);
        }

        if (left is ChildValue ? IsNullConstant(comparison.RightOperand) : right is ChildValue && IsNullConstant(comparison.LeftOperand))
        {
            return TestOfNull(saysNull: comparison.OperatorKind == BinaryOperatorKind.Equals);
        }

        var kind = comparison.OperatorKind;
        return NumberOf(comparison.RightOperand) is { } fromRight ? Test(left, candidate => NumberTest.Holds(candidate, kind, fromRight))
            : NumberOf(comparison.LeftOperand) is { } fromLeft ? Test(right, candidate => NumberTest.Holds(candidate, Flip(kind), fromLeft))
            : null;
    }

    /// <summary>What a test of a pattern says of the child when the outcome is kept and asked later.</summary>
    private static Value? TestOfPattern(Value? value, IPatternOperation pattern) => (value, pattern) switch
    {
        (ChildValue, IConstantPatternOperation constant) when IsNullConstant(constant.Value) => TestOfNull(saysNull: true),
        (ChildValue, INegatedPatternOperation { Pattern: IConstantPatternOperation constant }) when IsNullConstant(constant.Value) => TestOfNull(saysNull: false),
        _ => Test(value, candidate => NumberTest.Matches(candidate, pattern)),
    };

    private static StartResultValue TestOfNull(bool saysNull) => new(ResultMeaning.FalseIsNone, Negated: saysNull);

    /// <summary>What a test of a number says of the child when the outcome is kept and asked later.</summary>
    private static Value? Test(Value? value, System.Func<long, bool?> holds)
    {
        switch (value)
        {
            case NumberValue known when holds(known.Number) is { } ofNumber:
                return new TruthValue(ofNumber);
            case ChildValue when holds(1) is { } ofPid && holds(int.MaxValue) == ofPid && holds(2) == ofPid:
                return new TruthValue(ofPid);
            case WaitResultValue { Meaning: ResultMeaning.ZeroIsRunning } result when holds(0) is { } running && holds(int.MaxValue) == !running:
                return new WaitResultValue(ResultMeaning.TrueIsEnded, result.FromWait, Negated: running);
            case StartResultValue { Meaning: ResultMeaning.NonZeroIsNone } when holds(0) is { } started && holds(1) == !started:
                return new StartResultValue(ResultMeaning.FalseIsNone, Negated: !started);
            default:
                return null;
        }
    }

    private static Value? Negate(Value? value) => value switch
    {
        WaitResultValue result => result with { Negated = !result.Negated },
        StartResultValue result => result with { Negated = !result.Negated },
        TruthValue truth => new TruthValue(!truth.IsTrue),
        _ => null,
    };

    /// <summary>Which task came first, the wait or another one; null when that is not what is compared.</summary>
    private static WaitResultValue? ResultOfRace(Value? first, Value? second, bool isEqual) =>
        first is not RaceWinnerValue && second is not RaceWinnerValue
            ? null
            : new WaitResultValue(ResultMeaning.TrueIsEnded, true, Negated: isEqual != (first is WaitTaskValue || second is WaitTaskValue));

    /// <summary>A test of a value against a number.</summary>
    private bool AssumeNumber(Value? value, Place? place, BinaryOperatorKind comparison, long number, bool want)
    {
        bool Allows(long candidate) => NumberTest.Holds(candidate, comparison, number) == want;

        switch (value)
        {
            case ChildValue when State.Owed:
                // A pid is a positive int; beyond the number itself one candidate on either side stands for all.
                if (!Allows(1) && !Allows(int.MaxValue) && (number is < 1 or > int.MaxValue || !Allows(number)))
                {
                    Settle(Settlement.NoChild);
                }

                return true;
            case NumberValue known:
                return Allows(known.Number);
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
                if (Allows(0) && !Allows(int.MaxValue))
                {
                    // Another fork's child: it is not the parent of this one.
                    Settle(Settlement.NoChild);
                }

                return true;
        }

        if (place is not { } variable)
        {
            return true;
        }

        var fact = State.Facts.Of(variable);
        if (fact.Constant is long constant)
        {
            return Allows(constant);
        }

        if (comparison == BinaryOperatorKind.Equals == want && comparison is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
        {
            Learn(variable, fact with { Constant = number });
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

    private static long? NumberOf(IOperation operation) =>
        CallSlots.NumberOf(operation)
        ?? (Strip(operation) is IObjectCreationOperation { Type.SpecialType: SpecialType.System_IntPtr, Arguments: { Length: 1 } made } ? CallSlots.NumberOf(made[0].Value) : null)
        ?? (Strip(operation) is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } } ? 0 : null);

    private static string? TextOf(IOperation operation) => Strip(operation)?.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    private static bool? TruthOf(IOperation operation) => Strip(operation)?.ConstantValue is { HasValue: true, Value: bool truth } ? truth : null;

    private static bool IsNullConstant(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: null }
        || Strip(operation) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };
}

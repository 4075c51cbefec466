using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    /// <summary>Takes the edge on which the condition has the wanted outcome; false when it cannot have it.</summary>
    private bool Assume(IOperation condition, bool want)
    {
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant == want;
        }

        switch (condition)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return Assume(conversion.Operand, want);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Assume(not.Operand, !want);
            case IIsNullOperation isNull:
                return AssumeNull(Evaluate(isNull.Operand), isNull.Operand, want);
            case IIsPatternOperation pattern:
                return AssumePattern(pattern, want) && AssumeFact(condition, want);
            case IIsTypeOperation type:
                return AssumeType(type, want) && AssumeFact(condition, want);
            case IBinaryOperation binary when ComparisonOf(binary.OperatorKind) is { } comparison:
                return AssumeComparison(binary, comparison, want);
            case IInvocationOperation { TargetMethod.Name: "MoveNext" or "MoveNextAsync" } moveNext:
                return AssumeMoveNext(moveNext, want);
            case IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "MoveNextAsync" } moveNext }:
                return AssumeMoveNext(moveNext, want);
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "ReferenceEquals" or "Equals" }, Arguments.Length: 2 } equals
                when equals.Arguments.FirstOrDefault(a => IsNullConstant(a.Value)) is { } nothing:
                var other = equals.Arguments.First(a => a != nothing).Value;
                return AssumeNull(Evaluate(other), other, want);
            case IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } hasValue:
                return AssumeNull(Evaluate(hasValue.Instance), hasValue.Instance!, !want);
        }

        return AssumeBool(Evaluate(condition), want) && (IsDropped || AssumeFact(condition, want));
    }

    private bool AssumeBool(Value? value, bool want)
    {
        switch (value)
        {
            case WaitResultValue { Meaning: ResultMeaning.TrueIsEnded } result when State.Owed:
                if (want != result.Negated)
                {
                    Settle(Settlement.Waited);
                }

                return true;
            case StartResultValue { Meaning: ResultMeaning.FalseIsNone } when !want && State.Owed:
                Settle(Settlement.NoChild);
                return true;
            default:
                return true;
        }
    }

    private bool AssumeNull(Value? value, IOperation operand, bool want)
    {
        switch (value)
        {
            case ChildValue when State.Owed:
                if (want)
                {
                    Settle(Settlement.NoChild);
                }

                return true;
            case ObjectValue or HolderValue or FreshCollectionValue or WaitTaskValue or DelegateValue or WaitResultValue or ChildValue:
                return !want;
        }

        if (Place.Of(operand) is not { } place)
        {
            return true;
        }

        var fact = State.Facts.Of(place);
        if (fact.IsNull is { } isNull)
        {
            return isNull == want;
        }

        Learn(place, fact with { IsNull = want });
        return true;
    }

    private bool AssumeComparison(IBinaryOperation binary, BinaryOperatorKind comparison, bool want)
    {
        var (left, right) = (binary.LeftOperand, binary.RightOperand);
        if (IsNullConstant(left) || IsNullConstant(right))
        {
            var operand = IsNullConstant(left) ? right : left;
            return comparison is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
                || (AssumeNull(Evaluate(operand), operand, want == (comparison == BinaryOperatorKind.Equals)) && (IsDropped || AssumeFact(binary, want)));
        }

        if (left.ConstantValue is { HasValue: true, Value: bool truth } || right.ConstantValue is { HasValue: true, Value: bool } && (truth = (bool)right.ConstantValue.Value!) | true)
        {
            var operand = left.ConstantValue.HasValue ? right : left;
            return Assume(operand, want == (comparison == BinaryOperatorKind.Equals == truth));
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

    private bool AssumeMoveNext(IInvocationOperation moveNext, bool want)
    {
        var place = Place.Of(moveNext.Instance);
        if (Evaluate(moveNext.Instance) is not EnumeratorValue enumerator || place is null)
        {
            if (moveNext.TargetMethod.Name == "MoveNextAsync" && State.Owed)
            {
                State = State.Mark(ChildMarks.Lingered);
            }

            return true;
        }

        if (enumerator.Phase == EnumeratorPhase.Before)
        {
            if (!want)
            {
                // The child is in the collection and has not come up yet.
                return false;
            }

            if (!Choose())
            {
                Store(place.Value, enumerator with { Phase = EnumeratorPhase.AtChild });
            }

            return true;
        }

        Store(place.Value, enumerator with { Phase = EnumeratorPhase.Behind });
        return true;
    }

    /// <summary>Two tests of the same unchanged value take the same branch.</summary>
    private bool AssumeFact(IOperation condition, bool want)
    {
        if (Place.Of(condition) is { } place)
        {
            var fact = State.Facts.Of(place);
            if (fact.Constant is bool known)
            {
                return known == want;
            }

            Learn(place, fact with { Constant = want });
            return true;
        }

        if (ConditionKey.Of(condition) is not { } key)
        {
            return true;
        }

        if (State.Facts.Of(key.Text) is { } before)
        {
            return before == want;
        }

        if (!key.Roots.Any(_body.IsWrittenElsewhere))
        {
            State = State with { Facts = State.Facts.With(key.Text, new ConditionFact(want, key.Roots, key.IsVolatile)) };
        }

        return true;
    }

    private void Learn(Place place, PlaceFact fact)
    {
        if (place.Symbol is null || !_body.IsWrittenElsewhere(place.Symbol))
        {
            State = State with { Facts = State.Facts.With(place, fact) };
        }
    }

    /// <summary>The outcome of a test that is already known on this path: a pid above 0, a child that is not null.</summary>
    private bool? Truth(IOperation condition)
    {
        switch (condition)
        {
            case IConversionOperation conversion:
                return Truth(conversion.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !Truth(not.Operand);
        }

        if (!State.Owed || Place.Of((condition as IBinaryOperation)?.LeftOperand ?? (condition as IIsPatternOperation)?.Value) is not { } place
            || Read(place) is not (ChildValue or StartResultValue))
        {
            return null;
        }

        var canBe = CanBe(condition, true);
        var canNotBe = CanBe(condition, false);
        return canBe == canNotBe ? null : canBe;
    }

    private bool CanBe(IOperation condition, bool want)
    {
        // The rehearsal's own run: what it settles is no settlement of this one.
        var rehearsal = new Evaluation(_body, _site, new ChildRun(), State, System.Array.Empty<bool>());
        return rehearsal.Assume(condition, want) && !rehearsal.IsDropped;
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

    private static bool IsNullConstant(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: null }
        || Strip(operation) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };
}

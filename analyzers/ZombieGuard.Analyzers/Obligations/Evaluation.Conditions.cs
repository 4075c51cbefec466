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
            case IIsNullOperation { Operand.Type.TypeKind: TypeKind.Delegate }:
                // handler?.Invoke(child): whether anybody listens cannot be seen, and is taken to be so.
                return !want;
            case IIsNullOperation isNull:
                return AssumeNull(Evaluate(isNull.Operand), Place.Of(isNull.Operand), want);
            case IIsPatternOperation pattern:
                return AssumePattern(pattern, want) && AssumeFact(condition, want);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or or BinaryOperatorKind.And, Type.SpecialType: SpecialType.System_Boolean } both:
                return AssumeBoth(both, want);
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
                return AssumeNull(Evaluate(other), Place.Of(other), want);
            case IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } hasValue:
                return AssumeNull(Evaluate(hasValue.Instance), Place.Of(hasValue.Instance), !want);
        }

        var value = Evaluate(condition);
        return (value is not CountValue || want) && AssumeBool(value, want) && (IsDropped || AssumeFact(condition, want));
    }

    // a | b, a & b: both are evaluated, in one operation.
    private bool AssumeBoth(IBinaryOperation both, bool want)
    {
        var needsBoth = (both.OperatorKind == BinaryOperatorKind.And) == want;
        if (needsBoth)
        {
            return Assume(both.LeftOperand, want) && (IsDropped || Assume(both.RightOperand, want));
        }

        return Choose() ? Assume(both.LeftOperand, !want) && (IsDropped || Assume(both.RightOperand, want)) : Assume(both.LeftOperand, want);
    }

    private bool AssumeBool(Value? value, bool want)
    {
        switch (value)
        {
            case WaitResultValue { Meaning: ResultMeaning.TrueIsEnded } result when State.HasEnded:
                return want != result.Negated;
            case WaitResultValue { Meaning: ResultMeaning.TrueIsEnded } result when State.Owed:
                if (want != result.Negated)
                {
                    End(result.FromWait ? Settlement.Waited : Settlement.SeenEnded);
                }
                else
                {
                    State = State.Unmark(ChildMarks.LinesDue);

                    // It has not ended: whoever is given the answer from here on learns nothing new.
                    Forget(v => v is WaitResultValue);
                }

                return true;
            case StartResultValue { Meaning: ResultMeaning.FalseIsNone } start when want == start.Negated && State.Owed:
                Settle(Settlement.NoChild);
                return true;
            case TruthValue truth:
                return truth.IsTrue == want;
            default:
                return true;
        }
    }

    private bool AssumeNull(Value? value, Place? place, bool want)
    {
        switch (value)
        {
            case ChildValue when State.Owed:
                if (want)
                {
                    Settle(Settlement.NoChild);
                }

                return true;
            case not (null or StartResultValue or ProcessIdValue or OtherForkValue):
                return !want;
        }

        if (place is not { } known)
        {
            return true;
        }

        var fact = State.Facts.Of(known);
        if (fact.IsNull is { } isNull)
        {
            return isNull == want;
        }

        Learn(known, fact with { IsNull = want });
        return true;
    }

    private bool AssumeMoveNext(IInvocationOperation moveNext, bool want)
    {
        var place = Place.Of(moveNext.Instance);
        if (Evaluate(moveNext.Instance) is not EnumeratorValue enumerator || place is null)
        {
            if (moveNext.TargetMethod.Name == "MoveNextAsync")
            {
                Linger();
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
            return AssumeTruth(place, want);
        }

        if (ConditionKey.Of(condition) is not { } key)
        {
            return true;
        }

        var holds = want != key.IsNegated;
        if (ConditionKey.OrdersOf(key.Text).Any(order => State.Facts.Of(order) == false) && key.Roots.Any(_body.IsCounted))
        {
            // A counter goes by steps: behind a loop that ends with the last one it stands there.
            return holds;
        }

        if (State.Facts.Of(key.Text) is { } before)
        {
            return before == holds;
        }

        if (_body.IsAskedAgain(key.Text) && !key.Roots.Any(_body.IsWrittenElsewhere))
        {
            State = State with { Facts = State.Facts.With(key.Text, new ConditionFact(holds, key.Roots, key.IsVolatile)) };
        }

        return true;
    }

    private bool AssumeTruth(Place place, bool want)
    {
        var fact = State.Facts.Of(place);
        if (fact.Constant is bool known)
        {
            return known == want;
        }

        Learn(place, fact with { Constant = want });
        return true;
    }

    private void Learn(Place place, PlaceFact fact)
    {
        if (place.Symbol is null || !_body.IsWrittenElsewhere(place.Symbol))
        {
            State = State with { Facts = State.Facts.With(place, fact) };
        }

        // A switch tests a copy of its variable.
        if (place.Capture is { } capture && _body.SourceOf(capture) is { } source && !_body.IsWrittenElsewhere(source.Symbol!))
        {
            State = State with { Facts = State.Facts.With(source, fact) };
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
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
                return State.Facts.Of(Place.Of(condition)!.Value).Constant as bool?;
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
        var rehearsal = new Evaluation(_body, _child, new ChildRun(), State, System.Array.Empty<bool>());
        return rehearsal.Assume(condition, want) && !rehearsal.IsDropped;
    }
}

using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    // The largest OperationKind of Roslyn 4.8. Newer hosts have more (127 is a collection expression), by number only.
    private const int NewestKindOfFloor = 126;

    /// <summary>Executes an expression and says what its value is to the child; null for nothing.</summary>
    private Value? Evaluate(IOperation? operation)
    {
        if (operation is null || IsDropped)
        {
            return null;
        }

        if (_depth >= MaxDepth)
        {
            return null;
        }

        _depth++;
        try
        {
            return EvaluateCore(operation);
        }
        finally
        {
            _depth--;
        }
    }

    private Value? EvaluateCore(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                NoteLines(operation);
                return Read(Place.Of(operation)!.Value);
            case IFlowCaptureReferenceOperation capture:
                return _body.TargetsOf(capture.Id) is { Count: 1 } targets ? Evaluate(targets[0]) : Read(Place.Of(capture.Id));
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IConversionOperation conversion:
                return EvaluateConversion(conversion);
            case IFlowCaptureOperation capture:
                if (_body.TargetsOf(capture.Id).Count == 0)
                {
                    Copy(Place.Of(capture.Id), capture.Value, Evaluate(capture.Value));
                }

                return null;
            case ISimpleAssignmentOperation assignment:
                return EvaluateAssignment(assignment);
            case IDeconstructionAssignmentOperation deconstruction:
                Assign(deconstruction.Target, deconstruction.Value, Evaluate(deconstruction.Value));
                return null;
            case ICompoundAssignmentOperation compound:
                Give(Evaluate(compound.Value));
                Overwrite(compound.Target);
                return null;
            case IIncrementOrDecrementOperation increment:
                Overwrite(increment.Target);
                return null;
            case ITupleOperation tuple:
                return new TupleValue(tuple.Elements.Select(Evaluate).ToImmutableArray());
            case IInvocationOperation call:
                return EvaluateCall(call);
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation);
            case IArrayCreationOperation array:
                return EvaluateArray(array);
            case IAwaitOperation await:
                return EvaluateAwait(await);
            case IPropertyReferenceOperation property:
                return EvaluateProperty(property);
            case IFieldReferenceOperation field:
                return EvaluateField(field);
            case IEventAssignmentOperation assignment:
                EvaluateEvent(assignment);
                return null;
            case IDelegateCreationOperation creation:
                return Evaluate(creation.Target);
            case IFlowAnonymousFunctionOperation lambda:
                ReadInside(_body.Lambdas.BodyOf(lambda));
                KillInside(_body.Lambdas.BodyOf(lambda));
                return new DelegateValue(_body.Lambdas.TakenBy(lambda), lambda.Syntax);
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference:
                return new DelegateValue(_body.Lambdas.TakenBy(reference.Method), reference.Syntax);
            case IMethodReferenceOperation { Instance: { } instance } reference:
                // p.WaitForExit given away as a delegate: whoever runs it waits. p.Kill is no wait.
                var receiver = Evaluate(instance);
                if (receiver is ReaderValue || _body.Known.Find(reference.Method).Any(e => e.Role is ChildRole.Discharges or ChildRole.Adopts) || !HandleUse.IsForeign(reference.Method))
                {
                    Give(receiver);
                }

                return null;
            case IReturnOperation yield:
                Give(Evaluate(yield.ReturnedValue));
                Linger();
                return null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan
                or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual } comparison:
                return EvaluateComparison(comparison);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Negate(Evaluate(not.Operand));
            case IIsPatternOperation pattern:
                var matched = Evaluate(pattern.Value);
                StorePatternVariables(pattern.Pattern, matched);
                return TestOfPattern(matched, pattern.Pattern);
            case IArrayElementReferenceOperation element:
                return Evaluate(element.ArrayReference) is HolderValue { Element: ChildValue } ? ChildValue.Instance : null;
            case IAddressOfOperation address:
                ShareBehind(address.Reference);
                return null;
            default:
                return EvaluateOther(operation);
        }
    }

    /// <summary>
    /// Any other operation looks at its operands at most; one that the Roslyn floor cannot name (newer syntax, broken
    /// code) may do anything with them, so what they carry is handed over.
    /// </summary>
    private Value? EvaluateOther(IOperation operation)
    {
        var onlyLooks = operation is IBinaryOperation or IUnaryOperation or IInterpolatedStringOperation or IInterpolatedStringContentOperation
            or IIsTypeOperation or IIsNullOperation or IIsPatternOperation or ITypeOfOperation or INameOfOperation or IExpressionStatementOperation
            or IDiscardOperation or IDefaultValueOperation or ILiteralOperation or ISizeOfOperation or IEventReferenceOperation or ICaughtExceptionOperation;
        var isCollection = !onlyLooks && operation.Kind == OperationKind.None | (int)operation.Kind > NewestKindOfFloor;
        Value? held = null;
        foreach (var child in operation.ChildOperations)
        {
            var value = Evaluate(child);
            if (isCollection && operation.IsImplicit)
            {
                // The compiler's own collection around the arguments of a params parameter.
                held = held is { CarriesChild: true } ? held : value;
                continue;
            }

            if (!onlyLooks)
            {
                Give(value);
            }

            held ??= value;
        }

        if (isCollection && operation.IsImplicit)
        {
            return held is { CarriesChild: true } or { CarriesObject: true } ? new HolderValue(operation.Syntax, held) : null;
        }

        return isCollection && held is null && !IsDropped && CollectionCalls.IsCollection(operation.Type) ? new FreshCollectionValue(operation.Syntax) : null;
    }

    private Value? Read(Place place) => State.Values.TryGetValue(place, out var value)
        ? value
        : ReadTuple(place);

    private Value? ReadTuple(Place place)
    {
        var held = State.Values.Where(v => v.Key.IsWithin(place)).ToDictionary(v => v.Key.Position, v => v.Value);
        return held.Count == 0
            ? null
            : new TupleValue(Enumerable.Range(0, held.Keys.Max() + 1).Select(i => held.TryGetValue(i, out var element) ? element : null).ToImmutableArray());
    }

    private Value? EvaluateConversion(IConversionOperation conversion)
    {
        var value = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is { } op && !HandleUse.IsFramework(op.ContainingAssembly) && !IsHandleConversion(conversion))
        {
            Give(value);
            return null;
        }

        // "as" and casts keep the object; boxing and formatting a pid keep the number.
        return value;
    }

    // pid_t of Tmds.LibC: a struct of its own that turns into a number and back.
    private bool IsHandleConversion(IConversionOperation conversion) =>
        (HandleUse.IsNumber(conversion.Type) && SymbolEqualityComparer.Default.Equals(conversion.Operand.Type, _child.HandleType))
        || (HandleUse.IsNumber(conversion.Operand.Type) && SymbolEqualityComparer.Default.Equals(conversion.Type, _child.HandleType));

    private Value? EvaluateAwait(IAwaitOperation await)
    {
        var awaited = Evaluate(await.Operation);
        if (IsDropped)
        {
            return null;
        }

        Linger();
        if (TicksOn(await.Operation))
        {
            return new TruthValue(true);
        }

        if (awaited is RaceTaskValue race)
        {
            return new RaceWinnerValue(race.Race);
        }

        if (awaited is ReadTaskValue reading)
        {
            ReadToEnd(reading.IsError, reading.Call);
            return null;
        }

        if (awaited is PromiseValue promise)
        {
            return promise.Result;
        }

        if (awaited is WaitTaskValue wait && State.Owed)
        {
            Await(wait, await);
        }
        else if (awaited is { CarriesChild: true })
        {
            // An awaiter of somebody's own on the child itself.
            Give(awaited);
        }

        return null;
    }

    // PeriodicTimer says no only once it has been disposed of, and a local one is in nobody else's hands.
    private static bool TicksOn(IOperation awaited) => awaited is IInvocationOperation call
        && (call is { TargetMethod.Name: "ConfigureAwait", Instance: { } task }
            ? TicksOn(task)
            : call is { TargetMethod: { Name: "WaitForNextTickAsync", ContainingType.Name: "PeriodicTimer" }, Instance: ILocalReferenceOperation });
}

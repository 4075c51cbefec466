using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private Value? EvaluateAssignment(ISimpleAssignmentOperation assignment)
    {
        var value = Evaluate(assignment.Value);
        if (IsDropped)
        {
            return null;
        }

        if (assignment.IsRef)
        {
            ShareBehind(assignment.Value);
            return null;
        }

        Assign(assignment.Target, assignment.Value, value);
        return value switch
        {
            ObjectValue made when made.Creation == _sharedCreation => made with { Marks = made.Marks | ObjectMarks.Shared },
            // list = _lists[key] = new List<Process>(): what others can reach is no longer this body's alone.
            FreshCollectionValue when State.Values.All(v => v.Value != value) => null,
            _ => value,
        };
    }

    /// <summary>Stores a value where an expression says; whatever others can reach counts as theirs.</summary>
    private void Assign(IOperation target, IOperation? source, Value? value)
    {
        switch (target)
        {
            case IDiscardOperation:
                return;
            case IFlowCaptureReferenceOperation capture when _body.TargetsOf(capture.Id) is { Count: > 0 } targets:
                if (targets.Count > 1)
                {
                    Give(value);
                    return;
                }

                Assign(targets[0], source, value);
                return;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, source, value);
                return;
            case IConversionOperation conversion:
                Assign(conversion.Operand, source, value);
                return;
            case ITupleOperation tuple:
                AssignElements(tuple, source, value);
                return;
            case IArrayElementReferenceOperation element:
                AddTo(element.ArrayReference, value);
                return;
            case IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } collection } indexer:
                foreach (var key in indexer.Arguments)
                {
                    AddTo(collection, Evaluate(key.Value));
                }

                AddTo(collection, value);
                return;
            case IPropertyReferenceOperation property:
                AssignProperty(property, source, value);
                return;
        }

        if (Place.Of(target) is { } place && _body.IsOwn(place))
        {
            Copy(place, source, value);
        }
        else
        {
            Keep(target, value);
            if (target is IFieldReferenceOperation field)
            {
                State = State with { Facts = State.Facts.Without(field.Field) };
            }
            else if (Place.Of(target) is { } others)
            {
                Store(others, null);
            }
        }
    }

    private void AssignElements(ITupleOperation targets, IOperation? source, Value? value)
    {
        var sources = Strip(source) as ITupleOperation;
        for (var i = 0; i < targets.Elements.Length; i++)
        {
            var target = targets.Elements[i];
            var element = value switch
            {
                TupleValue tuple => tuple.Elements.ElementAtOrDefault(i),
                // A pair that was looped over: the child is in the part that has its type.
                RecordValue record => HeldBy(record, target.Type),
                ChildValue when SymbolEqualityComparer.Default.Equals(target.Type, _child.HandleType) => value,
                _ => null,
            };
            Assign(target, sources?.Elements.ElementAtOrDefault(i), element);
        }
    }

    private void AssignProperty(IPropertyReferenceOperation property, IOperation? source, Value? value)
    {
        var owner = Evaluate(property.Instance);
        State = State with { Facts = State.Facts.Without(property.Property) };
        if (owner is ObjectValue or ChildValue && _body.Known.Find(property.Property).Any(e => e.Role == ChildRole.EnablesExitEvent))
        {
            // A value that is not known may well be true.
            if (source?.ConstantValue is not { HasValue: true, Value: false })
            {
                MarkExit(owner, ObjectMarks.EventsEnabled);
            }

            return;
        }

        if (owner is BlankRecordValue blank && value is ChildValue or ObjectValue && (_child.IsRaw ? Holds(property.Property.ContainingType) : _body.Known.IsProcess(property.Type)))
        {
            Fill(blank, new RecordValue(blank.Creation, value));
            return;
        }

        Keep(property, value);
    }

    /// <summary>Stores a value in a field or property: one that only the program's own code can reach keeps it; any other gives it to all.</summary>
    private void Keep(IOperation? target, Value? value)
    {
        if (value is ChildValue or ObjectValue or HolderValue && MemberOf(target) is { } member && KeptMembers.MayKeep(member))
        {
            State = State with { Values = State.Values.SetItem(Place.KeptIn(member), value) };
            if (State.Owed && value.CarriesChild)
            {
                State = State.Mark(ChildMarks.Kept);
            }
        }
        else
        {
            Give(value);
        }
    }

    private static ISymbol? MemberOf(IOperation? target) => Strip(target) switch
    {
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => property.Property.OriginalDefinition,
        _ => null,
    };

    /// <summary>What this body itself has stored in a member of the object at hand.</summary>
    private Value? ReadKept(IOperation? reference) =>
        MemberOf(reference) is { } member && State.Values.TryGetValue(Place.KeptIn(member), out var kept) ? kept : null;

    /// <summary>Puts a value into a collection.</summary>
    private void AddTo(IOperation collection, Value? value)
    {
        var holder = Evaluate(collection);
        if (value is null or StartResultValue or WaitResultValue or ProcessIdValue or OtherForkValue or TruthValue or NumberValue || IsDropped)
        {
            return;
        }

        if (holder is null && value is ChildValue or ObjectValue && MemberOf(collection) is not null)
        {
            Keep(collection, value is ObjectValue ? value : new HolderValue(collection.Syntax, value));
            return;
        }

        if (holder is not FreshCollectionValue fresh || value is not (ChildValue or ObjectValue or WaitTaskValue)
            || NamesOf(fresh).Any(_body.Lambdas.AreTakenOutOf))
        {
            Give(value);
            return;
        }

        Fill(fresh, new HolderValue(fresh.Creation, value));
    }

    /// <summary>Stores a value together with what is known of the expression that it comes from.</summary>
    private void Copy(Place place, IOperation? source, Value? value)
    {
        var fact = source is null ? default : FactOf(source, value);
        Store(place, value);
        if (!IsDropped && fact != default && (place.Symbol is null || !_body.IsWrittenElsewhere(place.Symbol)))
        {
            State = State with { Facts = State.Facts.With(place, fact) };
        }
    }

    private void OverwriteArguments(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            Overwrite(argument);
        }
    }

    /// <summary>A variable that is written in a way that is not followed: it holds something unknown.</summary>
    private void Overwrite(IOperation target)
    {
        var written = target is IArgumentOperation argument
            ? argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out ? argument.Value : null
            : target;
        if (written is IFlowCaptureReferenceOperation capture && _body.TargetsOf(capture.Id) is { Count: > 0 } targets)
        {
            foreach (var aliased in targets)
            {
                Overwrite(aliased);
            }
        }
        else if (written is IDeclarationExpressionOperation or ILocalReferenceOperation or IParameterReferenceOperation && Place.Of(written) is { } place)
        {
            Store(place, null);
        }
        else if (written is IFieldReferenceOperation field)
        {
            State = State with { Facts = State.Facts.Without(field.Field) };
        }
        else if (written is IPropertyReferenceOperation property)
        {
            State = State with { Facts = State.Facts.Without(property.Property) };
        }
    }

    private static IOperation? Strip(IOperation? operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private Value? EvaluateProperty(IPropertyReferenceOperation property)
    {
        var value = Evaluate(property.Instance);
        foreach (var argument in property.Arguments)
        {
            Evaluate(argument.Value);
        }

        switch (value)
        {
            case EnumeratorValue { Phase: EnumeratorPhase.AtChild } enumerator:
                return enumerator.Element;
            case HolderValue { Element: ChildValue } when !property.Arguments.IsEmpty:
                // Some element of the collection: in doubt it is the child.
                return ChildValue.Instance;
            case HolderValue when property.Property.Name is "Values" or "Keys":
                return value;
            case HolderValue { CarriesChild: true } when property.Property.Name is "Count" or "Length":
                return CountValue.Instance;
            case ReaderValue reader:
                if (property.Property.Name == "EndOfStream")
                {
                    ReadToEnd(reader.IsError, CallSyntax.NameOf(property.Syntax));
                    return null;
                }

                return reader;
            case ReadTaskValue reading when property.Property.Name == "Result":
                ReadToEnd(reading.IsError, reading.Call);
                return null;
            case PromiseValue promise when property.Property.Name == "Result":
                Linger();
                return promise.Result;
            case RecordValue or TupleValue when property is { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } }:
                return value;
            case RecordValue record:
                return HeldBy(record, property.Type);
            case WaitTaskValue when property.Property.Name == "Result":
                Settle(Settlement.Waited);
                return null;
            case WaitTaskValue when property.Property.Name is "IsCanceled" or "IsFaulted":
                return new WaitResultValue(ResultMeaning.TrueIsEnded, false, Negated: true);
            case WaitTaskValue:
                return property.Type?.SpecialType == SpecialType.System_Boolean ? new WaitResultValue(ResultMeaning.TrueIsEnded, false) : null;
            case ChildValue:
                return EvaluatePropertyOfChild(property);
            default:
                return ReadKept(property);
        }
    }

    private Value? EvaluatePropertyOfChild(IPropertyReferenceOperation property)
    {
        foreach (var entry in _body.Known.Find(property.Property))
        {
            switch (entry.Role)
            {
                case ChildRole.Observes when entry.Result == ResultMeaning.TrueIsEnded:
                    return new WaitResultValue(ResultMeaning.TrueIsEnded, false);
                case ChildRole.Discharges when entry.Result == ResultMeaning.Task:
                    return WaitTaskValue.Instance;
                case ChildRole.Discharges when entry.Timeout.Kind == SlotKind.None:
                    Settle(Settlement.Waited);
                    return null;
                case ChildRole.Aliases:
                    return HandleUse.IsNumber(property.Type) && property.Type!.SpecialType == SpecialType.System_Int32
                        ? ProcessIdValue.Instance
                        : ChildValue.Instance;
                case ChildRole.Adopts when entry.Child.Kind == SlotKind.This:
                    Give(ChildValue.Instance);
                    return null;
                case ChildRole.ReadsOutput or ChildRole.ReadsError:
                    return new ReaderValue(entry.Role == ChildRole.ReadsError);
                case ChildRole.Observes when State.Owed && !State.HasEnded && _child is ChildSite && !IsPrepared(property.Syntax) && !IsExitAwaited(property.Syntax):
                    State = State.Mark(ChildMarks.ExitRead);
                    _run.Note(Cause.ExitReadEarly, CallSyntax.NameOf(property.Syntax), State);
                    return null;
            }
        }

        // The value of a dictionary's pair is the child when the pair is what was looped over.
        return SymbolEqualityComparer.Default.Equals(property.Type, _child.HandleType) && !_body.Known.IsProcess(property.Property.ContainingType)
            ? ChildValue.Instance
            : null;
    }

    /// <summary>Whether a handler of the exit tells the end to code that has waited for that by now.</summary>
    private bool IsExitAwaited(SyntaxNode read) => State.Has(ChildMarks.ExitObserved) && _body.ExitSignals.AreAwaitedBefore(read);

    /// <summary>Whether a try around it is ready for what reading the exit of a running child throws.</summary>
    private static bool IsPrepared(SyntaxNode read) => read.Ancestors().TakeWhile(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<TryStatementSyntax>()
        .Any(t => t.Block.Span.Contains(read.Span)
            && t.Catches.Any(c => c.Declaration is null || c.Declaration.Type.ToString().Split('.').Last() is "InvalidOperationException" or "SystemException" or "Exception"));

    private Value? EvaluateField(IFieldReferenceOperation field)
    {
        if (Place.Of(field) is { } element)
        {
            return Read(element);
        }

        var owner = Evaluate(field.Instance);
        if (owner is TupleValue tuple && Place.TupleElement(field.Field) is { } position)
        {
            return tuple.Elements.ElementAtOrDefault(position);
        }

        if (owner is RecordValue record)
        {
            return HeldBy(record, field.Type);
        }

        // The number inside a pid's own struct.
        return owner is ChildValue && _child.IsRaw && HandleUse.IsNumber(field.Type) ? ChildValue.Instance : ReadKept(field);
    }

    /// <summary>What of the child is in a part, of this type, of an object that holds it.</summary>
    private Value? HeldBy(RecordValue record, ITypeSymbol? part) => SymbolEqualityComparer.Default.Equals(part, _child.HandleType) ? record.Member : null;

    // pid.ToInt32(), Convert.ToInt64(pid), Math.Max(pid, …)
    private bool IsNumberIntoNumber(IInvocationOperation call) =>
        _child.IsRaw && HandleUse.IsNumber(call.Type)
        && (call.TargetMethod.Name.StartsWith("To", System.StringComparison.Ordinal) || call.TargetMethod.Name is "Abs" or "Max" or "Min");
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private Value? EvaluateSpawn(IInvocationOperation call, CatalogueEntry entry)
    {
        var receiver = Evaluate(call.Instance);
        var handle = entry.Child;
        var subject = call.Instance;
        foreach (var argument in call.Arguments)
        {
            if (handle.Kind != SlotKind.Argument || argument.Parameter?.Ordinal != handle.Index)
            {
                Give(Evaluate(argument.Value));
            }
            else if (argument.Parameter?.RefKind == RefKind.None && _body.Known.IsProcess(argument.Value.Type))
            {
                // It starts an object that it is given: StartLogged(this Process process)
                subject = argument.Value;
                receiver = Evaluate(subject);
            }
        }

        if (IsDropped)
        {
            return null;
        }

        if (State.Owed || (_child.IsInLoop && Choose()))
        {
            // Another child of the same site: one of them is followed, and stands for each.
            Forget(v => receiver is ObjectValue made && v == made);
            StartAgain(entry, receiver);
            OverwriteArguments(call);
            return entry.Result == ResultMeaning.ZeroIsChild ? OtherForkValue.Instance : null;
        }

        _run.WasBorn = true;
        State = State with { Owed = true };
        switch (handle.Kind)
        {
            case SlotKind.Return:
                return ChildValue.Instance;
            case SlotKind.This or SlotKind.Argument when receiver is ObjectValue made && (handle.Kind == SlotKind.This || subject != call.Instance):
                Start(made, Place.Of(subject)?.Symbol);
                return new StartResultValue(entry.Result);
            case SlotKind.Argument when subject == call.Instance && call.ArgumentAt(handle.Index) is { } argument:
                OverwriteArguments(call);
                if (Pointee(argument) is { } slot)
                {
                    Assign(slot, null, ChildValue.Instance);
                }
                else
                {
                    // Into memory that others may see: a pointer, a span, an array.
                    Settle(Settlement.Transferred);
                }

                return new StartResultValue(entry.Result);
            default:
                // Started on behalf of whoever has the object: a parameter, a field.
                Keep(subject, ChildValue.Instance);
                return IsDropped ? null : new StartResultValue(entry.Result);
        }
    }

    /// <summary>The variable that a by-reference argument, or an address taken on the spot, names.</summary>
    private static IOperation? Pointee(IArgumentOperation argument) =>
        argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref ? argument.Value : (Strip(argument.Value) as IAddressOfOperation)?.Reference;

    /// <summary>An object that is started while it still stands for the child lets go of it and stands for the new one.</summary>
    private void StartAgain(CatalogueEntry entry, Value? receiver)
    {
        if (entry.Child.Kind == SlotKind.This && receiver is ChildValue && State.Owed)
        {
            Forget(v => v is ChildValue);
            if (!_child.IsInLoop)
            {
                // Nobody writes to the variable, and the message must not say so.
                State = State.Mark(ChildMarks.Lost);
            }
        }
    }

    private void Start(ObjectValue made, ISymbol? receiver)
    {
        Replace(made, ChildValue.Instance);
        TakeOverExit(made);
        if (made.Marks.HasFlag(ObjectMarks.Shared)
            || State.Values.Any(v => v.Value.CarriesChild && v.Key.Symbol is { } symbol && State.Shared.Contains(symbol)))
        {
            Settle(Settlement.Transferred);
            return;
        }

        if (State.Values.Any(v => v.Value is ChildValue && v.Key.Symbol is not null))
        {
            _run.Variable ??= receiver?.Name;
            State = State.Mark(ChildMarks.Kept);
        }
    }
}

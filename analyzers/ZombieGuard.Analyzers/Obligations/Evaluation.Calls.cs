using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private Value? EvaluateCall(IInvocationOperation call)
    {
        if (ReferenceEquals(call, _site.Call))
        {
            return EvaluateSpawn(call);
        }

        var instance = Evaluate(call.Instance);
        var arguments = call.Arguments.Select(a => (Argument: a, Value: Evaluate(a.Value))).ToList();
        if (IsDropped)
        {
            return null;
        }

        if (instance is WaitResultValue or StartResultValue && call.TargetMethod.Name == "GetValueOrDefault")
        {
            return instance;
        }

        var entries = _body.Known.EntriesOf(call).ToList();
        if (entries.Any(e => e.Role == ChildRole.EndsProcess))
        {
            EndProgram();
            return null;
        }

        if (NeverReturns(call.TargetMethod))
        {
            IsDropped = true;
            return null;
        }

        foreach (var entry in entries)
        {
            if (EvaluateEntry(entry, call, instance, arguments, out var result))
            {
                OverwriteArguments(call);
                return result;
            }
        }

        if (instance is not ChildValue && _body.Linger.Lingers(call))
        {
            Linger();
        }

        var returned = EvaluateUnknownCall(call, instance, arguments);
        OverwriteArguments(call);
        return returned;
    }

    /// <summary>Applies what the catalogue says; false when the line does not settle what the call does.</summary>
    private bool EvaluateEntry(
        CatalogueEntry entry, IInvocationOperation call, Value? instance, List<(IArgumentOperation Argument, Value? Value)> arguments, out Value? result)
    {
        result = null;
        var child = ValueIn(entry.Child, instance, arguments);
        switch (entry.Role)
        {
            case ChildRole.Discharges when entry.Kind == ChildKind.Managed == !_site.IsRaw || child is not null || entry.Child.Kind == SlotKind.Any:
                result = EvaluateWait(entry, call, child);
                return true;
            case ChildRole.Kills:
                if (child is ChildValue && call.ConstantIn(entry.Signal) != 0)
                {
                    State = State.Mark(ChildMarks.Killed);
                }

                return true;
            case ChildRole.Aliases:
                result = child;
                return true;
            case ChildRole.Adopts:
                Give(child);
                return true;
            case ChildRole.Observes:
                result = child is ChildValue && entry.Result == ResultMeaning.TrueIsEnded ? new WaitResultValue(ResultMeaning.TrueIsEnded, false) : null;
                return true;
            case ChildRole.Prints:
                return true;
            case ChildRole.Spawns when entry.Result == ResultMeaning.ZeroIsChild:
                result = OtherForkValue.Instance;
                return true;
            default:
                return false;
        }
    }

    private static Value? ValueIn(Slot slot, Value? instance, List<(IArgumentOperation Argument, Value? Value)> arguments) => slot.Kind switch
    {
        SlotKind.This => instance,
        SlotKind.Argument => arguments.FirstOrDefault(a => a.Argument.Parameter?.Ordinal == slot.Index).Value,
        _ => null,
    };

    private Value? EvaluateSpawn(IInvocationOperation call)
    {
        var receiver = Evaluate(call.Instance);
        foreach (var argument in call.Arguments)
        {
            Give(Evaluate(argument.Value));
        }

        if (IsDropped)
        {
            return null;
        }

        var handle = _site.Entry.Child;
        if (State.Owed || (_site.IsInLoop && Choose()))
        {
            // Another child of the same site: one of them is followed, and stands for each.
            Forget(v => receiver is ObjectValue made && v == made);
            OverwriteArguments(call);
            return _site.Entry.Result == ResultMeaning.ZeroIsChild ? OtherForkValue.Instance : null;
        }

        _run.WasBorn = true;
        State = State with { Owed = true };
        switch (handle.Kind)
        {
            case SlotKind.Return:
                return ChildValue.Instance;
            case SlotKind.Argument when call.ArgumentAt(handle.Index) is { } argument:
                OverwriteArguments(call);
                Assign(Pointee(argument.Value), null, ChildValue.Instance);
                return new StartResultValue(_site.Entry.Result);
            case SlotKind.This when receiver is ObjectValue made:
                Start(made, Place.Of(call.Instance)?.Symbol);
                return new StartResultValue(_site.Entry.Result);
            default:
                // Started on behalf of whoever has the object: a parameter, a field.
                Settle(Settlement.Transferred);
                return null;
        }
    }

    private static IOperation Pointee(IOperation argument)
    {
        while (argument is IConversionOperation conversion)
        {
            argument = conversion.Operand;
        }

        return argument is IAddressOfOperation address ? address.Reference : argument;
    }

    private void Start(ObjectValue made, ISymbol? receiver)
    {
        Replace(made, ChildValue.Instance);
        MarkExit(ChildValue.Instance, made.Marks);
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

    private Value? EvaluateUnknownCall(IInvocationOperation call, Value? instance, List<(IArgumentOperation Argument, Value? Value)> arguments)
    {
        var method = call.TargetMethod;
        if (State.Owed && method is { Name: "WhenAny", ContainingType.Name: "Task" } && arguments.Any(a => IsWaitTask(a.Value) && !IsCollectedBefore(a)))
        {
            // The first of several tasks to complete need not be the wait.
            State = State.Mark(ChildMarks.TimedWait);
            return new RaceTaskValue(call.Syntax);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            ShareAll(_body.Lambdas.TakenBy(method));
        }

        var asInstance = instance ?? (method.IsExtensionMethod && call.Instance is null ? arguments.FirstOrDefault().Value : null);
        if (asInstance is HolderValue holder && (instance is not null || IsSequenceCall(method)))
        {
            return EvaluateSequenceCall(call, holder, arguments);
        }

        switch (instance)
        {
            case FreshCollectionValue when CollectionCalls.Adds(method):
                AddTo(call.Instance!, arguments.Select(a => a.Value).FirstOrDefault(v => v is { CarriesChild: true } or { CarriesObject: true }));
                return null;
            case FreshCollectionValue when method.Name == "CopyTo" || IsSequenceCall(method):
                return null;
            case EnumeratorValue:
                return null;
            case WaitTaskValue:
                return EvaluateTaskCall(call);
            case DelegateValue:
                Give(instance);
                break;
        }

        foreach (var (argument, value) in arguments)
        {
            if (!KeepsWith(call, argument, value))
            {
                Give(value);
            }
        }

        if (instance is ChildValue && method.Name is "Dispose" or "DisposeAsync" or "Close")
        {
            State = State.Mark(ChildMarks.Disposed);
        }
        else if (instance is ChildValue && !_site.IsRaw && !HandleUse.IsForeign(method))
        {
            // A member of the program's own on its own kind of Process.
            Give(instance);
        }

        return instance is ChildValue && SymbolEqualityComparer.Default.Equals(call.Type, _site.HandleType) ? instance : null;
    }

    /// <summary>Whether an argument stays the caller's business.</summary>
    private bool KeepsWith(IInvocationOperation call, IArgumentOperation argument, Value? value)
    {
        if (call.IsImplicit && call.TargetMethod.Name.StartsWith("Append", System.StringComparison.Ordinal))
        {
            // The compiler's own calls that format an interpolated string.
            return true;
        }

        return value is ChildValue && _site.IsRaw
            && HandleUse.IsNumber(argument.Value.Type ?? _site.HandleType)
            && (HandleUse.KeepsNumber(call.TargetMethod, argument.Parameter) || _body.Known.IsNativeImport(call.TargetMethod));
    }

    private void OverwriteArguments(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            Overwrite(argument);
        }
    }

    private static bool NeverReturns(IMethodSymbol method) =>
        method.GetAttributes().Any(a => a.AttributeClass is { Name: "DoesNotReturnAttribute", ContainingNamespace.Name: "CodeAnalysis" });
}

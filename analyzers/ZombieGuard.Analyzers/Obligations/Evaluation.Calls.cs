using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private Value? EvaluateCall(IInvocationOperation call)
    {
        if (_child is ChildSite site && ReferenceEquals(call, site.Call))
        {
            return site.IsOwnMethod ? EvaluateOwnSpawn(call, site.Entry) : EvaluateSpawn(call, site.Entry);
        }

        var instance = Evaluate(call.Instance);
        var arguments = call.Arguments.Select(a => (Argument: a, Value: Evaluate(a.Value))).ToList();
        if (IsDropped)
        {
            return null;
        }

        if (instance is WaitResultValue or StartResultValue or ChildValue or RecordValue or TupleValue && call.TargetMethod.Name == "GetValueOrDefault")
        {
            return instance;
        }

        if ((instance is RaceTaskValue && call.TargetMethod.Name == "ConfigureAwait") || (instance is RecordValue && call.TargetMethod.Name == "<Clone>$"))
        {
            // job with { Name = … }: the copy holds the same child.
            return instance;
        }

        if (call.TargetMethod.Name is "Equals" or "ReferenceEquals"
            && ResultOfRace(instance ?? arguments[0].Value, arguments[arguments.Count - 1].Value, true) is { } race)
        {
            return race;
        }

        if (ThrowsCancelled(call))
        {
            _run.Throw(_body.Known.TaskCanceled, State);
            IsDropped = true;
            return null;
        }

        var entries = _body.Known.EntriesOf(call).ToList();
        var completion = _body.Callees.CompletionOf(call, _body);
        if (completion == Completion.EndsProgram || KillsItself(call, entries))
        {
            EndProgram();
            return null;
        }

        if (completion == Completion.Throws)
        {
            _run.LeaveByException();
            IsDropped = true;
            return null;
        }

        var isSettled = false;
        Value? said = null;
        foreach (var entry in entries)
        {
            // Several lines may each speak of another argument.
            isSettled |= EvaluateEntry(entry, call, instance, arguments, out var result);
            said ??= result;
        }

        if (isSettled)
        {
            GiveUnnamed(entries, arguments);
            OverwriteArguments(call);
            return said;
        }

        if (!HandleUse.IsForeign(call.TargetMethod) && arguments.Select(a => a.Value).OfType<ReaderValue>().FirstOrDefault() is { } read)
        {
            return EvaluateReadingHelper(call, read);
        }

        if (call.TargetMethod is { Name: "WhenAll", ContainingType.Name: "Task" } && TaskOfAll(arguments.Select(a => a.Value)) is { } all)
        {
            return all;
        }

        // The code behind a start that somebody told us of is no more looked into than that of any other: it may be a stub.
        if (entries.All(e => e.Role != ChildRole.Spawns) && EvaluateOwnCall(call, instance, arguments, out var known))
        {
            return known;
        }

        if (instance is not ChildValue && _body.Callees.Lingers(call))
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
            case ChildRole.Discharges:
                result = EvaluateWait(entry, call, child);
                return true;
            case ChildRole.Kills:
                Kill(entry, call, child);
                return true;
            case ChildRole.ReadsOutput or ChildRole.ReadsError:
                if (instance is ChildValue)
                {
                    StartReading(entry.Role == ChildRole.ReadsError);
                }

                return true;
            case ChildRole.Aliases:
                result = child;
                return true;
            case ChildRole.Adopts:
            case ChildRole.Detaches when !_child.IsRaw:
                Give(child);
                return true;
            case ChildRole.Detaches:
                return true;
            case ChildRole.Observes:
                result = child is ChildValue && entry.Result == ResultMeaning.TrueIsEnded ? new WaitResultValue(ResultMeaning.TrueIsEnded, false) : null;
                return true;
            case ChildRole.Prints:
                result = IsNumberIntoNumber(call) && (instance is ChildValue || arguments.Any(a => a.Value is ChildValue)) ? ChildValue.Instance : null;
                return true;
            case ChildRole.Spawns when child is ObjectValue started && _child is GivenChild:
                // Its start is looked at by itself; from here on it is none that could be started.
                Forget(v => v == started);
                return true;
            case ChildRole.Spawns when child is ChildValue && entry.Child.Kind == SlotKind.This:
                StartAgain(entry, child);
                return true;
            case ChildRole.Spawns when entry.Result == ResultMeaning.ZeroIsChild:
                result = State.Owed ? OtherForkValue.Instance : null;
                return true;
            default:
                return false;
        }
    }

    // A line that says what becomes of one argument says nothing of the others.
    private void GiveUnnamed(List<CatalogueEntry> entries, List<(IArgumentOperation Argument, Value? Value)> arguments)
    {
        if (entries.Any(e => e is { Role: ChildRole.Discharges or ChildRole.Adopts or ChildRole.Detaches, Library: null }))
        {
            foreach (var (argument, value) in arguments)
            {
                if (argument.Parameter is { } parameter && entries.All(e => e.Child != Slot.Argument(parameter.Ordinal)))
                {
                    Give(value);
                }
            }
        }
    }

    private static Value? ValueIn(Slot slot, Value? instance, List<(IArgumentOperation Argument, Value? Value)> arguments) => slot.Kind switch
    {
        SlotKind.This => instance,
        SlotKind.Argument => arguments.FirstOrDefault(a => a.Argument.Parameter?.Ordinal == slot.Index).Value,
        _ => null,
    };

    private Value? EvaluateUnknownCall(IInvocationOperation call, Value? instance, List<(IArgumentOperation Argument, Value? Value)> arguments)
    {
        var method = call.TargetMethod;
        if (State.Owed && method is { Name: "WhenAny", ContainingType.Name: "Task" } && arguments.Any(a => IsWaitTask(a.Value) && !IsCollectedBefore(a)))
        {
            // The first of several tasks to complete need not be the wait.
            State = Limited(State).Mark(ChildMarks.TimedWait, CallSyntax.NameOf(call.Syntax));
            return new RaceTaskValue(call.Syntax);
        }

        if (method is { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" } && arguments.Select(a => a.Value).FirstOrDefault() is { CarriesChild: true } wrapped)
        {
            return new PromiseValue(wrapped);
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
            case null when CollectionCalls.Adds(method) && MemberOf(call.Instance) is not null:
                foreach (var (_, value) in arguments)
                {
                    AddTo(call.Instance!, value);
                }

                return null;
            case FreshCollectionValue when CollectionCalls.Adds(method):
                foreach (var (_, value) in arguments)
                {
                    AddTo(call.Instance!, value);
                }

                return null;
            case FreshCollectionValue when method.Name == "CopyTo" || IsSequenceCall(method):
                return null;
            case EnumeratorValue:
                return null;
            case WaitTaskValue wait:
                return EvaluateTaskCall(call, wait);
            case PromiseValue promise:
                return EvaluatePromiseCall(call, promise);
            case ReaderValue reader:
                return EvaluateRead(call, reader);
            case ReadTaskValue task:
                return EvaluateReadTask(call, task);
            case DelegateValue:
                Give(instance);
                break;
        }

        var isNumberOfChild = instance is ChildValue && _child.IsRaw && HandleUse.IsFramework(method.ContainingAssembly);
        foreach (var (argument, value) in arguments)
        {
            if (KeepsWith(call, argument, value))
            {
                isNumberOfChild |= value is ChildValue;
            }
            else
            {
                Give(value);
            }
        }

        if (isNumberOfChild && HandleUse.IsNumber(call.Type) && !_body.Known.IsNativeImport(method))
        {
            // pid.ToInt32(), Math.Max(pid, …): a number in, a number out.
            return IsDropped ? null : ChildValue.Instance;
        }

        if (instance is ChildValue && method.Name is "Dispose" or "DisposeAsync" or "Close")
        {
            State = State.Mark(ChildMarks.Disposed);
        }
        else if (instance is ChildValue && method.Name is "CancelOutputRead" or "CancelErrorRead")
        {
            ForgoLines();
        }
        else if (instance is ChildValue && !_child.IsRaw && !HandleUse.IsForeign(method))
        {
            // A member of the program's own on its own kind of Process.
            Give(instance);
        }

        if (arguments.Any(a => a.Value is ProcessIdValue) && _body.Known.IsProcess(call.Type))
        {
            // Process.GetProcessById(child.Id)
            return ChildValue.Instance;
        }

        return instance is ChildValue && SymbolEqualityComparer.Default.Equals(call.Type, _child.HandleType) ? instance : null;
    }

    /// <summary>Whether an argument stays the caller's business.</summary>
    private bool KeepsWith(IInvocationOperation call, IArgumentOperation argument, Value? value)
    {
        if (call.IsImplicit && call.TargetMethod.Name.StartsWith("Append", System.StringComparison.Ordinal))
        {
            // The compiler's own calls that format an interpolated string.
            return true;
        }

        return value is ChildValue && _child.IsRaw
            && HandleUse.IsNumber(argument.Value.Type ?? _child.HandleType)
            && (HandleUse.KeepsNumber(call.TargetMethod, argument.Parameter) || IsOfTheCLibrary(call.TargetMethod));
    }

    private static bool IsOfTheCLibrary(IMethodSymbol method) => NativeImports.TryGet(method, out var import) && import.Library is "c" or "util";
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Obligations.Summaries;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private Value? EvaluateArray(IArrayCreationOperation array)
    {
        var values = array.Initializer?.ElementValues.Select(Evaluate).ToList();
        var held = values?.FirstOrDefault(v => v is { CarriesChild: true } or { CarriesObject: true });
        if (held is WaitTaskValue && array is { IsImplicit: true, Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } } } })
        {
            return new HolderValue(array.Syntax, held);
        }

        foreach (var value in values ?? Enumerable.Empty<Value?>())
        {
            // One Process of several can be followed through an array; what has one in it cannot.
            if (value is DelegateValue or { CarriesChild: true } and not ChildValue)
            {
                Give(value);
            }
        }

        return held is ChildValue or ObjectValue ? new HolderValue(array.Syntax, held) : new FreshCollectionValue(array.Syntax);
    }

    /// <summary>An object is made; its initializer comes as assignments of its own, except in broken code.</summary>
    private Value? EvaluateCreation(IObjectCreationOperation creation)
    {
        var arguments = creation.Arguments.Select(a => (Argument: a, Value: Evaluate(a.Value))).ToList();
        if (IsDropped)
        {
            return null;
        }

        if (arguments.Count == 1 && arguments[0].Value is ChildValue && HandleUse.IsNumber(creation.Type) && HandleUse.IsNumber(arguments[0].Argument.Value.Type))
        {
            // new IntPtr(pid)
            return ChildValue.Instance;
        }

        var carried = arguments.Select(a => a.Value).FirstOrDefault(v => v is { CarriesChild: true } or ObjectValue);
        if (carried is ChildValue or ObjectValue && creation.Type is INamedTypeSymbol record && Holds(record))
        {
            return new RecordValue(creation.Syntax, carried);
        }

        if (carried is { CarriesChild: true } && creation.Type is { Name: "ValueTask" })
        {
            return new PromiseValue(carried);
        }

        if (!EvaluateOwnConstructor(creation, arguments))
        {
            foreach (var (argument, value) in arguments)
            {
                Give(value);
                Overwrite(argument);
            }
        }

        return IsDropped ? null : Made(creation);
    }

    private bool Holds(INamedTypeSymbol record) => _child.IsRaw ? OwnRecord.HoldsPid(record, _child.HandleType) : OwnRecord.HoldsChild(record, _body.Known);

    private Value? Made(IObjectCreationOperation creation)
    {
        if (OwnRecord.IsPlain(creation.Type))
        {
            return new BlankRecordValue(creation.Syntax);
        }

        if (_body.Known.IsProcess(creation.Type))
        {
            // Made anew by the same expression (a loop): the object of the turn before is another one.
            Forget(v => v is ObjectValue made && made.Creation == creation.Syntax);
            return new ObjectValue(creation.Syntax, ExitEventUses.MarksOf(creation.Type!));
        }

        return creation.Arguments.All(a => a.Value.Type is null or { SpecialType: not SpecialType.None }) && CollectionCalls.IsCollection(creation.Type)
            ? new FreshCollectionValue(creation.Syntax)
            : null;
    }
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private Value? EvaluateTaskCall(IInvocationOperation call, WaitTaskValue wait)
    {
        switch (call.TargetMethod.Name)
        {
            case "ConfigureAwait" or "GetAwaiter" or "AsTask":
                return Suppresses(call) ? wait with { IsQuiet = true } : wait;
            case "WaitAsync":
                State = State with { Calls = State.Calls.SetItem(ChildMarks.TimedWait, CallSyntax.NameOf(call.Syntax)) };
                return new WaitTaskValue(wait.IsCancellable || CancelsBy(call), wait.IsBounded || call.Arguments.Any(a => a.Parameter?.Type.Name == "TimeSpan"))
                {
                    // Of two tokens none is sure to be the one.
                    Token = wait.IsCancellable ? null : TokenOf(call),
                };
            case "GetResult" or "Wait" or "RunSynchronously" when call.Arguments.All(a => a.Parameter?.Type.Name == "CancellationToken"):
                Settle(Settlement.Waited);
                return null;
            case "Wait":
                State = Limited(State).Mark(ChildMarks.TimedWait, CallSyntax.NameOf(call.Syntax));
                return new WaitResultValue(ResultMeaning.TrueIsEnded, true);
            default:
                Give(wait);
                return null;
        }
    }

    /// <summary>A call on a task of the program's own, or on its awaiter.</summary>
    private Value? EvaluatePromiseCall(IInvocationOperation call, PromiseValue promise)
    {
        switch (call.TargetMethod.Name)
        {
            case "ConfigureAwait" or "GetAwaiter" or "AsTask" or "WaitAsync" or "Preserve":
                return promise;
            case "GetResult":
                Linger();
                return promise.Result;
            case "Wait":
                Linger();
                return null;
            default:
                Give(promise);
                return null;
        }
    }

    /// <summary>The task that completes when several have: it reads, or waits, as one of them does.</summary>
    private static Value? TaskOfAll(IEnumerable<Value?> tasks) =>
        tasks.FirstOrDefault(task => task is ReadTaskValue) ?? (tasks.FirstOrDefault(IsWaitTask) is { } wait ? (wait as HolderValue)?.Element ?? wait : null);

    // WhenAny over a collection is called again until none is left.
    private static bool IsCollectedBefore((IArgumentOperation Argument, Value? Value) argument) =>
        argument.Value is HolderValue && Place.Of(argument.Argument.Value) is not null;

    private static bool IsWaitTask(Value? value) => value is WaitTaskValue or HolderValue { Element: WaitTaskValue };

    private static bool IsSequenceCall(IMethodSymbol method) =>
        HandleUse.IsForeign(method) && HandleUse.IsFramework(method.ContainingAssembly)
        && (method.ContainingType.Name is "Enumerable" or "ParallelEnumerable" or "MemoryExtensions" or "CollectionExtensions"
            || CollectionCalls.IsCollection(method.ContainingType));

    // foreach (var p in all.Where(…)), also of a copy.
    private static bool IsLoopedOver(SyntaxNode sequence) => sequence.Parent switch
    {
        CommonForEachStatementSyntax loop => loop.Expression == sequence,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray", Parent: InvocationExpressionSyntax copy } => IsLoopedOver(copy),
        _ => false,
    };

    /// <summary>A call on a collection that holds the child: LINQ, ForEach, GetEnumerator.</summary>
    private Value? EvaluateSequenceCall(IInvocationOperation call, HolderValue holder, List<(IArgumentOperation Argument, Value? Value)> arguments)
    {
        if (call.TargetMethod.Name is "GetEnumerator" or "GetAsyncEnumerator")
        {
            return new EnumeratorValue(holder.Element, EnumeratorPhase.Before);
        }

        if (call.TargetMethod.Name == "Any" && call.Arguments.Length == 1)
        {
            return CountValue.Instance;
        }

        foreach (var argument in call.Arguments)
        {
            var lambda = Strip(argument.Value) is IDelegateCreationOperation creation ? creation.Target : null;
            var isFilter = lambda is IFlowAnonymousFunctionOperation && call.TargetMethod.Name == "Where" && IsLoopedOver(call.Syntax);
            if (lambda is IFlowAnonymousFunctionOperation anonymous
                ? isFilter ? _body.Lambdas.TakesParameterOnce(anonymous) : _body.Lambdas.TakesParameter(anonymous)
                : lambda is not null)
            {
                Give(holder);
                return null;
            }

            if (isFilter && State.Owed)
            {
                // What the filter leaves out may well have ended.
                _run.Settle(Settlement.SeenEnded, State);
            }
        }

        foreach (var (_, value) in arguments.Where(a => a.Value != holder))
        {
            Give(value);
        }

        var isSequence = CollectionCalls.IsSequence(call.Type);
        if (holder.Element is not WaitTaskValue)
        {
            return isSequence && _child.HandleType is { } type && CollectionCalls.HoldsElement(call.Type, type) ? holder : null;
        }

        // A copy of the tasks, or some of them, is as good as they are; one that is taken out may be waited for.
        if (!isSequence && call.Type?.SpecialType != SpecialType.System_Void)
        {
            Give(holder);
        }

        return isSequence ? holder : null;
    }
}

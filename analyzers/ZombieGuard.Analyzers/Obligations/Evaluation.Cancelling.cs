using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Obligations.Summaries;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    // System.Threading.Tasks.ConfigureAwaitOptions
    private const int SuppressThrowing = 0x2;

    /// <summary>Whether the call is given a token that may be cancelled.</summary>
    private bool CancelsBy(IInvocationOperation call) => TokenOf(call) is not null;

    /// <summary>The token that may cancel the call; null for none.</summary>
    private IOperation? TokenOf(IInvocationOperation call) => call.Arguments.FirstOrDefault(a =>
        a is { Parameter.Type.Name: "CancellationToken", ArgumentKind: not ArgumentKind.DefaultValue } && FactOf(a.Value, null).IsNull != true)?.Value;

    private static bool IsNoToken(IOperation? token) =>
        token is { Type.Name: "CancellationToken" } and (IDefaultValueOperation or IObjectCreationOperation { Arguments.IsEmpty: true } or IPropertyReferenceOperation { Property.Name: "None" });

    /// <summary>Whether the call makes an await of its task throw nothing.</summary>
    private static bool Suppresses(IInvocationOperation call) =>
        call.Arguments.Any(a => a is { Parameter.Type.Name: "ConfigureAwaitOptions", Value.ConstantValue: { HasValue: true, Value: int options } } && (options & SuppressThrowing) != 0);

    /// <summary>The state in which a wait was cancelled: its token says so to whoever asks.</summary>
    private ChildState Cancel(ChildState state, SyntaxNode call, params IOperation?[] tokens)
    {
        state = Limited(state).Mark(ChildMarks.Cancelled, call);
        foreach (var key in tokens.OfType<IOperation>().SelectMany(ConditionKey.OfCancelled).Where(key => !key.Roots.Any(_body.IsWrittenElsewhere)))
        {
            state = state with { Facts = state.Facts.With(key.Text, new ConditionFact(true, key.Roots, IsVolatile: true)) };
        }

        return state;
    }

    /// <summary>What a way through a method of the program has done to the child.</summary>
    private ChildState Marked(CallOutcome outcome, Handing handing)
    {
        var call = CallSyntax.NameOf(handing.Call.Syntax);
        var state = State.Mark(outcome.Marks, call);
        return outcome.Marks.HasFlag(ChildMarks.Cancelled)
            ? Cancel(state, call, handing.Arguments.Where(a => a.Parameter?.Type.Name == "CancellationToken").Select(a => a.Value).ToArray())
            : state;
    }

    /// <summary>Whether the call throws because its token has been cancelled on this path.</summary>
    private bool ThrowsCancelled(IInvocationOperation call) =>
        call is { TargetMethod.Name: "ThrowIfCancellationRequested", Instance: { } token } && State.Owed
        && ConditionKey.OfCancelled(token).Any(key => State.Facts.Of(key.Text) == true);

    /// <summary>A task that waits for the child is awaited.</summary>
    private void Await(WaitTaskValue wait, IAwaitOperation await)
    {
        var call = State.Calls.TryGetValue(ChildMarks.WaitTaken, out var taken) ? taken : await.Syntax;
        if (wait.IsBounded && GivesUp(wait, _body.Known.Timeout, Limited(State).Mark(ChildMarks.TimedWait)))
        {
            return;
        }

        if (wait.IsCancellable && GivesUp(wait, _body.Known.TaskCanceled, Cancel(State, call, wait.Token)))
        {
            return;
        }

        Wait(call);
    }

    /// <summary>Goes on where the wait has given up: in a handler, or right behind it where nothing is thrown.</summary>
    private bool GivesUp(WaitTaskValue wait, ITypeSymbol? exception, ChildState state)
    {
        if (!wait.IsQuiet)
        {
            _run.Throw(exception, state);
            return false;
        }

        if (Choose())
        {
            State = state;
            return true;
        }

        return false;
    }
}

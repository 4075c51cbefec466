using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>
/// A loop around a wait that does not block: whether it goes on when the wait says "children live, and none has ended".
/// Every way out is looked at; one that may be taken then, or that is not understood, acquits the loop.
/// </summary>
internal sealed class SpinningLoop
{
    private readonly ILoopOperation _loop;
    private readonly IInvocationOperation _wait;
    private readonly KnownSymbols _known;
    private readonly WaitResult _result;

    /// <summary>Prepares to judge a loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="wait">The wait in it, or the call of a function that waits.</param>
    /// <param name="atNone">What <paramref name="wait"/> answers when children live and none has ended.</param>
    /// <param name="known">The catalogue.</param>
    public SpinningLoop(ILoopOperation loop, IInvocationOperation wait, Answer atNone, KnownSymbols known)
    {
        _loop = loop;
        _wait = wait;
        _known = known;
        _result = new WaitResult(loop, wait, atNone);
    }

    public bool Spins => Continues(_loop, _result) == true && !_loop.Descendants().Any(IsWayOut);

    /// <summary>Whether the loop is sure to be left when the wait has collected a child, as one that repeats an interrupted call is.</summary>
    public static bool IsLeftAtOnce(ILoopOperation loop, IInvocationOperation wait, Answer atChild) => Continues(loop, new WaitResult(loop, wait, atChild)) == false;

    private static bool? Continues(ILoopOperation loop, WaitResult result) => loop switch
    {
        IWhileLoopOperation { ConditionIsUntil: false, Condition: { } condition } => result.Truth(condition),
        IForLoopOperation { Condition: { } condition } => result.Truth(condition),
        IForLoopOperation => true,
        _ => null,
    };

    private bool IsWayOut(IOperation operation)
    {
        var function = OwnFunction.Around(_loop);
        return operation switch
        {
            IBranchOperation branch => (branch.BranchKind == BranchKind.GoTo || Leaves(branch)) && MayBeReached(branch),
            IReturnOperation or IThrowOperation => OwnFunction.Around(operation) == function && MayBeReached(operation),

            // It takes its time, so it does not spin; or the program ends there.
            IAwaitOperation => true,
            IInvocationOperation call when call.Syntax != _wait.Syntax => OwnCode.MayLinger(call, _known) && MayBeReached(call),
            _ => false,
        };
    }

    private bool Leaves(IBranchOperation branch)
    {
        if (branch.BranchKind != BranchKind.Break)
        {
            return false;
        }

        for (var at = branch.Parent; at is not null; at = at.Parent)
        {
            if (at is ILoopOperation or ISwitchOperation)
            {
                return at == _loop;
            }
        }

        return true;
    }

    private bool MayBeReached(IOperation operation)
    {
        for (IOperation inner = operation; inner != _loop && inner.Parent is { } outer; inner = outer)
        {
            switch (outer)
            {
                case IConditionalOperation choice when inner == choice.WhenTrue && _result.Truth(choice.Condition) == false:
                case IConditionalOperation other when inner == other.WhenFalse && _result.Truth(other.Condition) == true:
                case ICatchClauseOperation { Parent: ITryOperation guarded } when !guarded.Body.Descendants().OfType<IInvocationOperation>().Any(MayThrow):
                    // The wait answers and throws nothing.
                    return false;
            }
        }

        return true;
    }

    // What the program's own code does, it may do now as well.
    private bool MayThrow(IInvocationOperation call) =>
        _known.Find(call.TargetMethod).IsEmpty && !call.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;
}

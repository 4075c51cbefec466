using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>
/// A loop around a wait that does not block: whether it goes on when the wait says 0, "children live, and none has ended".
/// Every way out is looked at; one that may be taken at 0, or that is not understood, acquits the loop.
/// </summary>
internal sealed class SpinningLoop
{
    private readonly ILoopOperation _loop;
    private readonly KnownSymbols _known;
    private readonly ResultAtZero _result;

    public SpinningLoop(ILoopOperation loop, IInvocationOperation wait, KnownSymbols known)
    {
        _loop = loop;
        _known = known;
        _result = new ResultAtZero(loop, wait);
    }

    public bool Spins => GoesOn() && !_loop.Descendants().Any(IsWayOut);

    private bool GoesOn() => _loop switch
    {
        IWhileLoopOperation { ConditionIsUntil: false, Condition: { } condition } => _result.Truth(condition) == true,
        IForLoopOperation loop => loop.Condition is null || _result.Truth(loop.Condition) == true,
        _ => false,
    };

    private bool IsWayOut(IOperation operation)
    {
        var function = SigchldHandlers.FunctionOf(_loop);
        return operation switch
        {
            IBranchOperation branch => (branch.BranchKind == BranchKind.GoTo || Leaves(branch)) && MayBeReached(branch),
            IReturnOperation or IThrowOperation => SigchldHandlers.FunctionOf(operation) == function && MayBeReached(operation),

            // It takes its time, so it does not spin; or the program ends there.
            IAwaitOperation => true,
            IInvocationOperation call when IsOwnCall(call) && OwnCode.Mentions(call.TargetMethod, OwnCode.WaysOut) => MayBeReached(call),
            IInvocationOperation call => _known.EntriesOf(call).Any(e => e.Role is ChildRole.Lingers or ChildRole.AwaitsSignal or ChildRole.EndsProcess) && MayBeReached(call),
            _ => false,
        };
    }

    // What the program's own code does, it may do at 0 as well.
    private bool IsOwnCall(IInvocationOperation call) =>
        _known.Find(call.TargetMethod).IsEmpty && !call.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;

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
                case ICatchClauseOperation { Parent: ITryOperation guarded } when !guarded.Body.Descendants().OfType<IInvocationOperation>().Any(IsOwnCall):
                    // The wait answers 0 and throws nothing.
                    return false;
            }
        }

        return true;
    }

    /// <summary>What conditions on the wait's result are when it is 0; null where that depends on something else.</summary>
    private sealed class ResultAtZero
    {
        private readonly IInvocationOperation _wait;
        private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);

        public ResultAtZero(ILoopOperation loop, IInvocationOperation wait)
        {
            _wait = wait;
            foreach (var operation in loop.Descendants())
            {
                switch (operation)
                {
                    case IVariableDeclaratorOperation declarator when IsWait(declarator.Initializer?.Value):
                        _holders.Add(declarator.Symbol);
                        break;
                    case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when IsWait(assignment.Value):
                        _holders.Add(local.Local);
                        break;
                    case IIsPatternOperation { Pattern: { } pattern } test when IsWait(test.Value):
                        _holders.UnionWith(pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>().Select(p => p.DeclaredSymbol!).Where(s => s is not null));
                        break;
                }
            }

            // Written by something else too, the variable is not known to be 0.
            foreach (var written in loop.Descendants().Select(WrittenBy).Where(symbol => symbol is not null))
            {
                _holders.Remove(written!);
            }
        }

        public bool? Truth(IOperation condition)
        {
            switch (condition)
            {
                case { ConstantValue: { HasValue: true, Value: bool constant } }:
                    return constant;
                case IConversionOperation conversion:
                    return Truth(conversion.Operand);
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                    return !Truth(not.Operand);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } and:
                    return Truth(and.LeftOperand) & Truth(and.RightOperand);
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } or:
                    return Truth(or.LeftOperand) | Truth(or.RightOperand);
                case IBinaryOperation comparison:
                    return Number(comparison.LeftOperand) is { } left && Number(comparison.RightOperand) is { } right
                        ? NumberTest.Holds(left, comparison.OperatorKind, right)
                        : null;
                case IIsPatternOperation test:
                    return Number(test.Value) is { } value ? NumberTest.Matches(value, test.Pattern) : null;
                default:
                    return null;
            }
        }

        private long? Number(IOperation operation) => operation switch
        {
            _ when IsWait(operation) => 0,
            ILocalReferenceOperation local when _holders.Contains(local.Local) => 0,
            ISimpleAssignmentOperation assignment => Number(assignment.Value),
            IConversionOperation { ConstantValue.HasValue: false } conversion => Number(conversion.Operand),
            _ => CallSlots.NumberOf(operation),
        };

        private ISymbol? WrittenBy(IOperation operation) => operation switch
        {
            IAssignmentOperation { Target: ILocalReferenceOperation local } assignment when !IsWait(assignment.Value) => local.Local,
            IIncrementOrDecrementOperation { Target: ILocalReferenceOperation local } => local.Local,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: ILocalReferenceOperation local } => local.Local,
            _ => null,
        };

        private bool IsWait(IOperation? value)
        {
            while (value is IConversionOperation conversion)
            {
                value = conversion.Operand;
            }

            return value == _wait;
        }
    }
}

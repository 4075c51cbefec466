using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Finds the branch that only a forked child takes, by the test of what the fork returned.</summary>
internal static class ChildBranch
{
    /// <summary>The last statement of the child's branch that completes normally, with code of the parent to run on into; null for none.</summary>
    public static SyntaxNode? RunsOn(IInvocationOperation fork, KnownSymbols known) =>
        Of(fork) is { } branch && HasCodeBehind(branch.Test) ? new Completing(known).LastOf(branch.Code) : null;

    private static (IOperation Test, IOperation Code)? Of(IInvocationOperation fork)
    {
        for (IOperation inner = fork; inner.Parent is { } outer; inner = outer)
        {
            switch (outer)
            {
                case IConditionalOperation choice when inner == choice.Condition:
                    return BranchOf(choice, operation => operation == fork) is { } code ? (choice, code) : null;
                case ISwitchOperation choice when inner == choice.Value:
                    return SectionOf(choice) is { } section ? (choice, section) : null;
                case IBlockOperation block:
                    return VariableOf(inner, fork) is { } variable ? BehindIn(block, inner, variable) : null;
            }
        }

        return null;
    }

    private static (IOperation Test, IOperation Code)? BehindIn(IBlockOperation block, IOperation statement, ISymbol variable)
    {
        foreach (var next in block.Operations.SkipWhile(o => o != statement).Skip(1))
        {
            switch (next)
            {
                case ISwitchOperation { Value: ILocalReferenceOperation local } choice when Is(local, variable):
                    return SectionOf(choice) is { } section ? (choice, section) : null;
                case IConditionalOperation choice when Tells(choice.Condition, operation => Is(operation, variable), out var isTrueInChild):
                    return (isTrueInChild ? choice.WhenTrue : choice.WhenFalse) is { } code ? (choice, code) : null;
            }
        }

        return null;
    }

    private static IOperation? BranchOf(IConditionalOperation choice, Func<IOperation, bool> isPid) =>
        Tells(choice.Condition, isPid, out var isTrueInChild) ? (isTrueInChild ? choice.WhenTrue : choice.WhenFalse) : null;

    private static ISwitchCaseOperation? SectionOf(ISwitchOperation choice) => choice.Cases.FirstOrDefault(section =>
        section.Clauses.Length == 1 && section.Clauses[0] is ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: 0 } });

    private static ISymbol? VariableOf(IOperation statement, IInvocationOperation fork) => statement switch
    {
        IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations } when declarations[0].Declarators is { Length: 1 } declarators
            && Strip(declarators[0].GetVariableInitializer()?.Value) == fork => declarators[0].Symbol,
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment }
            when Strip(assignment.Value) == fork => local.Local,
        _ => null,
    };

    private static bool Is(IOperation operation, ISymbol variable) =>
        operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, variable);

    /// <summary>Whether the condition tells the child, in which the number is 0, from its parent.</summary>
    private static bool Tells(IOperation condition, Func<IOperation, bool> isPid, out bool isTrueInChild)
    {
        isTrueInChild = false;
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not when Tells(not.Operand, isPid, out var inner):
                isTrueInChild = !inner;
                return true;
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: 0 } } } test when isPid(Strip(test.Value)!):
                isTrueInChild = true;
                return true;
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: 0 } } } } test:
                return isPid(Strip(test.Value)!);
            case IBinaryOperation binary when Strip(binary.LeftOperand) is { } left && Strip(binary.RightOperand) is { } right:
                var isLeft = isPid(left) && right.ConstantValue is { HasValue: true, Value: int };
                if (!isLeft && !(isPid(right) && left.ConstantValue is { HasValue: true, Value: int }))
                {
                    return false;
                }

                var number = (int)(isLeft ? right : left).ConstantValue.Value!;
                isTrueInChild = Holds(binary.OperatorKind, isLeft ? 0 : number, isLeft ? number : 0);
                return isTrueInChild != Holds(binary.OperatorKind, isLeft ? int.MaxValue : number, isLeft ? number : int.MaxValue);
            default:
                return false;
        }
    }

    private static bool Holds(BinaryOperatorKind comparison, int left, int right) => comparison switch
    {
        BinaryOperatorKind.Equals => left == right,
        BinaryOperatorKind.NotEquals => left != right,
        BinaryOperatorKind.LessThan => left < right,
        BinaryOperatorKind.LessThanOrEqual => left <= right,
        BinaryOperatorKind.GreaterThan => left > right,
        BinaryOperatorKind.GreaterThanOrEqual => left >= right,
        _ => false,
    };

    private static IOperation? Strip(IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation or ISimpleAssignmentOperation { Target: ILocalReferenceOperation })
        {
            operation = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                _ => ((ISimpleAssignmentOperation)operation).Value,
            };
        }

        return operation;
    }

    /// <summary>Whether the child gets into code that its parent runs, too: behind the test, in the next turn of a loop, in the caller.</summary>
    private static bool HasCodeBehind(IOperation test)
    {
        for (IOperation inner = test; inner.Parent is { } outer; inner = outer)
        {
            if (outer is ILoopOperation || (outer is IBlockOperation block && block.Operations.SkipWhile(o => o != inner).Skip(1).Any(o => o is not ILocalFunctionOperation and not IReturnOperation)))
            {
                return true;
            }
        }

        var symbol = test.SemanticModel?.GetEnclosingSymbol(test.Syntax.SpanStart);
        return symbol is not null && !SymbolEqualityComparer.Default.Equals(symbol, test.SemanticModel!.Compilation.GetEntryPoint(default));
    }
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What a wait, or a method around one, answers: a number, or a yes or no.</summary>
internal readonly record struct Answer(long? Number, bool? Truth)
{
    public static Answer Of(long number) => new(number, null);
}

/// <summary>What expressions on a wait's result are when the wait answered a certain number; null where that depends on something else.</summary>
internal sealed class WaitResult
{
    private readonly IInvocationOperation _wait;
    private readonly Answer _answer;
    private readonly HashSet<ISymbol> _holders = new(SymbolEqualityComparer.Default);

    /// <summary>Prepares for expressions in <paramref name="scope"/>, a loop or a function's body around the wait.</summary>
    public WaitResult(IOperation scope, IInvocationOperation wait, Answer answer)
    {
        _wait = wait;
        _answer = answer;
        foreach (var operation in scope.Descendants())
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

        // Written by something else too, the variable is not known to hold the answer.
        foreach (var written in scope.Descendants().Select(WrittenBy).Where(symbol => symbol is not null))
        {
            _holders.Remove(written!);
        }
    }

    /// <summary>What a function answers whose wait answered this; null numbers and truths where its returns disagree or nobody knows.</summary>
    public static Answer OfFunction(OwnFunction function, IInvocationOperation wait, Answer answer)
    {
        var result = new WaitResult(function.Body, wait, answer);
        var answers = OwnFunction.Inside(function.Body).OfType<IReturnOperation>()
            .Select(r => r.ReturnedValue is { } value ? new Answer(result.Number(value), result.Truth(value)) : default)
            .Distinct()
            .ToList();
        return answers.Count == 1 ? answers[0] : default;
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
                return Holds(condition) ? _answer.Truth : null;
        }
    }

    private long? Number(IOperation operation) => operation switch
    {
        _ when Holds(operation) => _answer.Number,
        ISimpleAssignmentOperation assignment => Number(assignment.Value),
        IConversionOperation { ConstantValue.HasValue: false } conversion => Number(conversion.Operand),
        _ => KnownNumber.Of(operation),
    };

    private bool Holds(IOperation operation) => IsWait(operation) || (operation is ILocalReferenceOperation local && _holders.Contains(local.Local));

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

        // By syntax: two models of one tree make different operations of one call.
        return value is IInvocationOperation && value.Syntax == _wait.Syntax;
    }
}

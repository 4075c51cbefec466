using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Finds how code completes normally: by running on behind its last statement, and not by a jump, an exception or the end of the process.</summary>
internal sealed class Completing
{
    // Die calls Fail calls Environment.Exit.
    private const int MaxDepth = 4;

    private readonly KnownSymbols _known;

    public Completing(KnownSymbols known) => _known = known;

    /// <summary>The last statement that completes normally; null when none does.</summary>
    public SyntaxNode? LastOf(IOperation code) => LastOf(code, 0);

    private SyntaxNode? LastOf(IOperation code, int depth) => code switch
    {
        IMethodBodyOperation method => (method.BlockBody ?? method.ExpressionBody) is { } body ? LastOf(body, depth) : code.Syntax,
        ILocalFunctionOperation { Body: { } body } => LastOf(body, depth),
        IAnonymousFunctionOperation lambda => LastOf(lambda.Body, depth),
        IBlockOperation block => LastOf(block.Operations.Where(o => o is not ILocalFunctionOperation), block.Syntax, depth),
        ISwitchCaseOperation section => LastOfSection(section, depth),
        IConditionalOperation choice => LastOfChoice(choice, depth),
        ITryOperation tried => LastOfTry(tried, depth),
        ISwitchOperation choice => choice.Cases.Reverse().Select(c => LastOfSection(c, depth)).FirstOrDefault(last => last is not null)
            ?? (choice.Cases.Any(c => c.Clauses.Any(clause => clause is IDefaultCaseClauseOperation)) ? null : choice.Syntax),
        ILoopOperation loop => IsEndless(loop) ? null : loop.Syntax,
        IUsingOperation used => LastOf(used.Body, depth),
        ILockOperation locked => LastOf(locked.Body, depth),
        ILabeledOperation { Operation: { } labeled } => LastOf(labeled, depth),
        IReturnOperation { ReturnedValue: { } returned } when depth > 0 => Ends(returned, depth) ? null : code.Syntax,
        IReturnOperation => depth > 0 ? code.Syntax : null,
        IThrowOperation or IBranchOperation => null,
        IExpressionStatementOperation statement => Ends(statement.Operation, depth) ? null : code.Syntax,
        { Kind: OperationKind.None } when code.ChildOperations.LastOrDefault() is IBlockOperation inner => LastOf(inner, depth),
        _ => code.Syntax,
    };

    private SyntaxNode? LastOf(IEnumerable<IOperation> statements, SyntaxNode whole, int depth)
    {
        SyntaxNode? last = whole;
        foreach (var statement in statements)
        {
            last = LastOf(statement, depth);
            if (last is null)
            {
                return null;
            }
        }

        return last;
    }

    private SyntaxNode? LastOfSection(ISwitchCaseOperation section, int depth)
    {
        var body = section.Body.Length == 1 && section.Body[0] is IBlockOperation block ? block.Operations : section.Body;
        return body.LastOrDefault() is IBranchOperation { BranchKind: BranchKind.Break } leave ? LastOf(body.RemoveAt(body.Length - 1), leave.Syntax, depth) : null;
    }

    private SyntaxNode? LastOfChoice(IConditionalOperation choice, int depth) =>
        choice.WhenFalse is null
            ? (choice.Condition.ConstantValue is { HasValue: true, Value: true } ? LastOf(choice.WhenTrue, depth) : choice.Syntax)
            : LastOf(choice.WhenFalse, depth) ?? LastOf(choice.WhenTrue, depth);

    private SyntaxNode? LastOfTry(ITryOperation tried, int depth) =>
        tried.Finally is { } always && LastOf(always, depth) is null
            ? null
            : LastOf(tried.Body, depth) ?? tried.Catches.Reverse().Select(c => LastOf(c.Handler, depth)).FirstOrDefault(last => last is not null);

    private static bool IsEndless(ILoopOperation loop) =>
        loop switch
        {
            IWhileLoopOperation turn => turn.Condition?.ConstantValue is { HasValue: true, Value: true },
            IForLoopOperation turn => turn.Condition is null || turn.Condition.ConstantValue is { HasValue: true, Value: true },
            _ => false,
        }
        && !loop.Descendants().OfType<IBranchOperation>().Any(b => SymbolEqualityComparer.Default.Equals(b.Target, loop.ExitLabel));

    /// <summary>Whether control does not come back from the call, if the expression is one.</summary>
    private bool Ends(IOperation expression, int depth)
    {
        while (expression is IAwaitOperation or IConversionOperation or ISimpleAssignmentOperation)
        {
            expression = expression switch
            {
                IAwaitOperation awaited => awaited.Operation,
                IConversionOperation conversion => conversion.Operand,
                _ => ((ISimpleAssignmentOperation)expression).Value,
            };
        }

        return expression is IInvocationOperation call
            && (_known.LinesAbout(call).Any(line => line.Role == ChildRole.EndsProcess)
                || call.TargetMethod.GetAttributes().Any(a => a.AttributeClass?.Name == "DoesNotReturnAttribute")
                || (depth < MaxDepth && OwnFunction.CalledBy(call) is { } function && LastOf(function.Body, depth + 1) is null && !Returns(function.Body, depth + 1)));
    }

    private bool Returns(IOperation body, int depth) =>
        OwnFunction.Inside(body).Any(o => o is IReturnOperation { IsImplicit: false } leave && (leave.ReturnedValue is null || !Ends(leave.ReturnedValue, depth)));
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>How many turns a counting loop makes: a number, or a symbol plus or minus a number.</summary>
/// <param name="Symbol">The symbol as it is written; empty for a mere number.</param>
/// <param name="Offset">What is added to it.</param>
internal readonly record struct LoopCount(string Symbol, long Offset)
{
    /// <summary>Whether the wait is surely made fewer times than the spawn: both in every turn of loops whose counts can be compared.</summary>
    public static bool AreFewer(SyntaxNode wait, SyntaxNode spawn) =>
        LoopAround(wait) is { } waits && LoopAround(spawn) is { } spawns && waits != spawns
        && !waits.Contains(spawns) && !spawns.Contains(waits)
        && !waits.Ancestors().Any(EnclosingCode.IsLoop) && !spawns.Ancestors().Any(EnclosingCode.IsLoop)
        && Of(waits) is { } few && Of(spawns) is { } many
        && few.Symbol == many.Symbol && few.Offset < many.Offset;

    /// <summary>The counting loop in each of whose turns the call is made; null for none.</summary>
    private static ForStatementSyntax? LoopAround(SyntaxNode call)
    {
        var inner = call;
        foreach (var outer in call.Ancestors())
        {
            switch (outer)
            {
                case ForStatementSyntax loop:
                    return inner == loop.Statement && !loop.Statement.DescendantNodes().Any(n => n is BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax) ? loop : null;
                case IfStatementSyntax choice when inner != choice.Condition:
                case ConditionalExpressionSyntax test when inner != test.Condition:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } both when inner == both.Right:
                case SwitchSectionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax or ConditionalAccessExpressionSyntax:
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                case WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax:
                    return null;
            }

            inner = outer;
        }

        return null;
    }

    private static LoopCount? Of(ForStatementSyntax loop)
    {
        var counter = loop.Declaration is { Variables: { Count: 1 } variables } ? (variables[0].Identifier.ValueText, variables[0].Initializer?.Value)
            : loop.Initializers is { Count: 1 } initial && initial[0] is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } set ? (name.Identifier.ValueText, set.Right)
            : default;
        if (counter is not ({ } variable, { } start)
            || loop.Condition is not BinaryExpressionSyntax { Left: IdentifierNameSyntax tested } condition || tested.Identifier.ValueText != variable
            || loop.Incrementors is not { Count: 1 } steps || StepOf(steps[0], variable) is not { } step
            || AmountOf(start) is not { } from || AmountOf(condition.Right) is not { } to)
        {
            return null;
        }

        var (low, high) = step > 0 ? (from, to) : (to, from);
        long inclusive = (step, condition.Kind()) switch
        {
            (1, SyntaxKind.LessThanExpression) or (-1, SyntaxKind.GreaterThanExpression) => 0,
            (1, SyntaxKind.LessThanOrEqualExpression) or (-1, SyntaxKind.GreaterThanOrEqualExpression) => 1,
            _ => -1,
        };
        var isSteady = inclusive >= 0 && low.Symbol.Length == 0 && !IsChanged(high.Symbol, loop) && !IsChangedIn(loop.Statement, variable);
        return isSteady ? new LoopCount(high.Symbol, high.Offset - low.Offset + inclusive) : null;
    }

    private static int? StepOf(ExpressionSyntax step, string variable) => step switch
    {
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } post when name.Identifier.ValueText == variable => post.IsKind(SyntaxKind.PostIncrementExpression) ? 1 : -1,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } pre when name.Identifier.ValueText == variable => pre.IsKind(SyntaxKind.PreIncrementExpression) ? 1 : -1,
        _ => null,
    };

    private static LoopCount? AmountOf(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => AmountOf(parenthesized.Expression),
        LiteralExpressionSyntax { Token.Value: int number } => new LoopCount(string.Empty, number),
        IdentifierNameSyntax name => new LoopCount(name.Identifier.ValueText, 0),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax } member => new LoopCount(member.ToString(), 0),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } sum
            when AmountOf(sum.Left) is { } left && AmountOf(sum.Right) is { Symbol: "" } right =>
                new LoopCount(left.Symbol, sum.IsKind(SyntaxKind.AddExpression) ? left.Offset + right.Offset : left.Offset - right.Offset),
        _ => null,
    };

    // The length of an array stays; the count of a list changes by calls, so that it must not be touched between the loops.
    private static bool IsChanged(string symbol, SyntaxNode loop)
    {
        return symbol.Length > 0 && (symbol.EndsWith(".Count", System.StringComparison.Ordinal) || IsChangedIn(EnclosingCode.MemberOf(loop), symbol.Split('.')[0]));
    }

    private static bool IsChangedIn(SyntaxNode code, string variable) => code.DescendantNodes().Any(n => n switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left.ToString() == variable,
        PostfixUnaryExpressionSyntax post => post.Operand.ToString() == variable && !post.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        PrefixUnaryExpressionSyntax pre => pre.Operand.ToString() == variable && (pre.IsKind(SyntaxKind.PreIncrementExpression) || pre.IsKind(SyntaxKind.PreDecrementExpression)),
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && argument.Expression.ToString() == variable,
        _ => false,
    });
}

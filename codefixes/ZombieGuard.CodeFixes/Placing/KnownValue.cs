using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>
/// What an expression is worth where some of its parts are known: a bool, an int, <see cref="None"/>, <see cref="Some"/>,
/// <see cref="Positive"/>, or null where that does not decide it.
/// </summary>
/// <param name="model">Of the text.</param>
/// <param name="known">What is known of a part; null for all others.</param>
internal sealed class KnownValue(SemanticModel model, Func<ExpressionSyntax, object?> known)
{
    /// <summary>Null, the value.</summary>
    public static readonly object None = new();

    /// <summary>An object, whichever.</summary>
    public static readonly object Some = new();

    /// <summary>A number above 0, whichever: a pid.</summary>
    public static readonly object Positive = new();

    /// <summary>Its worth.</summary>
    public object? Of(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return Of(not.Operand) is bool operand ? !operand : null;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and:
                return Both(Of(and.Left), Of(and.Right), decisive: false);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or:
                return Both(Of(or.Left), Of(or.Right), decisive: true);
            case BinaryExpressionSyntax binary:
                return Compare(binary.Kind(), Of(binary.Left), Of(binary.Right));
            case IsPatternExpressionSyntax test:
                return Matches(test.Pattern, Of(test.Expression));
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment:
                return Of(assignment.Right);
            default:
                return known(expression) ?? (model.GetConstantValue(expression) is { HasValue: true } constant ? constant.Value ?? None : null);
        }
    }

    private object? Matches(PatternSyntax pattern, object? value) => pattern switch
    {
        _ when value is null => null,
        ParenthesizedPatternSyntax inner => Matches(inner.Pattern, value),
        UnaryPatternSyntax { OperatorToken.RawKind: (int)SyntaxKind.NotKeyword } not
            => Matches(not.Pattern, value) is bool matches ? !matches : null,
        BinaryPatternSyntax both => Both(Matches(both.Left, value), Matches(both.Right, value), both.IsKind(SyntaxKind.OrPattern)),
        ConstantPatternSyntax constant => Compare(SyntaxKind.EqualsExpression, value, Of(constant.Expression)),
        RelationalPatternSyntax relation => Compare(Comparison(relation.OperatorToken.Kind()), value, Of(relation.Expression)),
        RecursivePatternSyntax { PropertyPatternClause.Subpatterns.Count: 0, PositionalPatternClause: null } => value != None,
        DeclarationPatternSyntax when value == Some || value == None => value != None,
        VarPatternSyntax => true,
        _ => null,
    };

    private static object? Both(object? left, object? right, bool decisive)
        => left is bool l && l == decisive || right is bool r && r == decisive ? decisive
            : left is bool && right is bool ? !decisive : null;

    private static object? Compare(SyntaxKind kind, object? left, object? right)
    {
        if (left == Positive || right == Positive)
        {
            return left is int first ? ComparePositive(Mirrored(kind), first) : right is int second ? ComparePositive(kind, second) : null;
        }

        if (left is int x && right is int y)
        {
            return kind switch
            {
                SyntaxKind.EqualsExpression => x == y,
                SyntaxKind.NotEqualsExpression => x != y,
                SyntaxKind.LessThanExpression => x < y,
                SyntaxKind.LessThanOrEqualExpression => x <= y,
                SyntaxKind.GreaterThanExpression => x > y,
                SyntaxKind.GreaterThanOrEqualExpression => x >= y,
                _ => null,
            };
        }

        return left is null || right is null || (left != None && right != None && left is not bool) ? null
            : kind == SyntaxKind.EqualsExpression ? left.Equals(right)
            : kind == SyntaxKind.NotEqualsExpression ? !left.Equals(right) : null;
    }

    /// <summary>What holds for every number above 0, or for none.</summary>
    private static object? ComparePositive(SyntaxKind kind, int number) => kind switch
    {
        SyntaxKind.EqualsExpression or SyntaxKind.LessThanOrEqualExpression => number <= 0 ? false : null,
        SyntaxKind.NotEqualsExpression or SyntaxKind.GreaterThanExpression => number <= 0 ? true : null,
        SyntaxKind.LessThanExpression => number <= 1 ? false : null,
        SyntaxKind.GreaterThanOrEqualExpression => number <= 1 ? true : null,
        _ => null,
    };

    private static SyntaxKind Mirrored(SyntaxKind kind) => kind switch
    {
        SyntaxKind.LessThanExpression => SyntaxKind.GreaterThanExpression,
        SyntaxKind.LessThanOrEqualExpression => SyntaxKind.GreaterThanOrEqualExpression,
        SyntaxKind.GreaterThanExpression => SyntaxKind.LessThanExpression,
        SyntaxKind.GreaterThanOrEqualExpression => SyntaxKind.LessThanOrEqualExpression,
        _ => kind,
    };

    private static SyntaxKind Comparison(SyntaxKind token) => token switch
    {
        SyntaxKind.LessThanToken => SyntaxKind.LessThanExpression,
        SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanExpression,
        SyntaxKind.GreaterThanEqualsToken => SyntaxKind.GreaterThanOrEqualExpression,
        _ => SyntaxKind.None,
    };
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What a condition says of a child, worked out for one possible outcome of its start.</summary>
internal sealed class ChildTest
{
    private static readonly object None = new();
    private readonly LostChild _child;
    private readonly ISymbol? _result;

    public ChildTest(LostChild child)
    {
        _child = child;
        _result = child.Call.Ancestors().TakeWhile(n => n != child.Statement).OfType<VariableDeclaratorSyntax>()
            .Select(d => child.Model.GetDeclaredSymbol(d))
            .FirstOrDefault(s => !SymbolEqualityComparer.Default.Equals(s, child.Local));
    }

    /// <summary>The outcomes that a test may tell apart.</summary>
    public enum Outcome
    {
        /// <summary>There is a child, and this is its parent.</summary>
        Present,

        /// <summary>The start failed.</summary>
        Absent,

        /// <summary>This is the child itself, behind a fork.</summary>
        Self,
    }

    /// <summary>True or false where that outcome decides the condition; null where it does not.</summary>
    public bool? Holds(ExpressionSyntax condition, Outcome outcome) => Value(condition, outcome) as bool?;

    /// <summary>That branch of a test is never taken by a parent that has a child.</summary>
    public bool IsWithoutChild(ExpressionSyntax condition, bool branch)
        => Holds(condition, Outcome.Present) is { } holds && holds != branch;

    /// <summary>That section of a switch over a pid is never taken by a parent that has a child.</summary>
    public bool IsWithoutChild(SwitchSectionSyntax section)
        => section.Parent is SwitchStatementSyntax @switch && Value(@switch.Expression, Outcome.Present) is int
            && section.Labels.All(l => l is CaseSwitchLabelSyntax { Value: var value }
                && _child.Model.GetConstantValue(value).Value is int and <= 0);

    private object? Value(ExpressionSyntax expression, Outcome outcome)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Value(inner.Expression, outcome);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return Value(not.Operand, outcome) is bool operand ? !operand : null;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and:
                return Both(Value(and.Left, outcome), Value(and.Right, outcome), decisive: false);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or:
                return Both(Value(or.Left, outcome), Value(or.Right, outcome), decisive: true);
            case BinaryExpressionSyntax binary:
                return Compare(binary.Kind(), Value(binary.Left, outcome), Value(binary.Right, outcome));
            case IsPatternExpressionSyntax test:
                return Matches(test.Pattern, Value(test.Expression, outcome), outcome);
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment:
                return Value(assignment.Right, outcome);
            case InvocationExpressionSyntax call when call == _child.Call || IsStart(call):
                return Result(_child.Model.GetTypeInfo(call).Type, outcome);
            case IdentifierNameSyntax name when _child.Model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol:
                var symbol = _child.Model.GetSymbolInfo(name).Symbol;
                return SymbolEqualityComparer.Default.Equals(symbol, _child.Local) ? Handle(outcome)
                    : symbol is ILocalSymbol local && SymbolEqualityComparer.Default.Equals(symbol, _result) ? Result(local.Type, outcome)
                    : null;
            default:
                var constant = _child.Model.GetConstantValue(expression);
                return !constant.HasValue ? null : constant.Value ?? None;
        }
    }

    private object? Handle(Outcome outcome) => outcome switch
    {
        Outcome.Present => _child.IsProcess ? this : 4711,
        Outcome.Absent => _child.IsProcess ? None : -1,
        _ => _child.IsProcess ? null : 0,
    };

    /// <summary>What the spawning call itself returns: the handle, whether it started, or an error number of unknown sign.</summary>
    private object? Result(ITypeSymbol? type, Outcome outcome)
    {
        if (type?.SpecialType == SpecialType.System_Boolean)
        {
            return outcome == Outcome.Present;
        }

        var isHandle = _child.IsProcess || !_child.Call.ArgumentList.Arguments.Any(a => a.RefKindKeyword.IsKind(SyntaxKind.OutKeyword));
        return isHandle ? Handle(outcome) : outcome == Outcome.Present ? 0 : null;
    }

    private bool IsStart(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start", Expression: IdentifierNameSyntax receiver }
            && _child.Local is { } local && SymbolEqualityComparer.Default.Equals(_child.Model.GetSymbolInfo(receiver).Symbol, local);

    private object? Matches(PatternSyntax pattern, object? value, Outcome outcome) => pattern switch
    {
        _ when value is null => null,
        ParenthesizedPatternSyntax inner => Matches(inner.Pattern, value, outcome),
        UnaryPatternSyntax { OperatorToken.RawKind: (int)SyntaxKind.NotKeyword } not
            => Matches(not.Pattern, value, outcome) is bool matches ? !matches : null,
        ConstantPatternSyntax constant => Compare(SyntaxKind.EqualsExpression, value, Value(constant.Expression, outcome)),
        RelationalPatternSyntax relation => Compare(Comparison(relation.OperatorToken.Kind()), value, Value(relation.Expression, outcome)),
        RecursivePatternSyntax { PropertyPatternClause.Subpatterns.Count: 0, PositionalPatternClause: null } => value != None,
        DeclarationPatternSyntax when value == this || value == None => value != None,
        _ => null,
    };

    private static object? Both(object? left, object? right, bool decisive)
        => left is bool l && l == decisive || right is bool r && r == decisive ? decisive
            : left is bool && right is bool ? !decisive : null;

    private static object? Compare(SyntaxKind kind, object? left, object? right)
    {
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

    private static SyntaxKind Comparison(SyntaxKind token) => token switch
    {
        SyntaxKind.LessThanToken => SyntaxKind.LessThanExpression,
        SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanExpression,
        SyntaxKind.GreaterThanEqualsToken => SyntaxKind.GreaterThanOrEqualExpression,
        _ => SyntaxKind.None,
    };
}

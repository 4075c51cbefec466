using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>How the code around takes what a timed wait says: by an <c>if</c>, in a variable, or not at all.</summary>
internal sealed class TimedTest
{
    private TimedTest(StatementList list, StatementSyntax statement)
    {
        List = list;
        Statement = statement;
    }

    /// <summary>Where the statement stands.</summary>
    public StatementList List { get; }

    /// <summary>The <c>if</c> that tests it; otherwise the statement of the wait itself.</summary>
    public StatementSyntax Statement { get; }

    /// <summary>What is taken once it has said yes, or no; null for no such branch, or where it is not tested.</summary>
    public StatementSyntax? Yes { get; private init; }

    /// <inheritdoc cref="Yes"/>
    public StatementSyntax? No { get; private init; }

    /// <summary>The variable that its answer is in, when nothing tests that alone.</summary>
    public string? Variable { get; private init; }

    public bool IsTested => Statement is IfStatementSyntax;

    public int Index => List.IndexOf(Statement);

    /// <summary>Null where the answer goes another way.</summary>
    public static TimedTest? Of(ReportedCall call)
    {
        var race = Race.Of(call);
        var site = race?.Awaited ?? call.Site;
        if (call.Statement is not { } statement || StatementList.Holding(statement) is not { } list || IsElseIf(statement))
        {
            return null;
        }

        if (statement is IfStatementSyntax @if && YesWhen(@if.Condition, site, race) is { } yesWhen)
        {
            return Tested(list, @if, yesWhen);
        }

        if (statement is ExpressionStatementSyntax { Expression: var expression })
        {
            return expression == site ? new TimedTest(list, statement) : null;
        }

        if (site.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax declaration } variable }
            || declaration.Declaration.Variables.Count > 1)
        {
            return null;
        }

        var mentions = Mentions.Of(call.Model.GetDeclaredSymbol(variable)!, new ProgramText(call.Model)).OfType<ExpressionSyntax>().ToList();
        var test = list.Statements.Skip(list.IndexOf(statement) + 1).OfType<IfStatementSyntax>()
            .FirstOrDefault(s => mentions.Any(m => s.Condition.Contains(m)));
        return test is not null && mentions.Select(m => YesWhen(test.Condition, m, race)).FirstOrDefault(w => w is not null) is { } when ? Tested(list, test, when)
            : race is null ? new TimedTest(list, statement) { Variable = WaitText.Escaped(variable.Identifier.ValueText) } : null;
    }

    private static TimedTest Tested(StatementList list, IfStatementSyntax @if, bool yesWhen)
        => new(list, @if)
        {
            Yes = yesWhen ? @if.Statement : @if.Else?.Statement,
            No = yesWhen ? @if.Else?.Statement : @if.Statement,
        };

    private static bool IsElseIf(StatementSyntax statement) => statement is IfStatementSyntax { Parent: ElseClauseSyntax };

    /// <summary>For which outcome of the whole condition the answer was yes.</summary>
    private static bool? YesWhen(ExpressionSyntax condition, ExpressionSyntax answer, Race? race) => condition switch
    {
        BinaryExpressionSyntax when race is not null => race.EndedWhen(condition, answer),
        _ when condition == answer && race is null => true,
        ParenthesizedExpressionSyntax { Expression: var inner } => YesWhen(inner, answer, race),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var inner } => !YesWhen(inner, answer, race),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Left: var left, Right: LiteralExpressionSyntax right }
            when right.IsKind(SyntaxKind.TrueLiteralExpression) || right.IsKind(SyntaxKind.FalseLiteralExpression)
            => YesWhen(left, answer, race) is { } when ? when == right.IsKind(SyntaxKind.TrueLiteralExpression) : null,
        IsPatternExpressionSyntax { Expression: var left, Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax right } }
            when right.IsKind(SyntaxKind.TrueLiteralExpression) || right.IsKind(SyntaxKind.FalseLiteralExpression)
            => YesWhen(left, answer, race) is { } when ? when == right.IsKind(SyntaxKind.TrueLiteralExpression) : null,
        _ => null,
    };
}

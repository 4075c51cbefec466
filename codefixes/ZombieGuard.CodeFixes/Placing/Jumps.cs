using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Statements that leave a list of statements. Exceptions do not count; nor do jumps of a branch that has no child.</summary>
internal static class Jumps
{
    /// <summary>A parent that has a child may leave the statement for somewhere else than its end.</summary>
    public static bool Leaves(StatementSyntax statement, ChildTest test)
        => Within(statement).Any(jump => LeadsOut(jump, statement) && !IsWithoutChild(jump, statement, test));

    /// <summary>Whoever runs the statement may leave it for somewhere else than its end.</summary>
    public static bool Leaves(StatementSyntax statement) => Within(statement).Any(jump => LeadsOut(jump, statement));

    /// <summary>The statement ends the branch that it is: what follows it is not reached.</summary>
    public static bool EndsBranch(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax => true,
        YieldStatementSyntax yield => yield.IsKind(SyntaxKind.YieldBreakStatement),
        BlockSyntax block => block.Statements.Count > 0 && EndsBranch(block.Statements.Last()),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => EndsProcess(call),
        _ => false,
    };

    /// <summary>A catch that lets the exception go on, or another one in its place, or ends the process.</summary>
    public static bool Rethrows(BlockSyntax block)
        => block.Statements.LastOrDefault() is ThrowStatementSyntax or ExpressionStatementSyntax && EndsBranch(block);

    public static bool HasLabelOrGoto(StatementSyntax statement)
        => InOwnBody(statement).Any(n => n is LabeledStatementSyntax || n.IsKind(SyntaxKind.GotoStatement));

    /// <summary>The nodes of a statement that run with it: not those of lambdas and local functions.</summary>
    public static IEnumerable<SyntaxNode> InOwnBody(SyntaxNode node)
        => node.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>A parent that has a child may end the process here, past every finally.</summary>
    public static bool EndsProcess(StatementSyntax statement, ChildTest test)
        => InOwnBody(statement).OfType<ExpressionStatementSyntax>().Any(s =>
            s.Expression is InvocationExpressionSyntax call && EndsProcess(call) && !IsWithoutChild(s, statement, test));

    private static IEnumerable<StatementSyntax> Within(StatementSyntax statement)
        => InOwnBody(statement).OfType<StatementSyntax>().Where(s =>
            s is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax
            || s.IsKind(SyntaxKind.YieldBreakStatement));

    private static bool LeadsOut(StatementSyntax jump, StatementSyntax from)
    {
        var around = jump.Ancestors().TakeWhile(n => n != from).Append(from);
        return jump switch
        {
            BreakStatementSyntax => !around.Any(n => IsLoop(n) || n is SwitchStatementSyntax),
            ContinueStatementSyntax => !around.Any(IsLoop),
            GotoStatementSyntax when !jump.IsKind(SyntaxKind.GotoStatement) => !around.Any(n => n is SwitchStatementSyntax),
            _ => true,
        };
    }

    private static bool IsWithoutChild(StatementSyntax jump, StatementSyntax from, ChildTest test)
    {
        SyntaxNode node = jump;
        while (node != from && node.Parent is { } parent)
        {
            if (parent is IfStatementSyntax @if && node == @if.Statement && test.IsWithoutChild(@if.Condition, true)
                || parent is ElseClauseSyntax { Parent: IfStatementSyntax other } && test.IsWithoutChild(other.Condition, false)
                || parent is SwitchSectionSyntax section && test.IsWithoutChild(section))
            {
                return true;
            }

            node = parent;
        }

        return false;
    }

    /// <summary>Whether the code inside may run more than once.</summary>
    public static bool IsLoop(SyntaxNode node)
        => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static bool EndsProcess(InvocationExpressionSyntax call)
        => CallName.Of(call) is "_exit" or "_Exit" or "exit" or "Exit" or "FailFast" or "abort";
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Waits right before the exit code is read.</summary>
internal sealed class WaitBeforeExitCodeFix : CallFix
{
    public const string Key = nameof(WaitBeforeExitCodeFix);
    private static readonly string[] Output = ["StandardOutput", "StandardError"];

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call.Statement is not { } statement
            || !IsAlwaysRead(call.Site, statement)
            || NamedProcess.Of(call) is not { } process
            || StatementList.Holding(statement) is not { } list
            || process.IsAskedFor(statement, "Start")
            || HasLimit(call, process)
            || ReadsLater(call, process))
        {
            return [];
        }

        var index = list.IndexOf(statement);
        return process.WaitStatements().Select(text => new CallEdit(
            "Wait for the child before (blocks until it ends)",
            call,
            list.InsertAbove(call.Root, index, list.LayoutOf(index).Statements(text))));
    }

    /// <summary>Whenever the statement is reached, and once: a wait before it changes nothing else.</summary>
    private static bool IsAlwaysRead(SyntaxNode site, StatementSyntax statement)
        => site.Ancestors().TakeWhile(n => n != statement).All(n => n is not (StatementSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax)
                && !IsShortCut(n, site))
            && statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax
                or IfStatementSyntax { Parent: not ElseClauseSyntax } or SwitchStatementSyntax;

    private static bool IsShortCut(SyntaxNode node, SyntaxNode site)
        => node is BinaryExpressionSyntax binary && binary.Right.Contains(site)
            && binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression;

    /// <summary>It was to be waited for only so long.</summary>
    private static bool HasLimit(ReportedCall call, NamedProcess process)
        => process.MentionsIn(call.Function).Any(m => m.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax wait }
            && CallName.Of(wait) == "WaitForExit" && wait.ArgumentList.Arguments.Count > 0);

    /// <summary>The output is read here or behind, perhaps: the wait would come before it, and might never return.</summary>
    private static bool ReadsLater(ReportedCall call, NamedProcess process)
        => process.MentionsIn(call.Function).Any(m => m.Parent is MemberAccessExpressionSyntax access && Output.Contains(access.Name.Identifier.ValueText)
            && (m.SpanStart >= call.Statement!.SpanStart || access.Parent is EqualsValueClauseSyntax or AssignmentExpressionSyntax));
}

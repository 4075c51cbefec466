using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Awaits the task of a wait that is thrown away, or kept and forgotten; code that cannot await waits by <c>WaitForExit()</c>.</summary>
internal sealed class AwaitDroppedFix : CallFix
{
    public const string Key = nameof(AwaitDroppedFix);
    private const string Await = "Await the task";
    private const string Wait = "Wait for the child here (WaitForExit)";

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (KeptTask.Of(call) is { } kept)
        {
            yield return OfKept(call, kept);
            yield break;
        }

        if (call.Call is not { } wait
            || call.Statement is not ExpressionStatementSyntax statement
            || WaitByProcessFix.HasComment(statement.Expression))
        {
            yield break;
        }

        var task = statement.Expression is AssignmentExpressionSyntax { Right: var value } ? value : statement.Expression;
        if (!WaitByProcessFix.IsDropped(task, statement) || task is AwaitExpressionSyntax)
        {
            yield break;
        }

        if (task is ConditionalAccessExpressionSyntax)
        {
            // There is no task where there is no process.
            foreach (var text in IsPlainWait(call, wait) && NamedProcess.Of(call) is { } process ? process.WaitStatements() : [])
            {
                yield return new CallEdit(text.Length > 1 ? Await : Wait, call, Replaced(call, statement, text));
            }

            yield break;
        }

        if (AsyncContext.IsAsync(call.Function))
        {
            var configured = task == wait && AsyncContext.ConfiguresAwaits(call.Function) ? ".ConfigureAwait(false)" : "";
            yield return new CallEdit(Await, call, Replaced(call, statement, [$"await {task.WithoutTrivia()}{configured};"]));
        }
        else if (task == wait && IsPlainWait(call, wait) && NamedProcess.Of(call) is { } process)
        {
            yield return new CallEdit(Wait, call, Replaced(call, statement, [process.Text + ".WaitForExit();"]));
        }
    }

    /// <summary>What has started runs on beside this code until there.</summary>
    private static CallEdit OfKept(ReportedCall call, KeptTask kept)
    {
        var isAsync = AsyncContext.IsAsync(call.Function);
        var configured = isAsync && AsyncContext.ConfiguresAwaits(call.Function) ? ".ConfigureAwait(false)" : "";
        var task = kept.IsList ? $"Task.WhenAll({kept.Name})" : kept.Name;
        var text = isAsync ? $"await {task}{configured};" : task + ".GetAwaiter().GetResult();";
        var title = (isAsync ? Await : "Wait for the task") + (kept.IsList ? "s" : "") + " at the end";
        return new CallEdit(title, call, kept.List.Insert(call.Root, kept.Index, kept.List.LayoutOf(kept.Index).Statements([text])));
    }

    /// <summary>The process's own, and nothing cancels it.</summary>
    private static bool IsPlainWait(ReportedCall call, InvocationExpressionSyntax wait)
        => CallName.Of(wait) == "WaitForExitAsync"
            && wait.ArgumentList.Arguments.All(a => a.Expression.IsKind(SyntaxKind.DefaultLiteralExpression)
                || a.Expression is DefaultExpressionSyntax
                || call.Model.GetSymbolInfo(a.Expression).Symbol is { Name: "None", ContainingType.Name: "CancellationToken" });

    private static SyntaxNode Replaced(ReportedCall call, ExpressionStatementSyntax statement, string[] text)
    {
        var written = Layout.Of(statement).Statements(text)[0];
        if (written is ExpressionStatementSyntax { Expression: var expression })
        {
            var kept = expression.WithTriviaFrom(statement.Expression).WithAdditionalAnnotations(Verification.Added);
            return call.Root.ReplaceNode(statement.Expression, kept);
        }

        return call.Root.ReplaceNode(statement, written.WithLeadingTrivia(statement.GetLeadingTrivia()));
    }
}

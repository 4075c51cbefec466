using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Kills the child when the wait for it is cancelled, waits until it is gone, and lets the cancellation go on.</summary>
internal sealed class KillWhenCancelledFix : CallFix
{
    public const string Key = nameof(KillWhenCancelledFix);

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
        => NamedProcess.Of(call) is { } process && Awaiting(call) is { } statement && Throws(call, statement)
            ? KillingHandler.Around(call, statement, process, "OperationCanceledException", "TaskCanceledException")
                .Select(root => new CallEdit("Kill the child when the wait is cancelled, and wait for it", call, root))
            : [];

    /// <summary>Whether the cancellation gets to a handler: not where the await suppresses it, or the program's own method takes it.</summary>
    private static bool Throws(ReportedCall call, StatementSyntax statement)
        => !AsyncContext.SuppressesThrowing(statement)
            && call.Model.GetSymbolInfo(call.Site).Symbol?.DeclaringSyntaxReferences.Select(r => r.GetSyntax())
                .Any(m => AsyncContext.SuppressesThrowing(m) || m.DescendantNodes().Any(n => n is CatchClauseSyntax)) != true;

    /// <summary>The statement that the cancellation comes out of: that of the wait, or the one that awaits its task, when there is one.</summary>
    private static StatementSyntax? Awaiting(ReportedCall call)
    {
        if (call.Site.Ancestors().TakeWhile(n => n != call.Statement).Any(n => n is AwaitExpressionSyntax))
        {
            return call.Statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax ? call.Statement : null;
        }

        return call.Site.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax task }
            && Mentions.Of(call.Model.GetDeclaredSymbol(task)!, new ProgramText(call.Model)).Take(2).ToList() is { Count: 1 } uses
            && uses[0].FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax await } statement
            && await.Expression.ToString().Split('.')[0] == uses[0].ToString()
            && statement.Ancestors().First(LostChild.IsFunction) == call.Function ? statement : null;
    }
}

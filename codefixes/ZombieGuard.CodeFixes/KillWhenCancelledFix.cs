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
        => call.Statement is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax } statement
            && NamedProcess.Of(call) is { } process
            && StatementList.Holding(statement) is { } list
                ? Texts(call, statement, process, list).Select(root => new CallEdit("Kill the child when the wait is cancelled, and wait for it", call, root))
                : [];

    private static IEnumerable<SyntaxNode> Texts(ReportedCall call, StatementSyntax statement, NamedProcess process, StatementList list)
    {
        if (CatchOfCancellation(statement) is { } existing)
        {
            var handler = StatementList.Of(existing.Block);
            foreach (var kill in process.KillStatements())
            {
                yield return handler.Insert(call.Root, 0, handler.LayoutOf(0).Statements(kill));
            }
        }

        var index = list.IndexOf(statement);
        foreach (var kill in process.KillStatements())
        {
            foreach (var name in new[] { "OperationCanceledException", "System.OperationCanceledException" })
            {
                var written = (TryStatementSyntax)list.LayoutOf(index).Statements(
                    ["try", "{", "}", $"catch ({name})", "{", .. kill, "throw;", "}"])[0];
                yield return list.Replace(call.Root, index, 1, [TryBlock.Around(list, index, 1, written)]);
            }
        }
    }

    /// <summary>The handler that the cancellation reaches first, when it is there for nothing else.</summary>
    private static CatchClauseSyntax? CatchOfCancellation(StatementSyntax statement)
        => statement.Ancestors().TakeWhile(n => !LostChild.IsFunction(n))
            .Select(n => n.Parent as TryStatementSyntax is { Catches.Count: > 0 } @try && n == @try.Block ? @try.Catches[0] : null)
            .FirstOrDefault(c => c is not null) is { Filter: null, Declaration.Type: var type } first
            && type.ToString() is "OperationCanceledException" or "TaskCanceledException" ? first : null;
}

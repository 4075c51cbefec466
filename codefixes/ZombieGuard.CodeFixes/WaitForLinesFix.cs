using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Waits once more, without a limit, where a timed wait has said yes: that wait returns when the last line has come.</summary>
internal sealed class WaitForLinesFix : CallFix
{
    public const string Key = nameof(WaitForLinesFix);

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (NamedProcess.Of(call) is not { } process || TimedTest.Of(call) is not { IsTested: true } test)
        {
            return [];
        }

        var (list, index) = test.Yes is { } yes ? (StatementList.Of(yes), 0) : (test.List, test.Index + 1);

        // Behind a branch that goes on with a running child the wait would have no end.
        return test.Yes is null && !Jumps.EndsBranch(test.No!) && !HasEnded(process, test.No!) ? [] : process.WaitStatements().Select(wait => new CallEdit(
            "Wait for the last lines of output (hangs while a grandchild holds the pipe)",
            call,
            list.InsertAbove(call.Root, index, list.LayoutOf(index).Statements(wait))));
    }

    /// <summary>The branch has killed it, say, and waited for it at its end.</summary>
    private static bool HasEnded(NamedProcess process, StatementSyntax branch)
        => branch is BlockSyntax block && block.Statements.LastOrDefault() is ExpressionStatementSyntax last
            && process.Waits().Contains(last.Expression.WithoutTrivia().ToString());
}

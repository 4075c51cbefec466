using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Waits right behind the call that kills: the end is near, but not there.</summary>
internal sealed class WaitAfterKillFix : CallFix
{
    public const string Key = nameof(WaitAfterKillFix);

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call.Statement is not ExpressionStatementSyntax statement
            || NamedProcess.Of(call) is not { } process
            || StatementList.Holding(statement) is not { } list)
        {
            return [];
        }

        // A wait with a limit behind it would lose its limit.
        var index = list.IndexOf(statement) + 1;
        return list.Statements.Skip(index).Any(s => process.IsAskedFor(s, "WaitForExit", "WaitForExitAsync")) ? []
            : process.WaitStatements().Select(text => new CallEdit(
                "Wait for the killed process (WaitForExit)", call, list.Insert(call.Root, index, list.LayoutOf(index).Statements(text))));
    }
}

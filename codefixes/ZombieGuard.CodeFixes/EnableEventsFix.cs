using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Has the event raised that a handler waits for.</summary>
internal sealed class EnableEventsFix : CallFix
{
    public const string Key = nameof(EnableEventsFix);

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call.Statement is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax subscription } statement
            || subscription.Left != call.Site
            || NamedProcess.Of(call) is not { } process
            || StatementList.Holding(statement) is not { } list)
        {
            return [];
        }

        var index = list.IndexOf(statement) + 1;
        var text = list.LayoutOf(index).Statements([process.Text + ".EnableRaisingEvents = true;"]);
        return [new CallEdit("Set EnableRaisingEvents", call, list.Insert(call.Root, index, text))];
    }
}

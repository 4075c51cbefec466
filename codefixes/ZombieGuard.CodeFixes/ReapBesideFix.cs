using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Starts the library's reaper behind the statement that makes the program a subreaper.</summary>
internal sealed class ReapBesideFix : CallFix
{
    public const string Key = nameof(ReapBesideFix);

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call is not { Id: "ZG0105", Statement: { } statement }
            || statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or IfStatementSyntax)
            || (statement is IfStatementSyntax @if && !@if.Condition.Span.Contains(call.Site.Span))
            || ReaperPlace.EndsWithBody(statement, call.Model, cancellationToken) is not { } endsWithBody
            || StatementList.Holding(statement) is not { } list)
        {
            return [];
        }

        var opening = ReaperPlace.OpeningAt(statement, endsWithBody, _ => false);

        var next = list.IndexOf(statement) + 1;
        return ReaperName.At(call.Model, statement.SpanStart).Select(name => new CallEdit(
            "Reap the orphans (ChildReaper.ReapUnowned)",
            call,
            name.Import(list.Insert(call.Root, next, list.LayoutOf(next - 1).Statements([opening + name.Text + ".ReapUnowned();"])))));
    }
}

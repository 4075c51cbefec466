using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Starts the library's reaper behind the statement that makes the program a subreaper.</summary>
internal sealed class ReapBesideFix : CallFix
{
    public const string Key = nameof(ReapBesideFix);

    public override string EquivalenceKey => Key;

    protected override string Title => "Reap the orphans (ChildReaper.ReapUnowned)";

    protected override IEnumerable<SyntaxNode> Propose(ReportedCall call, CancellationToken cancellationToken)
        => call is { Id: "ZG0105", Statement: { } statement }
            && statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or IfStatementSyntax
            && (statement is not IfStatementSyntax @if || @if.Condition.Span.Contains(call.Call.Span))
            && ReaperPlace.Of(call, statement, cancellationToken) is { } place
                ? place.Roots(call, insertBehind: true) : [];
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// <c>ChildReaper.Shared.Adopt(process.Id)</c>, when nobody looks at what comes of it, becomes the Process's own wait. Where the Process
/// goes on to be used, or is in other hands, it is only taken out: what is theirs to wait for must not block here.
/// </summary>
internal sealed class LeaveToProcessFix : CallFix
{
    public const string Key = nameof(LeaveToProcessFix);
    private const string Leave = "Leave the child to its Process";

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call.Call is not { ArgumentList.Arguments: { Count: 1 } arguments } adopt
            || call.Model.GetSymbolInfo(adopt).Symbol is not IMethodSymbol { Name: "Adopt", ContainingType.Name: "ChildReaper" }
            || ProcessOfPid.Of(call, arguments[0].Expression) is not { } child)
        {
            return [];
        }

        if (call.Statement is ExpressionStatementSyntax statement && !WaitByProcessFix.HasComment(statement.Expression))
        {
            var isDropped = WaitByProcessFix.IsDropped(adopt, statement);
            return isDropped && !child.IsDoneWith(statement) ? Left(call, child, statement)
                : isDropped || IsJoin(statement.Expression, adopt) ? Waits(call, child, statement)
                : [];
        }

        return KeptOnlyToWait(call, adopt) is var (declaration, join) ? Waits(call, child, join, declaration) : [];
    }

    private static IEnumerable<CallEdit> Waits(ReportedCall call, ProcessOfPid child, ExpressionStatementSyntax statement, params StatementSyntax[] more)
        => child.Waits().Select(wait => new CallEdit(WaitByProcessFix.Title, call, child.Replace(statement, wait, more)));

    private static IEnumerable<CallEdit> Left(ReportedCall call, ProcessOfPid child, ExpressionStatementSyntax statement)
        => statement.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax
            ? [new CallEdit(Leave, call, child.Replace(statement, null))] : [];

    /// <summary><c>var child = ….Adopt(process.Id); await child.Completion;</c>, and no other word of it.</summary>
    private static (StatementSyntax Declaration, ExpressionStatementSyntax Join)? KeptOnlyToWait(ReportedCall call, InvocationExpressionSyntax adopt)
        => adopt.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } variable }
            && variables is { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } && !WaitByProcessFix.HasComment(declaration)
            && call.Model.GetDeclaredSymbol(variable) is { } kept
            && Mentions.Of(kept, new ProgramText(call.Model)).Take(2).ToList() is { Count: 1 } uses && uses[0] is ExpressionSyntax use
            && use.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } join
            && join.Ancestors().First(LostChild.IsFunction) == call.Function
            && IsJoin(join.Expression, use) && !WaitByProcessFix.HasComment(join.Expression)
                ? (declaration, join) : null;

    /// <summary>Waits for the child's end, and does not look at it.</summary>
    private static bool IsJoin(ExpressionSyntax expression, ExpressionSyntax child)
    {
        var dropped = expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment
            ? assignment.Right : expression;
        var text = dropped.WithoutTrivia().ToString().Replace(child.WithoutTrivia().ToString(), "child");
        return text is "await child.Completion" or "await child.Completion.ConfigureAwait(false)"
            or "child.Completion.Wait()" or "child.Completion.GetAwaiter().GetResult()";
    }
}

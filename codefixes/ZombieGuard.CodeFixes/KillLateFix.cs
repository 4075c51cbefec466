using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Kills a child that a timed wait has found still running, and waits until it is gone.</summary>
internal sealed class KillLateFix : CallFix
{
    public const string Key = nameof(KillLateFix);
    private static readonly string[] Closes = ["Dispose", "Close"];

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
        => NamedProcess.Of(call) is not { } process || call.Call is null ? []
            : TimedTest.Of(call) is { } test ? process.KillStatements().Select(kill => Edited(call, test, process, kill)).Where(root => root is not null)
                .Select(root => new CallEdit("Kill the child when the time is over, and wait for it", call, root!))
            : [];

    private static SyntaxNode? Edited(ReportedCall call, TimedTest test, NamedProcess process, string[] kill)
    {
        if (test.No is { } no)
        {
            return IntoBranch(call, no, process, kill);
        }

        var (list, index) = (test.List, test.Index);
        if (test.Yes is { } yes)
        {
            return Jumps.EndsBranch(yes) ? list.InsertAbove(call.Root, index + 1, list.LayoutOf(index + 1).Statements(kill))
                : WithElse(call, (IfStatementSyntax)test.Statement, list.LayoutOf(index), kill);
        }

        string[] Guarded(string answer) => [$"if (!{answer})", "{", .. kill, "}"];
        if (test.Variable is { } variable)
        {
            return list.Insert(call.Root, index + 1, list.LayoutOf(index + 1).Statements(Guarded(variable)));
        }

        return WaitByProcessFix.HasComment(test.Statement) ? null : InCondition(call, test.Statement, list, Guarded(call.Site.WithoutTrivia().ToString()));
    }

    /// <summary>A comment behind the wait stays behind it.</summary>
    private static SyntaxNode? InCondition(ReportedCall call, StatementSyntax statement, StatementList list, string[] text)
    {
        var index = list.IndexOf(statement);
        var written = (IfStatementSyntax)list.LayoutOf(index).Statements(text)[0];
        var behind = statement.GetTrailingTrivia();
        var hasComment = behind.Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));
        var isOwnLine = written.CloseParenToken.TrailingTrivia.Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        if (hasComment && (!isOwnLine || !behind.Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia))))
        {
            return null;
        }

        written = hasComment ? written.WithCloseParenToken(written.CloseParenToken.WithTrailingTrivia(behind)) : written;
        written = written.WithLeadingTrivia(statement.GetLeadingTrivia());
        return list.Replace(call.Root, index, 1, [list.BlankLineBehind(written, index + 1)]);
    }

    /// <summary>Before it is disposed, and before the branch is left; what the branch does of its own comes first.</summary>
    private static SyntaxNode? IntoBranch(ReportedCall call, StatementSyntax branch, NamedProcess process, string[] kill)
    {
        var list = StatementList.Of(branch);
        var index = list.Statements.TakeWhile(s => !Jumps.EndsBranch(s) && !process.IsAskedFor(s, Closes)).Count();
        return branch is IfStatementSyntax || list.Statements.Take(index).Any(s => Jumps.InOwnBody(s).OfType<StatementSyntax>().Any(Jumps.EndsBranch))
            ? null : list.Insert(call.Root, index, list.LayoutOf(index).Statements(kill));
    }

    private static SyntaxNode? WithElse(ReportedCall call, IfStatementSyntax @if, Layout layout, string[] kill)
    {
        if (@if.Statement is not BlockSyntax || !@if.GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            return null;
        }

        var written = (IfStatementSyntax)layout.Statements(["if (x)", "{", "}", "else", "{", .. kill, "}"])[0];
        return call.Root.ReplaceNode(@if, @if.WithElse(written.Else).WithAdditionalAnnotations(Verification.Added));
    }
}

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
        => Texts(call).Where(root => root is not null).Select(root => new CallEdit("Kill the child when the time is over, and wait for it", call, root!));

    private static IEnumerable<SyntaxNode?> Texts(ReportedCall call)
    {
        if (call.Call is null)
        {
            return [];
        }

        if (TimedTask.Of(call) is { } task)
        {
            return AsksAgain(call, task) ? [] : KillingHandler.Around(call, call.Statement!, task, "TimeoutException");
        }

        var race = Race.Of(call);
        if ((race?.Process ?? NamedProcess.Of(call)) is not { } process || AsksAgain(call, process))
        {
            return [];
        }

        var test = TimedTest.Of(call);
        return process.KillStatements().Select(kill => race is not null && test is { IsTested: false } ? OfRace(call, race, test, kill)
            : test is not null ? Edited(call, test, process, kill)
            : race is null ? TakenBefore(call, process, kill) : null);
    }

    /// <summary>Whether a loop asks of a child that was there before it: when it is enough, only the program knows.</summary>
    private static bool AsksAgain(ReportedCall call, NamedProcess process)
        => call.Site.Ancestors().TakeWhile(n => n != call.Function).FirstOrDefault(Jumps.IsLoop) is { } loop && !process.IsSetIn(loop);

    /// <summary>Which of the tasks came first, asked where nobody has.</summary>
    private static SyntaxNode? OfRace(ReportedCall call, Race race, TimedTest test, string[] kill)
    {
        if (WaitByProcessFix.HasComment(test.Statement))
        {
            return null;
        }

        var name = race.ExitName ?? FreshName.For(call.Function, "exit");
        var first = race.Awaited.ReplaceNode(race.Exit, SyntaxFactory.IdentifierName(name)).WithoutTrivia();
        string[] declaration = race.ExitName is null ? [$"var {name} = {race.Exit.WithoutTrivia()};"] : [];
        return InCondition(call, test.Statement, test.List, [.. declaration, $"if ({first} != {name})", "{", .. kill, "}"]);
    }

    /// <summary>The answer decides together with others, or is handed on: it is taken before that, and the child ended.</summary>
    private static SyntaxNode? TakenBefore(ReportedCall call, NamedProcess process, string[] kill)
    {
        if (call.Statement is not { Parent: not ElseClauseSyntax } statement
            || StatementList.Holding(statement) is not { } list
            || call.Model.GetTypeInfo(call.Site).Type?.SpecialType != SpecialType.System_Boolean
            || !Discarded.IsEvaluatedFirst(call.Site, statement)
            || process.IsAskedFor(statement, "Kill")
            || WaitByProcessFix.HasComment(call.Site))
        {
            return null;
        }

        var index = list.IndexOf(statement);
        var layout = list.LayoutOf(index);
        var name = FreshName.For(call.Function, "ended");
        var written = layout.Statements([$"var {name} = {call.Site.WithoutTrivia()};", $"if (!{name})", "{", .. kill, "}"]);
        var test = written[1].WithTrailingTrivia(written[1].GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(layout.NewLine)));
        var rest = statement.ReplaceNode(call.Site, SyntaxFactory.IdentifierName(name).WithTriviaFrom(call.Site));
        return list.Replace(call.Root, index, 1, StatementList.Before(rest, [written[0], test]));
    }

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
            return list.Statements.Skip(index + 1).Any(s => process.IsAskedFor(s, "Kill")) ? null
                : list.Insert(call.Root, index + 1, list.LayoutOf(index + 1).Statements(Guarded(variable)));
        }

        return WaitByProcessFix.HasComment(test.Statement) ? null : InCondition(call, test.Statement, list, Guarded(call.Site.WithoutTrivia().ToString()));
    }

    /// <summary>A comment behind the wait stays behind it.</summary>
    private static SyntaxNode? InCondition(ReportedCall call, StatementSyntax statement, StatementList list, string[] text)
    {
        var index = list.IndexOf(statement);
        var statements = list.LayoutOf(index).Statements(text).ToList();
        var written = (IfStatementSyntax)statements[statements.Count - 1];
        var behind = statement.GetTrailingTrivia();
        var hasComment = behind.Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));
        var isOwnLine = written.CloseParenToken.TrailingTrivia.Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        if (hasComment && (!isOwnLine || !behind.Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia))))
        {
            return null;
        }

        written = hasComment ? written.WithCloseParenToken(written.CloseParenToken.WithTrailingTrivia(behind)) : written;
        statements[statements.Count - 1] = list.BlankLineBehind(written, index + 1);
        statements[0] = statements[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        return list.Replace(call.Root, index, 1, statements);
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

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// <c>fork</c>, a branch of the child that does nothing but <c>exec</c>, and the parent's <c>waitpid</c> become one start by the library and its
/// <c>Join</c>. Where the pid is needed for anything else, or the child does more, nothing is offered: that is for its author to say anew.
/// </summary>
internal sealed class StartInsteadOfForkFix : CallFix
{
    public const string Key = nameof(StartInsteadOfForkFix);
    private const string Title = "Start the program with ChildProcess, without fork";

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        var program = new ProgramText(call.Model);
        if (ForkedProgram.Of(call, program) is not { IsDecided: true } forked)
        {
            yield break;
        }

        var child = FreshName.For(call.Function, "child");
        var changes = forked.Uses.Select(use => PidUse.Of(use, child, program)).ToList();
        if (changes.Contains(null))
        {
            yield break;
        }

        foreach (var name in ReaperName.At(call.Model, call.Site.SpanStart))
        {
            foreach (var start in forked.Exec.StartedBy(name.Beside("ChildProcess"), name.Beside("ChildStartInfo")))
            {
                string[] headers = changes.Count == 0 ? [""] : [$"using var {child} = ", $"var {child} = "];
                foreach (var header in headers)
                {
                    var root = Edited(forked, header + start + ";", [.. changes.Select(c => c!)], program);
                    yield return new CallEdit(Title, call, name.Import(root));
                }
            }
        }
    }

    private static SyntaxNode Edited(ForkedProgram forked, string start, List<PidUse> uses, ProgramText program)
    {
        var changes = uses.ConvertAll(use => use.Change);
        var edits = new LineEdits(forked.Declaration.SyntaxTree);
        var gone = new Leftovers(program);
        edits.Replace(forked.Declaration.Span, start);
        gone.Take(forked.Declaration);
        foreach (var test in forked.Tests)
        {
            gone.Take(test);
            if (forked.ParentOf(test) is not { } parent)
            {
                edits.Remove(test);
                continue;
            }

            gone.Keep(parent);
            edits.Replace(test.Span, Unwrapped(test, parent, changes));
            changes = [.. changes.Where(c => !parent.Span.Contains(c.Span))];
        }

        foreach (var change in changes)
        {
            edits.Replace(change.Span, change.NewText!);
        }

        foreach (var use in uses)
        {
            gone.Take(use.Gone);
        }

        foreach (var kept in forked.Exec.Kept.Concat(uses.SelectMany(use => use.Kept)))
        {
            gone.Keep(kept);
        }

        gone.Follow();
        foreach (var leftover in gone.Removable)
        {
            edits.Remove(leftover);
        }

        return edits.Apply();
    }

    /// <summary>The statements of the parent's branch, where the test was.</summary>
    private static string Unwrapped(IfStatementSyntax test, StatementSyntax parent, List<TextChange> changes)
    {
        var statements = parent is BlockSyntax block ? block.Statements.ToList() : [parent];
        var layout = Layout.Of(test);
        var text = test.SyntaxTree.GetText();
        var lines = new List<string>();
        foreach (var statement in statements)
        {
            var whole = statement.FullSpan;
            var changed = text.GetSubText(whole).WithChanges(changes.Where(c => whole.Contains(c.Span))
                .Select(c => new TextChange(new TextSpan(c.Span.Start - whole.Start, c.Span.Length), c.NewText!)));
            lines.AddRange(MovedText.LinesOf(SyntaxFactory.ParseStatement(changed.ToString()), Layout.IndentOf(statement.GetFirstToken()))
                .Select(line => line.Length == 0 ? line : layout.Indent + line));
        }

        return string.Join(layout.NewLine, lines).TrimStart();
    }
}

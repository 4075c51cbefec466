using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>A try block around the last statements of a list.</summary>
internal static class TryBlock
{
    public static StatementSyntax Around(StatementList list, int from, int count, bool dropsLast, string[] @finally)
    {
        var layout = list.LayoutOf(from);
        var written = (TryStatementSyntax)layout.Statements(["try", "{", "}", "finally", "{", .. @finally, "}"])[0];
        return Around(list, from, count, [.. list.Statements.Skip(from).Take(dropsLast ? count - 1 : count)], written);
    }

    /// <summary>Around one statement, as it is to be from now on.</summary>
    public static StatementSyntax Around(StatementList list, int index, StatementSyntax inside, TryStatementSyntax written)
        => Around(list, index, 1, [inside], written);

    /// <summary>The statement that is written has an empty block, for the others to move into.</summary>
    private static StatementSyntax Around(StatementList list, int from, int count, List<StatementSyntax> region, TryStatementSyntax written)
    {
        var layout = list.LayoutOf(from);
        var leading = region[0].GetLeadingTrivia();
        var blank = leading.TakeWhile(t => t.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        region[0] = region[0].WithLeadingTrivia(leading.Skip(blank.Count));
        var moved = region.Select(s => Indentation.Deepen(s, layout)).ToList();
        var last = moved[moved.Count - 1];
        if (!last.GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            moved[moved.Count - 1] = last.WithTrailingTrivia(last.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(layout.NewLine)));
        }

        var whole = written.WithBlock(written.Block.WithStatements(SyntaxFactory.List(moved)));
        whole = (TryStatementSyntax)list.BlankLineBehind(whole, from + count);
        return whole.WithLeadingTrivia(blank.Concat(whole.GetLeadingTrivia()));
    }

    /// <summary>A region of <c>#if</c> may end behind the statements that would move.</summary>
    public static bool HasConditionalText(StatementList list, int from)
        => list.Owner.DescendantTrivia().Any(t => t.SpanStart >= list.Statements[from].FullSpan.Start && t.GetStructure() is
            IfDirectiveTriviaSyntax or ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax or EndIfDirectiveTriviaSyntax);
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Statements that run one after the other: of a block, a switch section or a program, or one without braces around it.</summary>
internal sealed class StatementList
{
    private StatementList(SyntaxNode owner, IReadOnlyList<StatementSyntax> statements)
    {
        Owner = owner;
        Statements = statements;
    }

    public SyntaxNode Owner { get; }

    public IReadOnlyList<StatementSyntax> Statements { get; }

    /// <summary>The list that a statement stands in.</summary>
    public static StatementList? Holding(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => Of(block),
        SwitchSectionSyntax section => new StatementList(section, section.Statements),
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => new StatementList(
            unit, [.. unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement)]),
        IfStatementSyntax or ElseClauseSyntax or UsingStatementSyntax or LockStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or ForStatementSyntax or CommonForEachStatementSyntax or FixedStatementSyntax => Of(statement),
        _ => null,
    };

    /// <summary>The list that a body is.</summary>
    public static StatementList Of(StatementSyntax body)
        => body is BlockSyntax block ? new StatementList(block, block.Statements) : new StatementList(body, [body]);

    public int IndexOf(StatementSyntax statement) => Statements.ToList().IndexOf(statement);

    /// <summary>The whole text with other statements in this list.</summary>
    public SyntaxNode Replace(SyntaxNode root, int index, int count, IEnumerable<StatementSyntax> replacements)
    {
        var layout = LayoutOf(index);
        var all = Statements.ToList();
        all.RemoveRange(index, count);
        var written = replacements.ToList();
        all.InsertRange(index, written);
        EndLines(all, layout, index, written.Count);
        var marked = all.Select((s, i) => i < index || i >= index + written.Count ? s : s.WithAdditionalAnnotations(Verification.Added));
        return root.ReplaceNode(Owner, With([.. marked], layout));
    }

    /// <summary>The whole text with more statements in this list, with blank lines as people leave them around braces.</summary>
    public SyntaxNode Insert(SyntaxNode root, int index, IEnumerable<StatementSyntax> added)
    {
        var written = added.ToList();
        var newLine = SyntaxFactory.EndOfLine(LayoutOf(index).NewLine);
        if (index > 0 && EndsWithBrace(Statements[index - 1]))
        {
            written[0] = written[0].WithLeadingTrivia(written[0].GetLeadingTrivia().Insert(0, newLine));
        }

        written[written.Count - 1] = BlankLineBehind(written[written.Count - 1], index);
        return Replace(root, index, 0, written);
    }

    /// <summary>The whole text with more statements that go with the one there: blank lines above it are then above them.</summary>
    public SyntaxNode InsertAbove(SyntaxNode root, int index, IEnumerable<StatementSyntax> added)
        => index < Statements.Count && IsBlank(Statements[index].GetLeadingTrivia().FirstOrDefault())
            ? Replace(root, index, 1, Before(Statements[index], added)) : Insert(root, index, added);

    /// <summary>A statement with others before it: its comments stay with it, the blank lines above it stay above them all.</summary>
    public static IEnumerable<StatementSyntax> Before(StatementSyntax statement, IEnumerable<StatementSyntax> added)
    {
        var written = added.ToList();
        (written[0], statement) = WithoutBlankLines(written[0], statement);
        return [.. written, statement];
    }

    /// <summary>The whole text with a statement behind some that follow it; blank lines stay where they are.</summary>
    public SyntaxNode MoveBehind(SyntaxNode root, int index, int last)
    {
        var rest = Statements.Skip(index + 1).ToList();
        var place = last - index;
        (rest[0], var moved) = WithoutBlankLines(rest[0], Statements[index]);
        if (EndsWithBrace(Statements[last]))
        {
            if (place < rest.Count)
            {
                (moved, rest[place]) = WithoutBlankLines(moved, rest[place]);
            }

            var newLine = SyntaxFactory.EndOfLine(LayoutOf(index).NewLine);
            var leading = moved.GetLeadingTrivia();
            moved = IsBlank(leading.FirstOrDefault()) ? moved : moved.WithLeadingTrivia(leading.Insert(0, newLine));
        }

        rest.Insert(place, moved);
        return Replace(root, index, rest.Count, rest);
    }

    /// <summary>What comes first from now on, with the blank lines of what did so before.</summary>
    public static (StatementSyntax First, StatementSyntax Second) WithoutBlankLines(StatementSyntax first, StatementSyntax second)
    {
        var blank = second.GetLeadingTrivia().TakeWhile(IsBlank);
        return (first.WithLeadingTrivia(blank.Concat(first.GetLeadingTrivia().SkipWhile(IsBlank))),
            second.WithLeadingTrivia(second.GetLeadingTrivia().SkipWhile(IsBlank)));
    }

    /// <summary>The written statement, with a blank line if it ends with a brace and the next one does not bring its own.</summary>
    public StatementSyntax BlankLineBehind(StatementSyntax written, int next)
        => next < Statements.Count && written.GetLastToken().IsKind(SyntaxKind.CloseBraceToken)
            && !Statements[next].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia)
                ? written.WithTrailingTrivia(written.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(LayoutOf(next).NewLine)))
                : written;

    /// <summary>How a statement at that place is laid out.</summary>
    public Layout LayoutOf(int index)
    {
        return Statements.Count == 0 ? Layout.Inside(Owner)
            : Owner == Statements[0] ? Layout.Inside(Owner.Parent!)
            : Layout.Of(Statements[System.Math.Min(index, Statements.Count - 1)]);
    }

    private void EndLines(List<StatementSyntax> all, Layout layout, int index, int count)
    {
        var newLine = SyntaxFactory.EndOfLine(layout.NewLine);
        for (var i = System.Math.Max(index - 1, 0); i < index + count && i < all.Count; i++)
        {
            var isLast = i == all.Count - 1 && Owner is CompilationUnitSyntax;
            if (!isLast && !EndsLine(all[i]))
            {
                var kept = all[i].GetTrailingTrivia().Where(t => !t.IsKind(SyntaxKind.WhitespaceTrivia));
                all[i] = all[i].WithTrailingTrivia(kept.Append(newLine));
                if (i + 1 < all.Count && !StartsIndented(all[i + 1]))
                {
                    all[i + 1] = all[i + 1].WithLeadingTrivia(SyntaxFactory.Whitespace(layout.Indent));
                }
            }
        }
    }

    private SyntaxNode With(List<StatementSyntax> statements, Layout layout)
    {
        switch (Owner)
        {
            case BlockSyntax block:
                var changed = block.WithStatements(SyntaxFactory.List(statements));
                var isOneLine = block.OpenBraceToken.TrailingTrivia.All(t => !t.IsKind(SyntaxKind.EndOfLineTrivia));
                return isOneLine ? OnLines(changed, layout) : changed;
            case SwitchSectionSyntax section:
                return section.WithStatements(SyntaxFactory.List(statements));
            case CompilationUnitSyntax unit:
                var globals = statements.Select(s => (MemberDeclarationSyntax)SyntaxFactory.GlobalStatement(s));
                return unit.WithMembers(SyntaxFactory.List(globals.Concat(unit.Members.Where(m => m is not GlobalStatementSyntax))));
            default:
                return Braces(statements, layout);
        }
    }

    /// <summary>Braces around a statement that stood alone, at the indentation of what it belongs to.</summary>
    private BlockSyntax Braces(List<StatementSyntax> statements, Layout layout)
    {
        var parent = Layout.IndentOf(Owner.Parent!.GetFirstToken());
        var inner = SyntaxFactory.Whitespace(layout.Indent);
        var newLine = SyntaxFactory.EndOfLine(layout.NewLine);
        var lines = statements.Where(s => s is not EmptyStatementSyntax).Select(s =>
            s.WithLeadingTrivia(s.GetLeadingTrivia().Where(t => !t.IsKind(SyntaxKind.WhitespaceTrivia)).Append(inner)));
        SyntaxToken Brace(SyntaxKind kind) => SyntaxFactory.Token(
            SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(parent)), kind, SyntaxFactory.TriviaList(newLine));
        var block = SyntaxFactory.Block(Brace(SyntaxKind.OpenBraceToken), SyntaxFactory.List(lines), Brace(SyntaxKind.CloseBraceToken));
        return block.WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>A block that stood on one line, with each statement on its own; the formatter places its braces.</summary>
    private static BlockSyntax OnLines(BlockSyntax block, Layout layout)
    {
        var newLine = SyntaxFactory.EndOfLine(layout.NewLine);
        return block
            .WithStatements(SyntaxFactory.List(block.Statements.Select(s => EndsLine(s) ? s : s.WithTrailingTrivia(newLine))))
            .WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(newLine))
            .WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia(SyntaxFactory.Whitespace(layout.Indent)))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>On a line of its own.</summary>
    private static bool EndsWithBrace(StatementSyntax statement)
        => statement.GetLastToken() is { RawKind: (int)SyntaxKind.CloseBraceToken } brace && Layout.BeginsLine(brace);

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static bool EndsLine(StatementSyntax statement)
        => statement.GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));

    private static bool StartsIndented(StatementSyntax statement)
        => statement.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>
/// Changes of one file that leave every other character as it is. What is removed goes with its lines, the comment that hangs on it, and one
/// of the blank lines around it.
/// </summary>
internal sealed class LineEdits
{
    private readonly SyntaxTree _tree;
    private readonly SourceText _text;
    private readonly List<TextChange> _changes = [];
    private readonly List<TextChange> _indents = [];
    private readonly List<SyntaxNode> _removed = [];
    private readonly HashSet<int> _unwrapped = [];

    public LineEdits(SyntaxTree tree)
    {
        _tree = tree;
        _text = tree.GetText();
    }

    public void Replace(TextSpan span, string text) => _changes.Add(new TextChange(span, text));

    /// <summary>A statement or a member.</summary>
    public void Remove(SyntaxNode node) => _removed.Add(node);

    /// <summary>What is inside stays, where the whole was. False where they share lines.</summary>
    public bool Unwrap(SyntaxNode whole, TextSpan inside)
    {
        var (top, first, last, bottom) = (LineAt(whole.SpanStart), LineAt(inside.Start), LineAt(inside.End), LineAt(whole.Span.End));
        var isOnOwnLines = Layout.BeginsLine(whole.GetFirstToken()) && top < first
            && IndentOf(first).Length == inside.Start - _text.Lines[first].Start
            && (last < bottom ? Text(last).Length == inside.End - _text.Lines[last].Start : inside.End == whole.Span.End)
            && LineAt(whole.GetLastToken().GetNextToken(includeZeroWidth: true).SpanStart) is var next && (next > bottom || next == _text.Lines.Count - 1);
        var model = isOnOwnLines || first == last || _text[inside.Start] == '{' ? first : first + 1;
        for (var line = isOnOwnLines ? first : first + 1; line <= last; line++)
        {
            if (Text(line).StartsWith(IndentOf(model), StringComparison.Ordinal) && !IsInLiteral(_text.Lines[line].Start))
            {
                _indents.Add(new TextChange(new TextSpan(_text.Lines[line].Start, IndentOf(model).Length), IndentOf(top)));
            }
        }

        if (isOnOwnLines)
        {
            _unwrapped.UnionWith(Enumerable.Range(top, first - top).Concat(Enumerable.Range(last + 1, bottom - last)));
        }
        else
        {
            Replace(TextSpan.FromBounds(whole.SpanStart, inside.Start), "");
            Replace(TextSpan.FromBounds(inside.End, whole.Span.End), "");
        }

        return isOnOwnLines;
    }

    /// <summary>The file's new text, parsed. What a fix-all has still to do stays marked.</summary>
    public SyntaxNode Apply()
    {
        var gone = Enumerable.Range(0, _text.Lines.Count).Select(_unwrapped.Contains).ToArray();
        foreach (var node in _removed.OrderByDescending(n => n.SpanStart))
        {
            Remove(node, gone);
        }

        CloseGaps(gone);
        _changes.AddRange(_indents.Where(i => !gone[LineAt(i.Span.Start)] && !_changes.Exists(c => c.Span.OverlapsWith(i.Span) || c.Span.Contains(i.Span.Start))).ToList());
        _changes.AddRange(_text.Lines.Where(line => gone[line.LineNumber]).Select(line => new TextChange(line.SpanIncludingLineBreak, "")));
        _changes.Sort((one, other) => one.Span.Start.CompareTo(other.Span.Start));
        var root = _tree.WithChangedText(_text.WithChanges(_changes)).GetRoot();
        var marks = _tree.GetRoot().GetAnnotatedTokens(OneByOneFixAll.Spot)
            .Where(token => !_changes.Any(c => c.Span.OverlapsWith(token.Span)))
            .ToLookup(token => root.FindToken(Moved(token.SpanStart)), token => token.GetAnnotations(OneByOneFixAll.Spot));
        return root.ReplaceTokens(marks.Select(g => g.Key), (token, _) => token.WithAdditionalAnnotations(marks[token].SelectMany(a => a)));
    }

    private int Moved(int position)
        => position + _changes.Where(c => c.Span.End <= position).Sum(c => c.NewText!.Length - c.Span.Length);

    private void Remove(SyntaxNode node, bool[] gone)
    {
        var first = LineAt(node.SpanStart);
        var last = LineAt(node.Span.End);
        var next = node.GetLastToken().GetNextToken(includeZeroWidth: true);
        if (!Layout.BeginsLine(node.GetFirstToken()) || (!next.IsKind(SyntaxKind.EndOfFileToken) && LineAt(next.SpanStart) == last))
        {
            // It shares a line.
            var space = node.GetTrailingTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
            _changes.Add(new TextChange(TextSpan.FromBounds(node.SpanStart, space == default ? node.Span.End : space.Span.End), ""));
            return;
        }

        for (var line = first; line <= last; line++)
        {
            gone[line] = true;
        }

        // A comment right above may be about the lines below as well.
        var (comment, isDocumentation) = CommentAbove(node);
        var below = Next(last, gone);
        if (isDocumentation || last + 1 != below || IsBlank(below) || Starts(below, "}"))
        {
            for (var line = comment; line < first; line++)
            {
                gone[line] = true;
            }
        }
    }

    /// <summary>The first line of the comment that ends right above; the node's own where there is none.</summary>
    private (int Line, bool IsDocumentation) CommentAbove(SyntaxNode node)
    {
        var top = LineAt(node.SpanStart);
        var isDocumentation = false;
        foreach (var trivia in node.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia) || LineAt(trivia.Span.End) < top - 1)
            {
                break;
            }

            if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                top = LineAt(trivia.SpanStart);
                isDocumentation |= trivia.HasStructure;
            }
        }

        return (top, isDocumentation);
    }

    /// <summary>Where lines have gone, one blank line stays, and none behind an opening or before a closing brace.</summary>
    private void CloseGaps(bool[] gone)
    {
        for (var line = 0; line < gone.Length; line++)
        {
            if (!gone[line])
            {
                continue;
            }

            var end = Next(line, gone);
            var before = line - 1;
            while (before >= 0 && gone[before])
            {
                before--;
            }

            if (before >= 0 && IsBlank(before) && (end == gone.Length || IsBlank(end) || Starts(end, "}")))
            {
                gone[before] = true;
            }
            else if (end < gone.Length && IsBlank(end) && (before < 0 || Text(before).TrimEnd().EndsWith("{", StringComparison.Ordinal)))
            {
                gone[end] = true;
            }

            line = end;
        }
    }

    private static int Next(int line, bool[] gone)
    {
        while (line < gone.Length && gone[line])
        {
            line++;
        }

        return line;
    }

    private bool IsInLiteral(int position)
        => _tree.GetRoot().FindToken(position).Parent?.AncestorsAndSelf().Any(n =>
            n is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax && n.SpanStart < position && position < n.Span.End) == true;

    private string IndentOf(int line) => Text(line).Substring(0, Text(line).Length - Text(line).TrimStart(' ', '\t').Length);

    private int LineAt(int position) => _text.Lines.GetLineFromPosition(position).LineNumber;

    private string Text(int line) => _text.ToString(_text.Lines[line].Span);

    private bool IsBlank(int line) => line < _text.Lines.Count && string.IsNullOrWhiteSpace(Text(line));

    private bool Starts(int line, string first)
        => line < _text.Lines.Count && Text(line).TrimStart().StartsWith(first, StringComparison.Ordinal);
}

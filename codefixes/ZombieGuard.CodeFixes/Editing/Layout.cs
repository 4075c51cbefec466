using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>How the text around a place is laid out: what is added looks like its neighbours, whatever the host's options are.</summary>
internal sealed class Layout
{
    private readonly CSharpParseOptions _options;
    private readonly bool _bracesOnOwnLine;

    private Layout(string newLine, string indent, string unit, bool bracesOnOwnLine, CSharpParseOptions options)
    {
        NewLine = newLine;
        Indent = indent;
        Unit = unit;
        _bracesOnOwnLine = bracesOnOwnLine;
        _options = options;
    }

    public string NewLine { get; }

    /// <summary>The white space before the line of the anchor.</summary>
    public string Indent { get; }

    /// <summary>One level of indentation.</summary>
    public string Unit { get; }

    /// <summary>As the line of the anchor.</summary>
    public static Layout Of(SyntaxNode anchor) => Of(anchor, 0);

    /// <summary>As the lines inside of what the anchor begins.</summary>
    public static Layout Inside(SyntaxNode anchor) => Of(anchor, 1);

    private static Layout Of(SyntaxNode anchor, int deeper)
    {
        var tree = anchor.SyntaxTree;
        var root = tree.GetRoot();
        var ends = root.DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        var newLine = ends.IsKind(SyntaxKind.EndOfLineTrivia) ? ends.ToString() : "\n";
        var indent = IndentOf(anchor.GetFirstToken());
        var brace = anchor.Ancestors().Select(OpenBrace).FirstOrDefault(b => b.IsKind(SyntaxKind.OpenBraceToken));
        var around = anchor.Ancestors().FirstOrDefault(n => n is SwitchSectionSyntax || OpenBrace(n).IsKind(SyntaxKind.OpenBraceToken));
        var block = around is SwitchSectionSyntax ? IndentOf(around.GetFirstToken())
            : brace == default ? "" : IndentOf(CloseBrace(brace));
        var unit = indent.Length > block.Length && indent.StartsWith(block, StringComparison.Ordinal) ? indent.Substring(block.Length)
            : indent.Contains('\t') ? "\t" : "    ";
        var ownLine = brace == default || BeginsLine(brace);
        return new Layout(newLine, deeper == 0 ? indent : indent + unit, unit, ownLine, (CSharpParseOptions)tree.Options);
    }

    public static string IndentOf(SyntaxToken token)
    {
        var line = token.SyntaxTree!.GetText().Lines.GetLineFromPosition(token.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart(' ', '\t').Length);
    }

    public static bool BeginsLine(SyntaxToken token)
    {
        var text = token.SyntaxTree!.GetText();
        var start = text.Lines.GetLineFromPosition(token.SpanStart).Start;
        return string.IsNullOrWhiteSpace(text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, token.SpanStart)));
    }

    /// <summary>Lines of code, braces each on a line of their own, as this text would have them, at this place's indentation.</summary>
    public string Render(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        var depth = 0;
        var previous = "";
        foreach (var line in lines)
        {
            depth -= line == "}" ? 1 : 0;
            if (!_bracesOnOwnLine && text.Length > 0 && (line == "{" || (previous == "}" && (line is "finally" or "else" || line.StartsWith("catch ", StringComparison.Ordinal)))))
            {
                text.Length -= NewLine.Length;
                text.Append(' ').Append(line);
            }
            else
            {
                text.Append(Indent);
                for (var i = 0; i < depth; i++)
                {
                    text.Append(Unit);
                }

                text.Append(line);
            }

            text.Append(NewLine);
            previous = line;
            depth += line == "{" ? 1 : 0;
        }

        return text.ToString();
    }

    /// <summary>A line and the brace that it opens.</summary>
    public string[] Opened(string line) => _bracesOnOwnLine ? [line, "{"] : [line + " {"];

    /// <summary>The statements of such lines, each with its indentation and its line end.</summary>
    public SyntaxList<StatementSyntax> Statements(IEnumerable<string> lines)
    {
        // Inside an async method, or "await x;" would be the declaration of a variable.
        var text = "async void M(){" + NewLine + Render(lines) + "}";
        var method = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(text, options: _options)!;
        return SyntaxFactory.List(method.Body!.Statements.Select(s => s.WithAdditionalAnnotations(Verification.Added)));
    }

    private static SyntaxToken OpenBrace(SyntaxNode node) => node switch
    {
        BlockSyntax block => block.OpenBraceToken,
        SwitchStatementSyntax @switch => @switch.OpenBraceToken,
        BaseTypeDeclarationSyntax type => type.OpenBraceToken,
        _ => default,
    };

    private static SyntaxToken CloseBrace(SyntaxToken open) => open.Parent switch
    {
        BlockSyntax block => block.CloseBraceToken,
        SwitchStatementSyntax @switch => @switch.CloseBraceToken,
        BaseTypeDeclarationSyntax type => type.CloseBraceToken,
        _ => open,
    };
}

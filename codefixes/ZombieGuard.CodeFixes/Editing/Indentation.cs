using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Moves statements one level to the right, and nothing else about them.</summary>
internal static class Indentation
{
    public static StatementSyntax Deepen(StatementSyntax statement, Layout layout)
    {
        var unit = SyntaxFactory.Whitespace(layout.Unit);
        var first = statement.GetFirstToken();
        var tokens = statement.DescendantTokens().Where(t => (t == first || IsBehindLineEnd(t)) && !IsInsideText(t));
        return statement.ReplaceTokens(tokens, (token, _) => token.WithLeadingTrivia(Deepen(token.LeadingTrivia, unit)));
    }

    private static IEnumerable<SyntaxTrivia> Deepen(SyntaxTriviaList leading, SyntaxTrivia unit)
    {
        var isLineStart = true;
        for (var i = 0; i < leading.Count; i++)
        {
            var trivia = leading[i];
            var isBlank = trivia.IsKind(SyntaxKind.WhitespaceTrivia);
            var isBlankLine = trivia.IsKind(SyntaxKind.EndOfLineTrivia)
                || (isBlank && i + 1 < leading.Count && leading[i + 1].IsKind(SyntaxKind.EndOfLineTrivia));
            if (isLineStart && !isBlankLine && !trivia.IsDirective && !trivia.IsKind(SyntaxKind.DisabledTextTrivia))
            {
                yield return unit;
            }

            yield return trivia;
            isLineStart = trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia);
        }

        if (isLineStart)
        {
            yield return unit;
        }
    }

    private static bool IsBehindLineEnd(SyntaxToken token)
        => token.GetPreviousToken().TrailingTrivia.Concat(token.LeadingTrivia).Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>White space inside a text literal is part of the text.</summary>
    private static bool IsInsideText(SyntaxToken token)
        => token.Parent is InterpolatedStringTextSyntax
            || token.Parent!.AncestorsAndSelf().OfType<InterpolatedStringExpressionSyntax>().Any(s => s.StringStartToken != token);
}

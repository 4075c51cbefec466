using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace ZombieGuard.House.Tests;

/// <summary>The words of a source file: identifiers and the texts of its literals. Comments do not count.</summary>
internal static class SourceTokens
{
    public static IReadOnlySet<string> Of(string file) =>
        CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantTokens()
            .Where(token => token.Kind() is SyntaxKind.IdentifierToken
                or SyntaxKind.StringLiteralToken
                or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken)
            .Select(token => token.ValueText)
            .ToHashSet();
}

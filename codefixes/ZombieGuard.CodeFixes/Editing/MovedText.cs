using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Statements as the lines of a text somewhere else.</summary>
internal static class MovedText
{
    /// <summary>The lines of a statement, with what hangs on it, less the indentation that it had.</summary>
    public static IEnumerable<string> LinesOf(SyntaxNode statement, string indent)
    {
        var lines = statement.ToFullString().Split('\n').Select(line => line.TrimEnd())
            .Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line.Substring(indent.Length) : line.TrimStart())
            .ToList();
        while (lines.Count > 0 && lines[lines.Count - 1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }
}

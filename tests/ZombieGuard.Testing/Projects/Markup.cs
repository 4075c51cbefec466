using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Takes <c>[|x|]</c>, <c>{|ID:x|}</c>, <c>{|ID1,ID2:x|}</c> and <c>{|#0:x|}</c> out of a text; they may be nested.</summary>
internal static class Markup
{
    /// <summary>The text without markup, and the marked spans in it by their start; a span without a key is a <c>[|x|]</c>.</summary>
    public static (string Text, List<(string? Key, TextSpan Span)> Spans) Parse(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var spans = new List<(string? Key, TextSpan Span)>();
        var open = new Stack<(string? Key, int Start)>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (IsAt(marked, i, "[|") && !IsAt(marked, i, "[||"))
            {
                open.Push((null, text.Length));
                i++;
            }
            else if (IsAt(marked, i, "{|") && KeyAt(marked, i + 2) is { } key)
            {
                open.Push((key, text.Length));
                i += key.Length + 2;
            }
            else if (open.TryPeek(out var innermost) && IsAt(marked, i, innermost.Key is null ? "|]" : "|}"))
            {
                open.Pop();
                spans.Add((innermost.Key, TextSpan.FromBounds(innermost.Start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        if (open.Count > 0)
        {
            throw new ArgumentException("Markup is opened and not closed: " + marked, nameof(marked));
        }

        spans.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return (text.ToString(), spans);
    }

    private static bool IsAt(string text, int index, string what) => string.CompareOrdinal(text, index, what, 0, what.Length) == 0;

    /// <summary>The key that ends in a colon, or null: <c>{|</c> is C# too (a pattern, an empty array).</summary>
    private static string? KeyAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '#' or ',' or '_'))
        {
            end++;
        }

        return end > start && end < text.Length && text[end] == ':' ? text[start..end] : null;
    }
}

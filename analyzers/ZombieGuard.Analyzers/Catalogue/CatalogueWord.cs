using System.Collections.Generic;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>One word of a catalogue line and where it stands; a quoted word is held without its quotes.</summary>
internal readonly record struct CatalogueWord(string Text, int Column, int Length, bool Quoted)
{
    /// <summary>
    /// Splits a line at white space. A <c>#</c> opens a comment only where a word could begin, because documentation
    /// IDs have one inside (<c>M:Type.#ctor</c>).
    /// </summary>
    public static List<CatalogueWord> Split(string line, out CatalogueWord? comment, out CatalogueError? error)
    {
        var words = new List<CatalogueWord>();
        comment = null;
        error = null;
        var at = 0;
        while (true)
        {
            while (at < line.Length && IsSpace(line[at]))
            {
                at++;
            }

            if (at == line.Length)
            {
                return words;
            }

            if (line[at] == '#')
            {
                comment = new(line.Substring(at + 1).Trim(), at, line.Length - at, false);
                return words;
            }

            var start = at;
            if (line[at] != '"')
            {
                while (at < line.Length && !IsSpace(line[at]))
                {
                    at++;
                }

                words.Add(new(line.Substring(start, at - start), start, at - start, false));
                continue;
            }

            var end = line.IndexOf('"', at + 1);
            if (end < 0)
            {
                error = new("The quotation mark is never closed", start, line.Length - start);
                return words;
            }

            at = end + 1;
            words.Add(new(line.Substring(start + 1, end - start - 1), start, at - start, true));
            if (at < line.Length && !IsSpace(line[at]))
            {
                error = new("A quoted word must be followed by white space", start, at - start);
                return words;
            }
        }
    }

    // Files that were put together from others have a byte order mark in the middle.
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';
}

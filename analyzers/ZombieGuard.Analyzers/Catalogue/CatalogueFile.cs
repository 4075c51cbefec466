using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>A line of a file that cannot be understood, its number counted from 0.</summary>
internal sealed record CatalogueFileError(int Line, CatalogueError Error);

/// <summary>A file of catalogue lines: what can be understood of it, and why the rest cannot.</summary>
/// <param name="Entries">The entries, in the order of their lines.</param>
/// <param name="Errors">The lines that do not count; of a file that is no catalogue at all, the first ones.</param>
internal sealed record CatalogueFile(ImmutableArray<CatalogueEntry> Entries, ImmutableArray<CatalogueFileError> Errors)
{
    // Whoever gets so many wrong has put another file in this place, and reads the first few.
    private const int MaxErrors = 100;

    /// <summary>Gets the numbers of the lines that the entries stand in, counted from 0.</summary>
    public ImmutableArray<int> Lines { get; private init; } = ImmutableArray<int>.Empty;

    public static CatalogueFile Read(IEnumerable<string> lines)
    {
        var entries = ImmutableArray.CreateBuilder<CatalogueEntry>();
        var numbers = ImmutableArray.CreateBuilder<int>();
        var errors = ImmutableArray.CreateBuilder<CatalogueFileError>();
        var seen = new Dictionary<string, int>(System.StringComparer.Ordinal);
        var number = -1;
        foreach (var text in lines)
        {
            number++;
            if (text.IndexOf('\0') >= 0)
            {
                return new(ImmutableArray<CatalogueEntry>.Empty, ImmutableArray.Create(new CatalogueFileError(number, new("The file holds no text, and nothing of it counts", 0, text.Length))));
            }

            var line = CatalogueLine.Parse(text);
            var error = line.Error;
            if (line.Entry is { } entry)
            {
                if (!seen.TryGetValue(PromiseOf(entry), out var earlier))
                {
                    seen.Add(PromiseOf(entry), number);
                    entries.Add(entry);
                    numbers.Add(number);
                    continue;
                }

                error = new($"Line {earlier + 1} says this already, so one of the two has to go", 0, text.TrimEnd().Length);
            }

            if (error is not null)
            {
                errors.Add(new(number, error));
            }
        }

        return new(entries.ToImmutable(), WithoutTheRest(errors)) { Lines = numbers.ToImmutable() };
    }

    // Role, API, child and test: two lines that agree in these and differ in the rest cannot both be meant.
    private static string PromiseOf(CatalogueEntry entry) => string.Join(
        " ",
        entry.Role,
        entry.MemberId ?? entry.Library + "!" + entry.EntryPoint,
        entry.ArgumentPrefix,
        entry.Child,
        entry.Test is { } test ? $"{test.Argument}:{string.Join("|", test.Values)}/{test.Mask}" : string.Empty);

    private static ImmutableArray<CatalogueFileError> WithoutTheRest(ImmutableArray<CatalogueFileError>.Builder errors)
    {
        if (errors.Count <= MaxErrors)
        {
            return errors.ToImmutable();
        }

        var next = errors[MaxErrors];
        var rest = next.Error with { Message = $"{next.Error.Message}; further lines of this file that do not count: {errors.Count - MaxErrors - 1}" };
        return errors.Take(MaxErrors).ToImmutableArray().Add(next with { Error = rest });
    }
}

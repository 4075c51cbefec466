using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>Reads the files embedded in this assembly.</summary>
internal static class CatalogueReader
{
    private const string Folder = "Catalogue/";

    // Entries are plain data and the same for every compilation, so one reading serves the whole life of the host.
    private static readonly Lazy<ImmutableArray<CatalogueEntry>> BuiltInEntries = new(
        () => BuiltInFiles.SelectMany(name => CatalogueFile.Read(BuiltInText(name)).Entries).ToImmutableArray());

    public static ImmutableArray<CatalogueEntry> BuiltIn => BuiltInEntries.Value;

    /// <summary>Gets the names of the embedded files (<c>posix.libc.txt</c>), sorted.</summary>
    public static IEnumerable<string> BuiltInFiles => typeof(CatalogueReader).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => name.Substring(Folder.Length))
        .OrderBy(name => name, StringComparer.Ordinal);

    public static IEnumerable<string> BuiltInText(string file)
    {
        using var stream = typeof(CatalogueReader).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new ArgumentException($"There is no embedded file '{file}'.", nameof(file));
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}

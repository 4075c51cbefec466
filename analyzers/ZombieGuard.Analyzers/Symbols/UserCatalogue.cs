using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>The catalogue files of a project: its additional files <c>ZombieGuard.*.txt</c> and <c>ZombieGuard.txt</c>, wherever they lie.</summary>
internal static class UserCatalogue
{
    private const string Prefix = "ZombieGuard.";
    private const string Suffix = ".txt";

    // Once a text, whatever the number of compilations and analyzers that ask: an editor makes a compilation at each keystroke.
    private static readonly SourceTextValueProvider<CatalogueFile> Reader =
        new(text => CatalogueFile.Read(text.Lines.Select(line => line.ToString())));

    /// <summary>How a context recalls what it has once made of a text.</summary>
    public delegate bool Recall(SourceText text, SourceTextValueProvider<CatalogueFile> provider, out CatalogueFile? file);

    /// <summary>The built-in catalogue with the project's files.</summary>
    public static CatalogueIndex IndexOf(AnalyzerOptions options, Recall recall, CancellationToken cancellation) =>
        FilesOf(options, recall, cancellation).Aggregate(CatalogueIndex.BuiltIn, (index, file) => index.With(file.Catalogue));

    /// <summary>The files that can be read, by path; one that the project lists twice is one.</summary>
    public static IEnumerable<(AdditionalText File, CatalogueFile Catalogue)> FilesOf(AnalyzerOptions options, Recall recall, CancellationToken cancellation)
    {
        foreach (var file in Named(options.AdditionalFiles))
        {
            if (file.GetText(cancellation) is { } text && recall(text, Reader, out var catalogue) && catalogue is not null)
            {
                yield return (file, catalogue);
            }
        }
    }

    private static IEnumerable<AdditionalText> Named(ImmutableArray<AdditionalText> files) =>
        files.Where(file => IsNamed(file.Path))
            .GroupBy(file => file.Path, StringComparer.Ordinal)
            .Select(group => group.First())
            .OrderBy(file => file.Path, StringComparer.Ordinal);

    private static bool IsNamed(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
            && name.Length >= Prefix.Length + Suffix.Length - 1;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compares projects by the text of their files.</summary>
internal static class ProjectText
{
    public static async Task<bool> IsSameAsync(Project one, Project other, CancellationToken cancellation) =>
        (await ReadAsync(one, cancellation)).SequenceEqual(await ReadAsync(other, cancellation));

    /// <summary>The failure's text, or null when all files are the same to the character and hold what they seem to hold.</summary>
    public static async Task<string?> DifferenceAsync(string context, Project actual, Project wanted, CancellationToken cancellation)
    {
        var actualTexts = await ReadAsync(actual, cancellation);
        var wantedTexts = await ReadAsync(wanted, cancellation);
        foreach (var path in wantedTexts.Keys.Union(actualTexts.Keys))
        {
            var actualText = actualTexts.GetValueOrDefault(path);
            var wantedText = wantedTexts.GetValueOrDefault(path);
            if (actualText != wantedText)
            {
                return $"Context: {context}\n{path} differs\n--- expected\n{Shown(wantedText)}\n--- actual\n{Shown(actualText)}\n---";
            }
        }

        foreach (var document in actual.Documents)
        {
            if (await StaleTreeAsync(document, cancellation) is { } stale)
            {
                return $"Context: {context}\n{stale}";
            }
        }

        return null;
    }

    private static string Shown(string? text) => text ?? "(no such file)";

    private static async Task<SortedDictionary<string, string>> ReadAsync(Project project, CancellationToken cancellation)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var files = project.Documents.Concat<TextDocument>(project.AdditionalDocuments).Concat(project.AnalyzerConfigDocuments);
        foreach (var file in files)
        {
            texts[file.FilePath ?? file.Name] = (await file.GetTextAsync(cancellation)).ToString();
        }

        return texts;
    }

    /// <summary>A fix may build a tree that its own text does not parse to; the next fix in the editor would work on another one.</summary>
    private static async Task<string?> StaleTreeAsync(Document document, CancellationToken cancellation)
    {
        var built = (await document.GetSyntaxRootAsync(cancellation))!;
        var text = await document.GetTextAsync(cancellation);
        var options = (CSharpParseOptions)document.Project.ParseOptions!;
        var parsed = await CSharpSyntaxTree.ParseText(text, options, cancellationToken: cancellation).GetRootAsync(cancellation);
        using var builtNodes = built.DescendantNodesAndTokensAndSelf(descendIntoTrivia: true).GetEnumerator();
        using var parsedNodes = parsed.DescendantNodesAndTokensAndSelf(descendIntoTrivia: true).GetEnumerator();
        while (true)
        {
            var isBuilt = builtNodes.MoveNext();
            var isParsed = parsedNodes.MoveNext();
            if (!isBuilt && !isParsed)
            {
                return null;
            }

            var builtKind = isBuilt ? builtNodes.Current.Kind() : SyntaxKind.None;
            var parsedKind = isParsed ? parsedNodes.Current.Kind() : SyntaxKind.None;
            if (builtKind != parsedKind)
            {
                return $"{document.FilePath}: the fix built {builtKind} where its text parses as {parsedKind}: '{builtNodes.Current}'";
            }
        }
    }
}

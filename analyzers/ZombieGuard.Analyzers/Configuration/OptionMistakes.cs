using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ZombieGuard.Analyzers.Configuration;

/// <summary>
/// Finds the options of a compilation that nobody understands. Roslyn tells an analyzer which file an option holds for, and neither
/// the file nor the line that it is written in; so that one of a global file belongs to every tree, and is told in the first one only.
/// </summary>
internal sealed class OptionMistakes
{
    private readonly AnalyzerConfigOptionsProvider _provider;
    private readonly ImmutableArray<string> _ofProgram;
    private readonly Lazy<SyntaxTree?> _first;

    public OptionMistakes(AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees, CancellationToken cancellation)
    {
        _provider = provider;
        _ofProgram = In(provider.GlobalOptions);

        // Each caller for itself: a search that was cancelled is no answer for the others.
        _first = new(
            () => trees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal).FirstOrDefault(tree => !GeneratedTree.Is(tree, provider, cancellation)),
            LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>What there is to say in the tree, a sentence each.</summary>
    public IEnumerable<string> Of(SyntaxTree tree)
    {
        var ofTree = In(_provider.GetOptions(tree)).Except(_ofProgram);
        return (_ofProgram.IsEmpty || _first.Value != tree ? ofTree : ofTree.Concat(_ofProgram)).OrderBy(text => text, StringComparer.Ordinal);
    }

    private static ImmutableArray<string> In(AnalyzerConfigOptions options)
    {
        var mistakes = ImmutableArray<string>.Empty;
        foreach (var key in KeysOf(options))
        {
            // Of the hundreds of keys that a file has, nearly all are others'.
            if (!(key.StartsWith(ZombieGuardOptions.Prefix, StringComparison.OrdinalIgnoreCase) || IsProperty(key)) || !options.TryGetValue(key, out var value))
            {
                continue;
            }

            if (ZombieGuardOptions.Find(key) is not { } option)
            {
                mistakes = mistakes.Add($"'{key} = {Shortened(value)}' sets no option of ZombieGuard; the options are {string.Join(", ", ZombieGuardOptions.All.Select(o => o.Key))}");
            }
            else if (!option.IsValid(value) && !(IsProperty(key) && value.Trim().Length == 0))
            {
                // The compiler is handed each visible property of the project, whether it is set or not.
                var name = IsProperty(key) ? option.Key.Substring(option.Key.IndexOf('.') + 1) : option.Key;
                mistakes = mistakes.Add($"'{name} = {Shortened(value)}' counts as not set; allowed are {option.Allowed}");
            }
        }

        return mistakes;
    }

    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            // A host that made its options before keys could be listed: what it has cannot be known.
            return Array.Empty<string>();
        }
    }

    private static bool IsProperty(string key) => string.Equals(key, ZombieGuardOptions.EnabledProperty, StringComparison.OrdinalIgnoreCase);

    private static string Shortened(string value) => value.Length <= 60 ? value : value.Substring(0, 59) + "…";
}

using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ZombieGuard.Analyzers.Configuration;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// Fixes the findings of a file one after the other, each on the text that the one before left, so that neighbours in one block stay right.
/// </summary>
internal abstract class OneByOneFixAll : DocumentBasedFixAllProvider
{
    /// <summary>Marks where the findings are that are left to fix.</summary>
    internal const string Spot = "ZombieGuard.Spot";

    /// <summary>The fix makes a program wait that has not waited: an unattended <c>dotnet format</c> must not do so unasked.</summary>
    protected abstract bool NeedsConsent { get; }

    protected sealed override async Task<Document?> FixAllAsync(
        FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellationToken = fixAllContext.CancellationToken;
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || (NeedsConsent && !HasConsent(document, root.SyntaxTree)))
        {
            return document;
        }

        var spots = diagnostics
            .Where(d => d.Location.IsInSource && fixAllContext.DiagnosticIds.Contains(d.Id))
            .Once()
            .OrderBy(d => d.Location.SourceSpan.Start)
            .Select((d, i) => (Diagnostic: d, Mark: new SyntaxAnnotation(Spot, i.ToString(CultureInfo.InvariantCulture))))
            .ToList();
        var marks = spots.ToLookup(s => root.FindToken(SpotOf(s.Diagnostic).SourceSpan.Start), s => s.Mark);
        var current = document.WithSyntaxRoot(
            root.ReplaceTokens(marks.Select(g => g.Key), (token, _) => token.WithAdditionalAnnotations(marks[token])));
        foreach (var (diagnostic, mark) in spots)
        {
            var changed = await current.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            if (changed?.GetAnnotatedTokens(mark).FirstOrDefault() is { RawKind: not 0 } name)
            {
                current = await FixOneAsync(current, diagnostic, name, fixAllContext.CodeActionEquivalenceKey, cancellationToken).ConfigureAwait(false);
            }
        }

        return current;
    }

    /// <summary>The name that the fix starts from.</summary>
    protected virtual Location SpotOf(Diagnostic diagnostic) => diagnostic.Location;

    /// <summary>The text with one finding fixed, or as it was.</summary>
    /// <param name="document">The text as earlier fixes left it.</param>
    /// <param name="diagnostic">The finding, with locations in the text as it was before.</param>
    /// <param name="name">Where the name that the fix starts from is now.</param>
    /// <param name="key">The way that was asked for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    protected abstract Task<Document> FixOneAsync(
        Document document, Diagnostic diagnostic, SyntaxToken name, string? key, CancellationToken cancellationToken);

    private static bool HasConsent(Document document, SyntaxTree tree)
        => ZombieGuardOptions.AllowsJoinInFixAll(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree));
}

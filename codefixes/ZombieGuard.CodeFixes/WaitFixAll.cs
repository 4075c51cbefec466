using System.Collections.Generic;
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
/// Fix-all for waits, only where the user asked for it: an unattended <c>dotnet format</c> must not make programs block.
/// Findings are fixed one after the other, each on the text that the one before left, so that neighbours in one block stay right.
/// </summary>
internal sealed class WaitFixAll : DocumentBasedFixAllProvider
{
    private const string Spot = "ZombieGuard.Spot";

    public static readonly WaitFixAll Instance = new();

    protected override string GetFixAllTitle(FixAllContext fixAllContext) => "Wait for every child that nobody waits for";

    protected override async Task<Document?> FixAllAsync(
        FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellationToken = fixAllContext.CancellationToken;
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || !IsAllowed(document, root.SyntaxTree))
        {
            return document;
        }

        var spots = diagnostics
            .Where(d => d.Location.IsInSource)
            .OrderBy(d => d.Location.SourceSpan.Start)
            .Select((d, i) => (Diagnostic: d, Mark: new SyntaxAnnotation(Spot, i.ToString(CultureInfo.InvariantCulture))))
            .ToList();
        var marks = spots.ToLookup(s => root.FindToken(s.Diagnostic.Location.SourceSpan.Start), s => s.Mark);
        var current = document.WithSyntaxRoot(
            root.ReplaceTokens(marks.Select(g => g.Key), (token, _) => token.WithAdditionalAnnotations(marks[token])));
        var key = fixAllContext.CodeActionEquivalenceKey;
        foreach (var (diagnostic, mark) in spots)
        {
            current = await FixOneAsync(current, diagnostic, mark, key, cancellationToken).ConfigureAwait(false);
        }

        return current;
    }

    /// <summary>
    /// The way that was asked for, or else the safest: <c>dotnet format</c> knows one key, that of the first entry of the first finding.
    /// </summary>
    private static async Task<Document> FixOneAsync(
        Document document, Diagnostic diagnostic, SyntaxAnnotation mark, string? key, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var spot = root?.GetAnnotatedTokens(mark).FirstOrDefault();
        if (spot is not { RawKind: not 0 } name)
        {
            return document;
        }

        var child = await LostChild.ResolveAsync(document, name, diagnostic.Properties, cancellationToken).ConfigureAwait(false);
        if (child is null)
        {
            return document;
        }

        IEnumerable<ZombieGuardFix> fixes = WaitFixProvider.Fixes.OrderByDescending(f => f.EquivalenceKey == key);
        return fixes.Select(f => f.Apply(child, cancellationToken)).FirstOrDefault(d => d is not null) ?? document;
    }

    private static bool IsAllowed(Document document, SyntaxTree tree)
        => ZombieGuardOptions.AllowsJoinInFixAll(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree));
}

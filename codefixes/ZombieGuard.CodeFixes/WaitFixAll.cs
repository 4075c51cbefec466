using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>Fix-all for waits where there was none.</summary>
internal sealed class WaitFixAll : OneByOneFixAll
{
    public static readonly WaitFixAll Instance = new();

    protected override bool NeedsConsent => true;

    protected override string GetFixAllTitle(FixAllContext fixAllContext) => "Wait for every child that nobody waits for";

    protected override Location SpotOf(Diagnostic diagnostic) => LostChild.SpawnOf(diagnostic);

    /// <summary>
    /// The way that was asked for, or else the safest: <c>dotnet format</c> knows one key, that of the first entry of the first finding.
    /// </summary>
    protected override async Task<Document> FixOneAsync(
        Document document, Diagnostic diagnostic, SyntaxToken name, string? key, CancellationToken cancellationToken)
    {
        var child = await LostChild.ResolveAsync(document, name, diagnostic.Properties, cancellationToken).ConfigureAwait(false);
        if (child is null)
        {
            return document;
        }

        IEnumerable<ZombieGuardFix> fixes = WaitFixProvider.Fixes.OrderByDescending(f => f.EquivalenceKey == key);
        return fixes.Select(f => f.Apply(child, cancellationToken)).FirstOrDefault(d => d is not null) ?? document;
    }
}

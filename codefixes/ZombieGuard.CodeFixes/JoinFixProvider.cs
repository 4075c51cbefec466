using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>Makes good a call that falls short of a wait: each rule has its own way.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JoinFixProvider))]
[Shared]
public sealed class JoinFixProvider : CodeFixProvider
{
    private static readonly ImmutableDictionary<string, CallFix> Fixes = ImmutableDictionary<string, CallFix>.Empty
        .Add("ZG0004", new KillLateFix())
        .Add("ZG0005", new WaitAfterKillFix())
        .Add("ZG0007", new AwaitDroppedFix())
        .Add("ZG0012", new WaitForLinesFix())
        .Add("ZG0013", new WaitBeforeExitCodeFix())
        .Add("ZG0014", new KillWhenCancelledFix());

    private static readonly CallFixAll All = new("Wait where nothing waits", needsConsent: true, Fixes);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = Fixes.Keys.OrderBy(id => id).ToImmutableArray();

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in Findings.Of(this, context))
        {
            await Fixes[diagnostic.Id].RegisterAsync(context, diagnostic).ConfigureAwait(false);
        }
    }
}

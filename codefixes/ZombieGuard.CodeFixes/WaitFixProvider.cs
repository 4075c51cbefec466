using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// Waits for a child that nobody waits for. One provider for all the ways to do so: <c>dotnet format</c> takes the first entry
/// that is registered, and between providers the order would be the host's.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitFixProvider))]
[Shared]
public sealed class WaitFixProvider : CodeFixProvider
{
    /// <summary>The safest first.</summary>
    internal static readonly IReadOnlyList<ZombieGuardFix> Fixes =
    [
        new WaitHereFix(),
        new WaitForPidFix(),
        new AdoptPidFix(),
        new KeepAndWaitFix(),
        new WaitInFinallyFix(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("ZG0001", "ZG0002", "ZG0010");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WaitFixAll.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in Findings.Of(this, context))
        {
            var child = await LostChild.ResolveAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (child is null)
            {
                continue;
            }

            foreach (var fix in Fixes)
            {
                if (fix.Offer(child, context.CancellationToken) is { } action)
                {
                    context.RegisterCodeFix(action, diagnostic);
                }
            }
        }
    }
}

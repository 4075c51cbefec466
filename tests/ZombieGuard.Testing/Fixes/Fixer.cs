using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Applies fixes as an editor does: asks at a diagnostic, takes one of the offers, and carries out its operations.</summary>
internal sealed class Fixer(DiagnosticRun run, ImmutableArray<CodeFixProvider> providers, IVerifier verify)
{
    public int? Index { get; init; }

    public string? EquivalenceKey { get; init; }

    public Action<CodeAction, IVerifier>? Inspect { get; init; }

    public bool Supports(FixAllScope scope) =>
        providers.Any(provider => provider.GetFixAllProvider()?.GetSupportedFixAllScopes().Contains(scope) == true);

    /// <summary>Round by round, each at the first diagnostic that a fix changes something for; a scope makes each a fix-all.</summary>
    public async Task<(Project Project, int Rounds)> IterateAsync(
        Project project,
        FixAllScope? scope,
        int limit,
        CancellationToken cancellation)
    {
        for (var round = 0; round < limit; round++)
        {
            if (await NextAsync(project, scope, cancellation) is not { } next)
            {
                return (project, round);
            }

            project = next;
        }

        return (project, limit);
    }

    private async Task<Project?> NextAsync(Project project, FixAllScope? scope, CancellationToken cancellation)
    {
        var diagnostics = await run.BuildAsync(project, cancellation);
        foreach (var diagnostic in diagnostics)
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is not { } document
                || Choose(await OffersAsync(document, diagnostic, cancellation)) is not { } offer)
            {
                continue;
            }

            var action = scope is { } wide
                ? await FixAllAsync(offer, wide, document, diagnostics, cancellation)
                : offer.Action;
            if (action is null)
            {
                continue;
            }

            var next = await ApplyAsync(action, project, cancellation);
            if (!await ProjectText.IsSameAsync(project, next, cancellation))
            {
                return next;
            }

            if (scope is null)
            {
                verify.Fail($"'{action.Title}' at {diagnostic.Location.GetLineSpan()} was offered but changes nothing.");
            }
        }

        return null;
    }

    private async Task<List<Offer>> OffersAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var offers = new List<Offer>();
        foreach (var provider in providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var context = new CodeFixContext(
                document,
                diagnostic,
                (action, named) =>
                {
                    if (!named.Contains(diagnostic))
                    {
                        verify.Fail($"'{action.Title}' was registered for another diagnostic than the one asked for.");
                    }

                    offers.AddRange(Leaves(action).Select(leaf => new Offer(leaf, provider)));
                },
                cancellation);
            await provider.RegisterCodeFixesAsync(context);
        }

        return offers;
    }

    private static IEnumerable<CodeAction> Leaves(CodeAction action) =>
        action.NestedActions.IsEmpty ? [action] : action.NestedActions.SelectMany(Leaves);

    private Offer? Choose(List<Offer> offers)
    {
        var offer = EquivalenceKey is not null && Index is null
            ? offers.Find(candidate => candidate.Action.EquivalenceKey == EquivalenceKey)
            : offers.ElementAtOrDefault(Index ?? 0);
        if (offer is null)
        {
            return null;
        }

        if (EquivalenceKey is not null && offer.Action.EquivalenceKey != EquivalenceKey)
        {
            verify.Fail($"'{offer.Action.Title}' has the equivalence key '{offer.Action.EquivalenceKey}', expected '{EquivalenceKey}'.");
        }

        Inspect?.Invoke(offer.Action, verify);
        return offer;
    }

    private async Task<CodeAction?> FixAllAsync(
        Offer offer,
        FixAllScope scope,
        Document document,
        ImmutableArray<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        if (offer.Action.EquivalenceKey is not { } key)
        {
            verify.Fail($"'{offer.Action.Title}' has no equivalence key: fix-all cannot tell it from others.");
            return null;
        }

        var fixAll = offer.Provider.GetFixAllProvider();
        if (fixAll is null || !fixAll.GetSupportedFixAllScopes().Contains(scope))
        {
            return null;
        }

        var present = diagnostics.Select(diagnostic => diagnostic.Id).ToHashSet();
        var ids = fixAll.GetSupportedFixAllDiagnosticIds(offer.Provider).Where(present.Contains);
        var source = new FixAllDiagnostics(run, document.Project, diagnostics);
        return await fixAll.GetFixAsync(new FixAllContext(document, offer.Provider, scope, key, ids, source, cancellation));
    }

    /// <summary>The next round works on the very trees that the fix left, not on their text.</summary>
    private async Task<Project> ApplyAsync(CodeAction action, Project project, CancellationToken cancellation)
    {
        var operations = await action.GetOperationsAsync(project.Solution, new Progress<CodeAnalysisProgress>(), cancellation);
        var changes = operations.OfType<ApplyChangesOperation>().ToList();
        if (changes.Count != 1)
        {
            verify.Fail($"'{action.Title}' has {changes.Count} operations that apply changes, expected one.");
        }

        return changes[0].ChangedSolution.GetProject(project.Id)!;
    }

    private sealed record Offer(CodeAction Action, CodeFixProvider Provider);
}

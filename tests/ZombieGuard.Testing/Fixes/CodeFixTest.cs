using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// An analyzer test that goes on: fixes one diagnostic after another until none is left, then from the start again by fix-all in
/// document, project and solution, and compares the text to the character each time.
/// </summary>
public abstract class CodeFixTest<TVerifier> : AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    /// <summary>Adds one source to the fixed state.</summary>
    public string FixedCode
    {
        set => FixedState.Sources.Add(value);
    }

    /// <summary>Adds one source to the state that fix-all leads to.</summary>
    public string BatchFixedCode
    {
        set => BatchFixedState.Sources.Add(value);
    }

    /// <summary>After the fixes; without sources, or with the same, no fix must be offered.</summary>
    public SolutionState FixedState { get; } = new();

    /// <summary>After a fix-all, where that differs from one fix after another.</summary>
    public SolutionState BatchFixedState { get; } = new();

    /// <summary>Which of the offered fixes is taken; by default the first.</summary>
    public int? CodeActionIndex { get; set; }

    /// <summary>The key of the fix to take.</summary>
    public string? CodeActionEquivalenceKey { get; set; }

    /// <summary>Looks at every fix before it is applied, for instance at its title.</summary>
    public Action<CodeAction, IVerifier>? CodeActionVerifier { get; set; }

    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    /// <summary>A negative number is an upper bound; null is at most one round a fixable diagnostic.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <inheritdoc cref="NumberOfIncrementalIterations"/>
    public int? NumberOfFixAllIterations { get; set; }

    /// <inheritdoc cref="NumberOfIncrementalIterations"/>
    public int? NumberOfFixAllInDocumentIterations { get; set; }

    /// <inheritdoc cref="NumberOfIncrementalIterations"/>
    public int? NumberOfFixAllInProjectIterations { get; set; }

    private protected override IEnumerable<string> FixableIds =>
        GetCodeFixProviders().SelectMany(provider => provider.FixableDiagnosticIds);

    protected abstract IEnumerable<CodeFixProvider> GetCodeFixProviders();

    private protected override async Task RunFixesAsync(DiagnosticRun run, TestProject test, CancellationToken cancellationToken)
    {
        var wanted = await CreateFixedAsync("fixed state", FixedState, TestState, run, cancellationToken);
        var batchWanted = BatchFixedState.Sources.Count == 0
            ? wanted
            : await CreateFixedAsync("batch fixed state", BatchFixedState, TestState, run, cancellationToken);
        var fixer = new Fixer(run, [.. GetCodeFixProviders()], Verify)
        {
            Index = CodeActionIndex,
            EquivalenceKey = CodeActionEquivalenceKey,
            Inspect = CodeActionVerifier,
        };
        var fixable = test.Expected.Count(result => run.Rules.CanFix(result.Id));
        await CheckOneByOneAsync(fixer, test.Project, wanted, fixable, cancellationToken);
        foreach (var (scope, skip, iterations) in FixAllScopes)
        {
            if ((CodeFixTestBehaviors & skip) == 0 && fixer.Supports(scope))
            {
                await CheckFixAllAsync(fixer, scope, iterations, test.Project, batchWanted, cancellationToken);
            }
        }
    }

    private ImmutableArray<(FixAllScope Scope, CodeFixTestBehaviors Skip, int? Iterations)> FixAllScopes =>
    [
        (FixAllScope.Document, CodeFixTestBehaviors.SkipFixAllInDocumentCheck, NumberOfFixAllInDocumentIterations ?? NumberOfFixAllIterations),
        (FixAllScope.Project, CodeFixTestBehaviors.SkipFixAllInProjectCheck, NumberOfFixAllInProjectIterations ?? NumberOfFixAllIterations),
        (FixAllScope.Solution, CodeFixTestBehaviors.SkipFixAllInSolutionCheck, NumberOfFixAllIterations),
    ];

    private async Task<Project> CreateFixedAsync(
        string name,
        SolutionState state,
        SolutionState baseState,
        DiagnosticRun run,
        CancellationToken cancellationToken)
    {
        var merged = state.InheritFrom(baseState);
        var wanted = TestProject.Create(merged, Settings, run.Rules);
        if (merged.ExpectedDiagnostics.Count == 0)
        {
            wanted.ExpectUnfixable(baseState);
        }

        var found = await run.BuildAsync(wanted.Project, cancellationToken);
        FailOn(DiagnosticMatcher.Mismatch("Diagnostics of " + name, found, wanted.Expected));
        return wanted.Project;
    }

    private async Task CheckOneByOneAsync(
        Fixer fixer,
        Project project,
        Project wanted,
        int fixable,
        CancellationToken cancellationToken)
    {
        const string Context = "Iterative code fix application";
        var limit = CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne)
            ? 1
            : Math.Max(fixable, Math.Abs(NumberOfIncrementalIterations ?? 0)) + 1;
        var (result, rounds) = await fixer.IterateAsync(project, scope: null, limit, cancellationToken);
        FailOn(await ProjectText.DifferenceAsync(Context, result, wanted, cancellationToken));
        var changes = !await ProjectText.IsSameAsync(project, wanted, cancellationToken);
        CheckRounds(Context, NumberOfIncrementalIterations, rounds, changes ? Math.Max(1, fixable) : 0);
    }

    private async Task CheckFixAllAsync(
        Fixer fixer,
        FixAllScope scope,
        int? iterations,
        Project project,
        Project wanted,
        CancellationToken cancellationToken)
    {
        var context = "Fix all in " + scope;
        var most = scope == FixAllScope.Document ? project.DocumentIds.Count : 1;
        var limit = Math.Max(Math.Abs(iterations ?? 0), most) + 1;
        var (result, rounds) = await fixer.IterateAsync(project, scope, limit, cancellationToken);
        FailOn(await ProjectText.DifferenceAsync(context, result, wanted, cancellationToken));
        var changes = !await ProjectText.IsSameAsync(project, wanted, cancellationToken);
        CheckRounds(context, iterations, rounds, changes ? most : 0);
    }

    private void CheckRounds(string context, int? stated, int rounds, int most)
    {
        var least = Math.Min(1, most);
        var (from, to) = stated switch
        {
            null => (least, most),
            < 0 => (least, -stated.Value),
            _ => (stated.Value, stated.Value),
        };
        if (rounds < from || rounds > to)
        {
            var wanted = from == to ? to.ToString(CultureInfo.InvariantCulture) : $"{from} to {to}";
            Verify.Fail($"Context: {context}\nExpected '{wanted}' iterations but found '{rounds}' iterations.");
        }
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// Compiles sources, runs analyzers and compares what they report with what is expected, one to one; then once more as generated code
/// and under <c>#pragma warning disable</c>, where the rules must be quiet, and file by file, where they must say the same.
/// </summary>
public abstract class AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    /// <summary>Adds one source.</summary>
    public string TestCode
    {
        set => TestState.Sources.Add(value);
    }

    public SolutionState TestState { get; } = new();

    /// <summary>The test state's.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    public ReferenceAssemblies ReferenceAssemblies { get; set; } = ReferenceAssemblies.Default;

    /// <summary>The compiler's diagnostics that have to be expected; nullable warnings, as all warnings, are not by default.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; set; } = CompilerDiagnostics.Errors;

    public TestBehaviors TestBehaviors { get; set; }

    /// <summary>IDs that are switched off.</summary>
    public List<string> DisabledDiagnostics { get; } = [];

    public List<Func<Solution, ProjectId, Solution>> SolutionTransforms { get; } = [];

    public LanguageVersion LanguageVersion { get; set; } = LanguageVersion.Preview;

    public bool AllowUnsafe { get; set; } = true;

    protected TVerifier Verify { get; } = new();

    private protected ProjectSettings Settings =>
        new(ReferenceAssemblies, LanguageVersion, AllowUnsafe, DisabledDiagnostics, SolutionTransforms);

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var rules = new RuleSet([.. GetDiagnosticAnalyzers()], GetDefaultDiagnostic, FixableIds);
        var run = new DiagnosticRun(rules, CompilerDiagnostics);
        var test = TestProject.Create(TestState, Settings, rules);
        var found = await run.BuildAsync(test.Project, cancellationToken);
        FailOn(DiagnosticMatcher.Mismatch("Diagnostics of test state", found, test.Expected));

        if (!TestBehaviors.HasFlag(TestBehaviors.SkipLiveCheck))
        {
            FailOn(LiveCheck.Mismatch(found, await run.LiveAsync(test.Project, cancellationToken)));
        }

        await CheckSilenceAsync(run, test, cancellationToken);
        await RunFixesAsync(run, test, cancellationToken);
    }

    protected abstract IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers();

    /// <summary>What <c>[|…|]</c> stands for: the only descriptor, if there is only one.</summary>
    protected virtual DiagnosticDescriptor? GetDefaultDiagnostic(ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var all = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Take(2).ToList();
        return all.Count == 1 ? all[0] : null;
    }

    private protected virtual IEnumerable<string> FixableIds => [];

    private protected virtual Task RunFixesAsync(DiagnosticRun run, TestProject test, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private protected void FailOn(string? mismatch)
    {
        if (mismatch is not null)
        {
            Verify.Fail(mismatch);
        }
    }

    private async Task CheckSilenceAsync(DiagnosticRun run, TestProject test, CancellationToken cancellationToken)
    {
        if (!test.Expected.Any(result => run.Rules.Find(result.Id) is not null))
        {
            return;
        }

        var silence = new SilenceCheck(run, test);
        if (!TestBehaviors.HasFlag(TestBehaviors.SkipGeneratedCodeCheck))
        {
            FailOn(await silence.InGeneratedCodeAsync(cancellationToken));
        }

        if (!TestBehaviors.HasFlag(TestBehaviors.SkipSuppressionCheck))
        {
            FailOn(await silence.UnderPragmaAsync(cancellationToken));
        }
    }
}

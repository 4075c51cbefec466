using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>A test state made into a project, and the diagnostics that are expected in it, each with its place.</summary>
internal sealed class TestProject
{
    private const string Name = "TestProject";

    /// <summary>A solution is immutable and every test adds its own project to this one: no test sees another's.</summary>
    private static readonly AdhocWorkspace Workspace = new();

    private readonly RuleSet rules;
    private readonly MarkupMode markupMode;
    private readonly ProjectId id = ProjectId.CreateNewId(Name);
    private readonly List<DiagnosticResult> expected = [];
    private readonly Dictionary<int, DiagnosticLocation> keyed = [];

    private TestProject(SolutionState state, ProjectSettings settings, RuleSet rules)
    {
        this.rules = rules;
        markupMode = state.MarkupHandling ?? MarkupMode.Allow;
        var solution = AddProject(state, settings);
        solution = AddFiles(solution, state);
        solution = settings.SolutionTransforms.Aggregate(solution, (sofar, transform) => transform(sofar, id));
        Project = solution.GetProject(id)!;
        var firstSource = state.Sources.Count > 0 ? state.Sources[0].Filename : null;
        expected.AddRange(state.ExpectedDiagnostics.Select(result => Place(result, firstSource)));
    }

    public Project Project { get; }

    public IReadOnlyList<DiagnosticResult> Expected => expected;

    public static TestProject Create(SolutionState state, ProjectSettings settings, RuleSet rules) => new(state, settings, rules);

    /// <summary>
    /// Expects what a fix leaves behind too: the base state's diagnostics that no fix is for, so far as this state's markup can say
    /// where they are.
    /// </summary>
    public void ExpectUnfixable(SolutionState baseState)
    {
        foreach (var result in baseState.ExpectedDiagnostics.Where(result => !rules.CanFix(result.Id)))
        {
            if (result.Spans.All(location => location.MarkupKey is { } key && keyed.ContainsKey(key)))
            {
                expected.Add(Place(result, null));
            }
        }
    }

    private Solution AddProject(SolutionState state, ProjectSettings settings)
    {
        var references = (state.ReferenceAssemblies ?? settings.ReferenceAssemblies).Resolve().AddRange(state.AdditionalReferences);
        return Workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            Name,
            Name,
            LanguageNames.CSharp,
            compilationOptions: settings.CompilationOptions(state.OutputKind ?? OutputKind.DynamicallyLinkedLibrary),
            parseOptions: settings.ParseOptions,
            metadataReferences: references));
    }

    private Solution AddFiles(Solution solution, SolutionState state)
    {
        foreach (var (path, content) in state.Sources)
        {
            solution = solution.AddDocument(NewId(path), Path.GetFileName(path), ReadMarkup(path, content), filePath: path);
        }

        foreach (var (path, content) in state.AdditionalFiles)
        {
            solution = solution.AddAdditionalDocument(NewId(path), Path.GetFileName(path), ReadMarkup(path, content), filePath: path);
        }

        foreach (var (path, content) in state.AnalyzerConfigFiles)
        {
            var text = SourceText.From(content, Encoding.UTF8);
            solution = solution.AddAnalyzerConfigDocument(NewId(path), Path.GetFileName(path), text, filePath: path);
        }

        return solution;
    }

    private DocumentId NewId(string path) => DocumentId.CreateNewId(id, path);

    private SourceText ReadMarkup(string path, string content)
    {
        if (markupMode == MarkupMode.None)
        {
            return SourceText.From(content, Encoding.UTF8);
        }

        var (unmarked, spans) = Markup.Parse(content);
        var text = SourceText.From(unmarked, Encoding.UTF8);
        foreach (var (key, span) in spans)
        {
            var location = new DiagnosticLocation(path, text.Lines.GetLinePositionSpan(span));
            if (key?.StartsWith('#') == true)
            {
                AddKey(int.Parse(key.AsSpan(1), CultureInfo.InvariantCulture), location);
            }
            else
            {
                expected.AddRange(ResultsOf(key).Select(result => result.With(location)));
            }
        }

        return text;
    }

    private void AddKey(int key, DiagnosticLocation location)
    {
        if (!keyed.TryAdd(key, location))
        {
            throw new InvalidOperationException($"The markup {{|#{key}:…|}} is there twice.");
        }
    }

    private IEnumerable<DiagnosticResult> ResultsOf(string? key)
    {
        if (markupMode == MarkupMode.Ignore)
        {
            return [];
        }

        var results = key is null ? [new(rules.Default)] : key.Split(',').Select(rules.ResultOf);
        return results
            .Where(result => markupMode != MarkupMode.IgnoreFixable || !rules.CanFix(result.Id))
            .Select(result => result.WithOptions(result.Options | DiagnosticOptions.IgnoreAdditionalLocations));
    }

    private DiagnosticResult Place(DiagnosticResult result, string? defaultPath) =>
        result with { Spans = [.. result.Spans.Select(location => Place(location, defaultPath))] };

    private DiagnosticLocation Place(DiagnosticLocation location, string? defaultPath)
    {
        if (location.MarkupKey is not { } key)
        {
            return location.Path is null ? location with { Path = defaultPath } : location;
        }

        return keyed.TryGetValue(key, out var place)
            ? place with { Options = location.Options }
            : throw new InvalidOperationException($"There is no markup {{|#{key}:…|}} in the sources.");
    }
}

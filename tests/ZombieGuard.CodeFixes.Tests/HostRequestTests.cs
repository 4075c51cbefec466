using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.CodeFixes.Tests;

/// <summary>
/// Hosts ask for more than they should: <c>dotnet format</c> with a finding of another rule, an editor with the same finding several times.
/// </summary>
public sealed class HostRequestTests
{
    private const string Started = "using var x = Process.Start(\"x\");\nConsole.ReadLine();\n";
    private const string Late = "using var y = Process.Start(\"y\");\ny.WaitForExit(1000);\nConsole.ReadLine();\n";

    private static readonly CodeFixProvider[] Providers =
        [.. from type in typeof(JoinFixProvider).Assembly.GetTypes() where type.IsSubclassOf(typeof(CodeFixProvider)) select (CodeFixProvider)System.Activator.CreateInstance(type)!];

    [Fact]
    public async Task FindingOfAnotherRule_IsPassedOver()
    {
        using var workspace = new AdhocWorkspace();
        var (document, findings) = await FindAsync(workspace, Started + Late);
        Assert.Equal(["ZG0002", "ZG0004"], findings.Select(finding => finding.Id));
        foreach (var provider in Providers)
        {
            foreach (var finding in findings.Where(finding => !provider.FixableDiagnosticIds.Contains(finding.Id)))
            {
                Assert.Empty(await ActionsAsync(provider, document, finding));
            }
        }
    }

    [Fact]
    public async Task SameFindingTwice_IsOfferedOnce()
    {
        using var workspace = new AdhocWorkspace();
        var (document, findings) = await FindAsync(workspace, Started + Late);
        foreach (var finding in findings)
        {
            var provider = Providers.Single(provider => provider.FixableDiagnosticIds.Contains(finding.Id));
            var once = await ActionsAsync(provider, document, finding);
            var twice = await ActionsAsync(provider, document, finding, finding);
            Assert.NotEmpty(once);
            Assert.Equal(once.Select(action => action.Title), twice.Select(action => action.Title));
        }
    }

    [Fact]
    public async Task FixAll_OfOneRule_FixesEachOfItsFindingsOnce()
    {
        using var workspace = new AdhocWorkspace();
        var (document, findings) = await FindAsync(workspace, Started + Late);
        var provider = new JoinFixProvider();
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, null!, ["ZG0004"], new Everything([.. findings, .. findings]), CancellationToken.None);
        var operations = await (await provider.GetFixAllProvider()!.GetFixAsync(context))!.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(
            Started + "using var y = Process.Start(\"y\");\nif (!y.WaitForExit(1000))\n{\n    y.Kill(entireProcessTree: true);\n    y.WaitForExit();\n}\n\nConsole.ReadLine();\n",
            (await changed.GetTextAsync()).ToString().Split("\n\n", 2)[1]);
    }

    private static async Task<(Document Document, ImmutableArray<Diagnostic> Findings)> FindAsync(AdhocWorkspace workspace, string statements)
    {
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "P", "P", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication),
            metadataReferences: ReferenceAssemblies.Default.Resolve()));
        var allowed = project.AddAnalyzerConfigDocument(
            ".editorconfig", Microsoft.CodeAnalysis.Text.SourceText.From("root = true\n[*.cs]\nzombieguard.join_in_fix_all = true\n"), filePath: "/.editorconfig");
        var document = allowed.Project.AddDocument("Program.cs", "using System;\nusing System.Diagnostics;\n\n" + statements, filePath: "/Program.cs");
        var compilation = (await document.Project.GetCompilationAsync())!;
        var findings = await compilation.WithAnalyzers([new ObligationAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return (document, [.. findings.OrderBy(finding => finding.Id)]);
    }

    private static async Task<List<CodeAction>> ActionsAsync(CodeFixProvider provider, Document document, params Diagnostic[] asked)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            document, asked[0].Location.SourceSpan, [.. asked], (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    /// <summary>Every finding, whatever is asked for.</summary>
    private sealed class Everything(IReadOnlyList<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

using System.Collections.Generic;
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

/// <summary>An editor asks for fixes while the text is being typed: none throws, and none makes it worse.</summary>
public sealed class HalfTypedTextTests
{
    private const string Program = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using ZombieGuard;

        const int SIGCHLD = 17;
        Handler keep = OnChild;
        signal(SIGCHLD, keep);
        Task.Run(Reap);
        while (waitpid(-1, out _, 1) > 0) ;
        using var git = Process.Start("git", "pull");
        var pid = git.Id; waitpid(pid, out var status, 0);
        ChildReaper.Shared.Adopt(pid);
        GC.KeepAlive(keep);
        prctl(36, 1, 0, 0, 0);

        [DllImport("libc")] static extern nint signal(int signal, Handler handler);
        [DllImport("libc")] static extern int waitpid(int pid, out int status, int options);
        [DllImport("libc")] static extern int prctl(int option, ulong arg2, ulong arg3, ulong arg4, ulong arg5);

        static void OnChild(int signal) { int n; while ((n = waitpid(-1, out int s, 1)) > 0) { if (n == s) continue; Console.WriteLine(n + s); } }

        static void Reap()
        {
            for (;;)
            {
                if (waitpid(-1, out var s, 0) is var p && p > 0) { Console.WriteLine(p); }
            }
        }

        delegate void Handler(int signal);
        """;

    private static readonly CodeFixProvider[] Providers = [new ReaperFixProvider(), new WaitByProcessFixProvider(), new LeaveToProcessFixProvider()];

    [Fact]
    public async Task CutShort_NothingThrows_OrBreaks() => Assert.True(
        await OffersAsync(Enumerable.Range(1, 90).Select(i => Program[..(Program.Length * i / 90)])) > 10);

    [Fact]
    public async Task WithoutOneLine_NothingThrows_OrBreaks()
    {
        var lines = Program.Split('\n');
        var texts = Enumerable.Range(0, lines.Length).Select(gone => string.Join('\n', lines.Where((_, i) => i != gone)));
        Assert.True(await OffersAsync(texts) > 50);
    }

    private static async Task<int> OffersAsync(IEnumerable<string> texts)
    {
        var offers = 0;
        foreach (var text in texts)
        {
            using var workspace = new AdhocWorkspace();
            var project = workspace.AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, "P", "P", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication),
                metadataReferences: ReferenceAssemblies.Default.Resolve().Add(MetadataReference.CreateFromFile(typeof(ChildReaper).Assembly.Location))));
            var document = project.AddDocument("Program.cs", text);
            var compilation = (await document.Project.GetCompilationAsync())!;
            var errors = Errors(compilation);
            foreach (var finding in await compilation.WithAnalyzers([new CallAnalyzer()]).GetAnalyzerDiagnosticsAsync())
            {
                foreach (var action in await ActionsAsync(document, finding))
                {
                    offers++;
                    var operation = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
                    var changed = (await operation.ChangedSolution.GetProject(project.Id)!.GetCompilationAsync())!;
                    Assert.True(Errors(changed) <= errors, $"{action.Title} for {finding} in\n{text}\nmakes\n{changed.SyntaxTrees.Single()}");
                }
            }
        }

        return offers;
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, Diagnostic finding)
    {
        var actions = new List<CodeAction>();
        foreach (var provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(finding.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    private static int Errors(Compilation compilation) => compilation.GetDiagnostics().Count(d => d.Severity == DiagnosticSeverity.Error);
}

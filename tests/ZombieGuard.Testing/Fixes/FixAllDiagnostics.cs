using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Answers a fix-all provider's questions; those about the project at hand are answered already.</summary>
internal sealed class FixAllDiagnostics(DiagnosticRun run, Project known, ImmutableArray<Diagnostic> knownDiagnostics)
    : FixAllContext.DiagnosticProvider
{
    public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        await InAsync(project, cancellationToken);

    public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
        Document document,
        CancellationToken cancellationToken)
    {
        var tree = await document.GetSyntaxTreeAsync(cancellationToken);
        return (await InAsync(document.Project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
    }

    public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        (await InAsync(project, cancellationToken)).Where(diagnostic => !diagnostic.Location.IsInSource);

    private async Task<ImmutableArray<Diagnostic>> InAsync(Project project, CancellationToken cancellation) =>
        ReferenceEquals(project, known) ? knownDiagnostics : await run.BuildAsync(project, cancellation);
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.CodeFixes;

/// <summary>What an action on a call would change.</summary>
/// <param name="Title">What the editor's menu shows.</param>
/// <param name="Files">The files that change, each before and after.</param>
internal sealed record CallEdit(string Title, IReadOnlyList<(SyntaxTree Before, SyntaxNode After)> Files)
{
    /// <summary>In the file of the call alone.</summary>
    public CallEdit(string title, ReportedCall call, SyntaxNode root)
        : this(title, [(call.Root.SyntaxTree, root)])
    {
    }

    /// <summary>Whether the program compiles with it as well as before.</summary>
    public bool Holds(ReportedCall call, CancellationToken cancellationToken) => Verification.Holds(call.Model.Compilation, Files, cancellationToken);

    public Solution ApplyTo(Project project)
        => Files.Aggregate(project.Solution, (solution, file) => solution.WithDocumentSyntaxRoot(
            project.GetDocument(file.Before)!.Id, Verification.Unmarked(file.After)));
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// Nothing is offered that does not compile: the members that an edit touches may have no error or warning that they had not before.
/// </summary>
internal static class Verification
{
    /// <summary>On every node that an edit writes.</summary>
    public static readonly SyntaxAnnotation Added = new("ZombieGuard.Added");

    /// <param name="model">Of the text before.</param>
    /// <param name="call">What the diagnostic stands on, in that text.</param>
    /// <param name="newRoot">The text after.</param>
    /// <param name="cancellationToken">Ends the binding.</param>
    public static bool Holds(SemanticModel model, SyntaxNode call, SyntaxNode newRoot, CancellationToken cancellationToken)
    {
        // Parsed anew: an edited tree may hold what its own text does not parse to, or what the language version forbids.
        var old = model.SyntaxTree;
        var tree = CSharpSyntaxTree.ParseText(newRoot.GetText(), (CSharpParseOptions)old.Options, old.FilePath, cancellationToken);
        if (tree.GetDiagnostics(cancellationToken).Count(IsProblem) > old.GetDiagnostics(cancellationToken).Count(IsProblem))
        {
            return false;
        }

        var changed = model.Compilation.ReplaceSyntaxTree(old, tree).GetSemanticModel(tree);
        var added = newRoot.GetAnnotatedNodes(Added).ToList();

        // What a new namespace brings is seen by the whole file, where another name may become ambiguous.
        var isWhole = added.Any(n => n is UsingDirectiveSyntax);
        var before = Problems(model, [isWhole ? old.GetRoot(cancellationToken).FullSpan : MemberAround(call)], cancellationToken);
        var after = Problems(changed, isWhole ? [newRoot.FullSpan] : added.Select(MemberAround).Distinct(), cancellationToken);
        return after.All(problem => before.TryGetValue(problem.Key, out var count) && count >= problem.Value);
    }

    /// <summary>The same for whole files at once: what is taken out of one may have been used anywhere in them.</summary>
    public static bool Holds(
        Compilation compilation, IReadOnlyList<(SyntaxTree Before, SyntaxNode After)> files, CancellationToken cancellationToken)
    {
        var changed = compilation;
        var trees = new List<SyntaxTree>();
        foreach (var (before, after) in files)
        {
            var tree = CSharpSyntaxTree.ParseText(after.GetText(), (CSharpParseOptions)before.Options, before.FilePath, cancellationToken);
            changed = changed.ReplaceSyntaxTree(before, tree);
            trees.Add(tree);
        }

        var counts = Problems(compilation, files.Select(f => f.Before), cancellationToken);
        return Problems(changed, trees, cancellationToken).All(problem => counts.TryGetValue(problem.Key, out var count) && count >= problem.Value);
    }

    /// <summary>Marks would live on in the editor's text, and be taken for those of its next fix.</summary>
    public static SyntaxNode Unmarked(SyntaxNode root)
        => root.ReplaceNodes(root.GetAnnotatedNodes(Added), (_, node) => node.WithoutAnnotations(Added));

    private static bool IsProblem(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed;

    private static Dictionary<string, int> Problems(SemanticModel model, IEnumerable<TextSpan> members, CancellationToken cancellationToken)
        => members.SelectMany(span => model.GetDiagnostics(span, cancellationToken))
            .Where(IsProblem)
            .GroupBy(diagnostic => diagnostic.Id)
            .ToDictionary(group => group.Key, group => group.Count());

    private static Dictionary<string, int> Problems(Compilation compilation, IEnumerable<SyntaxTree> trees, CancellationToken cancellationToken)
        => trees.SelectMany(tree => compilation.GetSemanticModel(tree).GetDiagnostics(null, cancellationToken))
            .Where(IsProblem)
            .GroupBy(diagnostic => diagnostic.Id)
            .ToDictionary(group => group.Key, group => group.Count());

    private static TextSpan MemberAround(SyntaxNode node)
        => (node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax and not BaseNamespaceDeclarationSyntax)
            ?? node.AncestorsAndSelf().Last()).FullSpan;
}

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

    public static bool Holds(LostChild child, SyntaxNode newRoot, CancellationToken cancellationToken)
    {
        // Parsed anew: an edited tree may hold what its own text does not parse to, or what the language version forbids.
        var old = child.Model.SyntaxTree;
        var tree = CSharpSyntaxTree.ParseText(newRoot.GetText(), child.ParseOptions, old.FilePath, cancellationToken);
        if (tree.GetDiagnostics(cancellationToken).Count(IsProblem) > old.GetDiagnostics(cancellationToken).Count(IsProblem))
        {
            return false;
        }

        var model = child.Model.Compilation.ReplaceSyntaxTree(old, tree).GetSemanticModel(tree);
        var before = Problems(child.Model, [MemberAround(child.Call)], cancellationToken);
        var after = Problems(model, newRoot.GetAnnotatedNodes(Added).Select(MemberAround).Distinct(), cancellationToken);
        return after.All(problem => before.TryGetValue(problem.Key, out var count) && count >= problem.Value);
    }

    private static bool IsProblem(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed;

    private static Dictionary<string, int> Problems(SemanticModel model, IEnumerable<TextSpan> members, CancellationToken cancellationToken)
        => members.SelectMany(span => model.GetDiagnostics(span, cancellationToken))
            .Where(IsProblem)
            .GroupBy(diagnostic => diagnostic.Id)
            .ToDictionary(group => group.Key, group => group.Count());

    private static TextSpan MemberAround(SyntaxNode node)
        => (node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax and not BaseNamespaceDeclarationSyntax)
            ?? node.AncestorsAndSelf().Last()).FullSpan;
}

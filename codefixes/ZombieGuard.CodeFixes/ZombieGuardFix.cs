using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// One action on a child that nobody waits for: proposes whole new texts, of which the first that compiles as well as before is offered.
/// </summary>
internal abstract class ZombieGuardFix
{
    /// <summary>The stable key by which a user, a fix-all or a test asks for this action.</summary>
    public abstract string EquivalenceKey { get; }

    /// <summary>What the editor's menu shows.</summary>
    protected abstract string Title(LostChild child, bool awaits);

    /// <summary>New roots, the most natural one first; none where the action does not apply.</summary>
    protected abstract IEnumerable<SyntaxNode> Propose(LostChild child, CancellationToken cancellationToken);

    /// <summary>The document with this action applied, or null where it cannot be right.</summary>
    public Document? Apply(LostChild child, CancellationToken cancellationToken)
        => Choose(child, cancellationToken) is { } root ? child.Document.WithSyntaxRoot(Verification.Unmarked(root)) : null;

    /// <summary>The entry for the menu, or null where the action cannot be right.</summary>
    public CodeAction? Offer(LostChild child, CancellationToken cancellationToken)
    {
        if (Choose(child, cancellationToken) is not { } root)
        {
            return null;
        }

        var awaits = root.GetAnnotatedNodes(Verification.Added).Any(n => n.DescendantNodesAndSelf().OfType<AwaitExpressionSyntax>().Any(a =>
            a.ToString().Contains("WaitForExitAsync")));
        var changed = child.Document.WithSyntaxRoot(Verification.Unmarked(root));
        return CodeAction.Create(Title(child, awaits), _ => Task.FromResult(changed), EquivalenceKey);
    }

    private SyntaxNode? Choose(LostChild child, CancellationToken cancellationToken)
    {
        foreach (var root in Propose(child, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Verification.Holds(child.Model, child.Call, root, cancellationToken))
            {
                return root;
            }
        }

        return null;
    }
}

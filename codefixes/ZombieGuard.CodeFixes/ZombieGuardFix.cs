using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace ZombieGuard.CodeFixes;

/// <summary>One action on a child that nobody waits for: proposes whole new texts, of which the first that compiles as well as before is offered.</summary>
internal abstract class ZombieGuardFix
{
    /// <summary>The stable key by which a user, a fix-all or a test asks for this action.</summary>
    public abstract string EquivalenceKey { get; }

    /// <summary>What the editor's menu shows.</summary>
    protected abstract string Title(LostChild child);

    /// <summary>New roots, the most natural one first; none where the action does not apply.</summary>
    protected abstract IEnumerable<SyntaxNode> Propose(LostChild child, CancellationToken cancellationToken);

    /// <summary>The document with this action applied, or null where it cannot be right.</summary>
    public Document? Apply(LostChild child, CancellationToken cancellationToken)
    {
        foreach (var root in Propose(child, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Verification.Holds(child, root, cancellationToken))
            {
                return child.Document.WithSyntaxRoot(root);
            }
        }

        return null;
    }

    /// <summary>The entry for the menu, or null where the action cannot be right.</summary>
    public CodeAction? Offer(LostChild child, CancellationToken cancellationToken)
    {
        var changed = Apply(child, cancellationToken);
        return changed is null ? null : CodeAction.Create(Title(child), _ => Task.FromResult(changed), EquivalenceKey);
    }
}

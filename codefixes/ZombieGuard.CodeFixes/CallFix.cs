using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>One action on a call that a rule objects to: of the texts proposed, the first that compiles as well as before is offered.</summary>
internal abstract class CallFix
{
    /// <summary>The stable key by which a user, a fix-all or a test asks for this action.</summary>
    public abstract string EquivalenceKey { get; }

    /// <summary>What the editor's menu shows.</summary>
    protected abstract string Title { get; }

    /// <summary>New roots, the most natural one first; none where the action does not apply.</summary>
    protected abstract IEnumerable<SyntaxNode> Propose(ReportedCall call, CancellationToken cancellationToken);

    /// <summary>Registers the action for each diagnostic that it is right for.</summary>
    public async Task RegisterAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var call = await ReportedCall.ResolveAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (call is not null && Choose(call, context.CancellationToken) is { } root)
            {
                var changed = call.Document.WithSyntaxRoot(Verification.Unmarked(root));
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), EquivalenceKey), diagnostic);
            }
        }
    }

    private SyntaxNode? Choose(ReportedCall call, CancellationToken cancellationToken)
        => Propose(call, cancellationToken).FirstOrDefault(root => Verification.Holds(call.Model, call.Call, root, cancellationToken));
}

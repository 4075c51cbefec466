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

    /// <summary>What there is to choose from, the most natural first; none where the action does not apply.</summary>
    protected abstract IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken);

    /// <summary>Registers the action for each of the provider's diagnostics that it is right for.</summary>
    public async Task RegisterAsync(CodeFixProvider provider, CodeFixContext context)
    {
        foreach (var diagnostic in Findings.Of(provider, context))
        {
            await RegisterAsync(context, diagnostic).ConfigureAwait(false);
        }
    }

    /// <summary>Registers the action for one diagnostic, when it is right.</summary>
    public async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic)
    {
        var call = await ReportedCall.ResolveAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
        if (call is not null && Choose(call, context.CancellationToken) is { } edit)
        {
            var changed = edit.ApplyTo(call.Document.Project);
            context.RegisterCodeFix(CodeAction.Create(edit.Title, _ => Task.FromResult(changed), EquivalenceKey), diagnostic);
        }
    }

    /// <summary>The action's edit, or null where it cannot be right.</summary>
    public CallEdit? Choose(ReportedCall call, CancellationToken cancellationToken)
        => Propose(call, cancellationToken).FirstOrDefault(e => e.Holds(call, cancellationToken));
}

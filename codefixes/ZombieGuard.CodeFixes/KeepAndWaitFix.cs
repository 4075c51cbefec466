using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Keeps a child that is thrown away where it is started, and waits for it.</summary>
internal sealed class KeepAndWaitFix : ZombieGuardFix
{
    public const string Key = nameof(KeepAndWaitFix);

    public override string EquivalenceKey => Key;

    protected override string Title(LostChild child, bool awaits)
        => !child.IsProcess ? "Keep the pid and wait for it (waitpid)"
            : awaits ? "Keep the process and wait for it (await WaitForExitAsync)"
            : "Keep the process and wait for it (WaitForExit)";

    protected override IEnumerable<SyntaxNode> Propose(LostChild child, CancellationToken cancellationToken)
    {
        if (child.Local is not null)
        {
            return [];
        }

        return child.Statement is null ? InExpressionBody(child) : Discarded.Keep(child).SelectMany(kept => kept.IsProcess
            ? WaitHereFix.Waits(kept) : WaitForPidFix.Waits(kept));
    }

    /// <summary><c>void M() => Process.Start("x");</c> keeps its shape.</summary>
    private static IEnumerable<SyntaxNode> InExpressionBody(LostChild child)
    {
        var value = Discarded.Whole(child.Call);
        if (!child.IsProcess || value.Parent is not (ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax))
        {
            yield break;
        }

        // "new Process { … }.Start()" gives no process back.
        var isProcess = child.Model.GetTypeInfo(value).Type is { SpecialType: SpecialType.None };
        var texts = AsyncContext.IsAsync(child)
            ? AsyncTexts(child, value)
            : [".WaitForExit()", "?.WaitForExit()"];
        foreach (var text in isProcess ? texts : [])
        {
            var replaced = text.StartsWith("await ", System.StringComparison.Ordinal)
                ? SyntaxFactory.ParseExpression(text) : SyntaxFactory.ParseExpression(value.WithoutTrivia() + text);
            yield return child.Root.ReplaceNode(value, replaced.WithTriviaFrom(value).WithAdditionalAnnotations(Verification.Added));
        }
    }

    private static IEnumerable<string> AsyncTexts(LostChild child, ExpressionSyntax value)
    {
        if (!AsyncContext.HasAsyncWait(child))
        {
            yield break;
        }

        var configured = AsyncContext.ConfiguresAwaits(child) ? ".ConfigureAwait(false)" : "";
        var token = AsyncContext.Token(child, child.Call.SpanStart);
        yield return $"await {value.WithoutTrivia()}.WaitForExitAsync({token}){configured}";
        yield return $"await {value.WithoutTrivia()}.WaitForExitAsync(){configured}";
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Puts the statements behind the start into a try block, and the wait into its finally: every way out then waits.</summary>
internal sealed class WaitInFinallyFix : ZombieGuardFix
{
    public const string Key = nameof(WaitInFinallyFix);

    public override string EquivalenceKey => Key;

    protected override string Title(LostChild child, bool awaits)
        => "Wait for the child in a finally block (every way out blocks until it ends)";

    protected override IEnumerable<SyntaxNode> Propose(LostChild child, CancellationToken cancellationToken)
    {
        if (child.Local is null)
        {
            return [];
        }

        var uses = new ChildUses(child);
        var test = new ChildTest(child);
        if (StartPlace.Find(child, uses, test) is not { } start
            || start.List.Owner is not (BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax))
        {
            return [];
        }

        var list = start.List;
        var from = start.Index + 1;
        while (from < list.Statements.Count && IsFailedStart(list.Statements[from], test))
        {
            from++;
        }

        // Behind its Dispose a process can no longer be waited for.
        var closing = list.Statements.Skip(from).ToList().FindIndex(uses.Closes);
        var count = closing >= 0 && uses.OnlyCloses(list.Statements[from + closing]) ? closing : list.Statements.Count - from;
        var region = list.Statements.Skip(from).Take(count).ToList();
        if (region.Count == 0
            || region.Any(s => s is LocalFunctionStatementSyntax || uses.Assigns(s) || Jumps.HasLabelOrGoto(s) || Jumps.EndsProcess(s, test))
            || (!child.IsProcess && PidWait.IsAnywhereIn(child.Function, uses)) || region.All(s => s is BreakStatementSyntax))
        {
            return [];
        }

        var isTested = start.Index >= 0 && region.Any(uses.IsTestedIn);
        var waits = Waits(child, list, from, isTested, test);
        var guarding = closing >= 0 ? closing : 0;
        if ((closing >= 0 || region.Count == 1)
            && guarding < region.Count && region[guarding] is TryStatementSyntax { Finally: { } existing } @try)
        {
            return uses.Closes(@try.Block) || @try.Catches.Any(uses.Closes) || region.Skip(guarding + 1).Any(uses.Closes)
                || region.Take(guarding).Any(s => Jumps.Leaves(s, test)) ? [] : InExisting(child, existing, uses, waits);
        }

        // A wait at the end moves into the finally.
        var moves = region.Count > 1 && uses.IsWait(region[region.Count - 1]);
        return region.Any(uses.Closes) || TryBlock.HasConditionalText(list, from) ? [] : waits.Select(wait =>
        {
            var changed = list.Replace(child.Root, from, region.Count, [TryBlock.Around(list, from, region.Count, moves, wait.Text)]);
            return wait.NeedsImport ? WaitpidImport.AddTo(changed, child) : changed;
        });
    }

    /// <summary>The try block is there already: the wait goes into its finally, before the child is disposed.</summary>
    private static IEnumerable<SyntaxNode> InExisting(
        LostChild child, FinallyClauseSyntax existing, ChildUses uses, IEnumerable<(string[] Text, bool NeedsImport)> waits)
    {
        var list = StatementList.Of(existing.Block);
        var closing = list.Statements.ToList().FindIndex(uses.Closes);
        var index = closing < 0 ? 0 : closing;
        return closing >= 0 && !uses.OnlyCloses(list.Statements[closing]) ? [] : waits.Select(wait =>
        {
            var changed = list.Insert(child.Root, index, list.LayoutOf(index).Statements(wait.Text));
            return wait.NeedsImport ? WaitpidImport.AddTo(changed, child) : changed;
        });
    }

    /// <summary>Without a token: a cancelled wait would leave the child running, and hide the exception that is on its way.</summary>
    private static IEnumerable<(string[] Text, bool NeedsImport)> Waits(
        LostChild child, StatementList list, int from, bool isTested, ChildTest test)
    {
        if (child.IsProcess)
        {
            return WaitText.ForProcess(child, child.Call.Span.End, isTested, takesToken: false).Select(text => (text, false));
        }

        var isGuarded = PidWait.NeedsGuard(child, list, from, test);
        return PidWait.Calls(child).Select(call => (call.Text(child, isGuarded), call.NeedsImport));
    }

    /// <summary><c>if (p == null) return;</c> stays before the try block: there is nothing to wait for on that way.</summary>
    private static bool IsFailedStart(StatementSyntax statement, ChildTest test)
        => statement is IfStatementSyntax { Else: null } @if && Jumps.EndsBranch(@if.Statement) && test.IsWithoutChild(@if.Condition, true);
}

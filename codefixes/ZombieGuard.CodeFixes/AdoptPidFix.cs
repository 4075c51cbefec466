using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Hands one raw child to the library's reaper, which waits for it in the background.</summary>
internal sealed class AdoptPidFix : ZombieGuardFix
{
    public const string Key = nameof(AdoptPidFix);
    private static readonly string[] Signallers = ["kill", "Kill", "killpg", "tgkill", "pidfd_open", "sigqueue"];

    public override string EquivalenceKey => Key;

    protected override string Title(LostChild child, bool awaits) => "Hand the child to the reaper (ChildReaper.Adopt)";

    protected override IEnumerable<SyntaxNode> Propose(LostChild child, CancellationToken cancellationToken)
        => child.IsProcess || !ReaperName.At(child.Model, child.Call.SpanStart).Any() ? []
            : child.Local is not null ? Adoptions(child)
            : child.Statement is null ? [] : Discarded.Keep(child).SelectMany(Adoptions);

    private static IEnumerable<SyntaxNode> Adoptions(LostChild child)
    {
        var uses = new ChildUses(child);
        var test = new ChildTest(child);

        // Two that wait for one pid take it from each other.
        if (PidWait.IsAnywhereIn(child.Function, uses) || Place(child, uses, test) is not var (list, index))
        {
            yield break;
        }

        var pid = WaitText.NameOf(child.Local!);
        var argument = child.LocalType?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int16 or null ? pid : "(int)" + pid;
        foreach (var name in ReaperName.At(child.Model, child.Call.SpanStart))
        {
            var adopt = $"{name.Text}.Shared.Adopt({argument});";
            string[] lines = PidWait.NeedsGuard(child, list, index, test) ? [$"if ({pid} > 0)", "{", adopt, "}"] : [adopt];
            yield return name.Import(list.Insert(child.Root, index, list.LayoutOf(index).Statements(lines)));
        }
    }

    private static (StatementList List, int Index)? Place(LostChild child, ChildUses uses, ChildTest test)
    {
        // The reaper gives the number back when the child ends: a signal sent by number after that may meet a stranger.
        if (IsSignalled(child.Function, uses))
        {
            return WaitPlace.Find(child, uses, test) is { Hoisted: null } last ? (last.List, last.Index) : null;
        }

        if (StartPlace.Born(child, test) is not { } start)
        {
            return null;
        }

        // At once, so that every way on has handed it over; but where there is a child for certain, if the text asks.
        var index = start.Index + 1;
        while (index < start.List.Statements.Count
            && start.List.Statements[index] is IfStatementSyntax { Else: null } @if
            && Jumps.EndsBranch(@if.Statement)
            && test.Holds(@if.Condition, ChildTest.Outcome.Present) == false)
        {
            index++;
        }

        return (start.List, index);
    }

    private static bool IsSignalled(SyntaxNode function, ChildUses uses)
        => function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            Signallers.Contains(CallName.Of(call)) && uses.Mentions(call.ArgumentList));
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Inserts a wait behind the last use of a <c>Process</c>.</summary>
internal sealed class WaitHereFix : ZombieGuardFix
{
    public const string Key = nameof(WaitHereFix);

    public override string EquivalenceKey => Key;

    protected override string Title(LostChild child, bool awaits)
        => awaits ? "Wait for the child here (await WaitForExitAsync)" : "Wait for the child here (WaitForExit)";

    protected override IEnumerable<SyntaxNode> Propose(LostChild child, CancellationToken cancellationToken) => Waits(child);

    /// <summary>Every way to write the wait, at the one place where it belongs.</summary>
    internal static IEnumerable<SyntaxNode> Waits(LostChild child)
    {
        if (!child.IsProcess || child.Local is null)
        {
            yield break;
        }

        var uses = new ChildUses(child);
        var test = new ChildTest(child);
        if (WaitPlace.Find(child, uses, test) is not { } place)
        {
            yield break;
        }

        var list = place.List;
        var position = place.Index > 0 ? list.Statements[place.Index - 1].Span.End : list.Owner.SpanStart + 1;
        var isTested = list.Statements.Take(place.Index).Any(s => s.SpanStart > child.Call.SpanStart && uses.IsTestedIn(s));
        foreach (var text in WaitText.ForProcess(child, position, isTested, takesToken: true))
        {
            var wait = list.LayoutOf(place.Index).Statements(text);
            if (place.Hoisted is null)
            {
                yield return list.Insert(child.Root, place.Index, wait);
            }
            else if (HoistedReturn.Around(child, place, uses, wait) is { } statements)
            {
                yield return list.Replace(child.Root, place.Index, 1, statements);
            }
        }
    }
}

using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Inserts a <c>waitpid</c> for one raw child behind the last use of its pid.</summary>
internal sealed class WaitForPidFix : ZombieGuardFix
{
    public const string Key = nameof(WaitForPidFix);

    public override string EquivalenceKey => Key;

    protected override string Title(LostChild child, bool awaits) => "Wait for this pid (waitpid)";

    protected override IEnumerable<SyntaxNode> Propose(LostChild child, CancellationToken cancellationToken) => Waits(child);

    /// <summary>Every way to call <c>waitpid</c>, at the one place where it belongs.</summary>
    internal static IEnumerable<SyntaxNode> Waits(LostChild child)
    {
        if (child.IsProcess || child.Local is null)
        {
            yield break;
        }

        var uses = new ChildUses(child);
        var test = new ChildTest(child);
        // A second wait for a pid would fail, or meet another child that was given the same number.
        if (PidWait.IsAnywhereIn(child.Function, uses) || WaitPlace.Find(child, uses, test) is not { } place)
        {
            yield break;
        }

        var list = place.List;
        var mayBeNone = PidWait.NeedsGuard(child, list, place.Index, test);
        foreach (var call in PidWait.Calls(child))
        {
            var wait = list.LayoutOf(place.Index).Statements(call.Text(child, mayBeNone));
            var changed = place.Hoisted is null ? list.Insert(child.Root, place.Index, wait)
                : HoistedReturn.Around(child, place, uses, wait) is { } statements ? list.Replace(child.Root, place.Index, 1, statements)
                : null;
            if (changed is not null)
            {
                yield return call.NeedsImport ? WaitpidImport.AddTo(changed, child) : changed;
            }
        }
    }
}

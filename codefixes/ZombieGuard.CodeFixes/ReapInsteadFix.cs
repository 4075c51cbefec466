using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// Starts the library's reaper in place of a statement that does nothing but reap: SIGCHLD ignored, a handler for it or a thread that
/// waits for any child, a sweep at the program's start. What the old one reaped, the new one reaps.
/// </summary>
internal sealed class ReapInsteadFix : CallFix
{
    public const string Key = nameof(ReapInsteadFix);

    public override string EquivalenceKey => Key;

    protected override string Title => "Reap by ChildReaper.ReapUnowned instead";

    protected override IEnumerable<SyntaxNode> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        var statement = call.Id switch
        {
            "ZG0103" => OldReaper.Ignoring(call) ?? OldReaper.Handling(call),
            "ZG0101" or "ZG0104" => OldReaper.Around(call) ?? OldReaper.Sweep(call),
            _ => null,
        };
        return statement is not null && ReaperPlace.Of(call, statement, cancellationToken) is { } place
            ? place.Roots(call, insertBehind: false) : [];
    }
}

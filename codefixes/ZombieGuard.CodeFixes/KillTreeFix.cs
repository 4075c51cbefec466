using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Kills with a launcher what it has started.</summary>
internal sealed class KillTreeFix : CallFix
{
    public const string Key = nameof(KillTreeFix);

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call.Call is not { ArgumentList: { Arguments.Count: 0 } none } kill
            || CallName.Of(kill) != "Kill"
            || WaitByProcessFix.HasComment(none))
        {
            return [];
        }

        var whole = SyntaxFactory.ParseArgumentList("(entireProcessTree: true)").WithTriviaFrom(none);
        return [new CallEdit("Kill the whole tree of processes", call, call.Root.ReplaceNode(none, whole))];
    }
}

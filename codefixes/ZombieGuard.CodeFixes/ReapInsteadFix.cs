using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>
/// Starts the library's reaper in place of one that takes from <c>Process</c>: SIGCHLD ignored, a handler for it or a thread that waits
/// for any child, a sweep at the program's start. What the old one reaped, the new one reaps; what it did with each child besides, the
/// new one does. Where it did more, nothing is offered.
/// </summary>
internal sealed class ReapInsteadFix : CallFix
{
    public const string Key = nameof(ReapInsteadFix);
    private const string Title = "Reap by ChildReaper.ReapUnowned instead";
    private const string TitleOfTelling = Title + ", which tells of raw children and orphans";
    private const string TitleOfSecond = "Leave it to ChildReaper.ReapUnowned, which reaps already";

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        var program = new ProgramText(call.Model);
        if (call.Id is not ("ZG0101" or "ZG0103" or "ZG0104")
            || !ReaperName.At(call.Model, call.Site.SpanStart).Any()
            || OldReaper.Of(call, program) is not { } old
            || ReaperSite.Of(old, program, cancellationToken) is not { } site)
        {
            yield break;
        }

        // One is enough, if it has nothing to tell.
        var change = new ReaperChange(program, site, null);
        if (old.Telling is null && change.CanGo && ReapsAlready(program) && change.IsWhole && change.IsGone(call.Site))
        {
            yield return new CallEdit(TitleOfSecond, change.FilesWithout());
            yield break;
        }

        foreach (var name in ReaperName.At(program.ModelOf(site.Node), site.Node.SpanStart))
        {
            foreach (var callback in Callback.Of(old.Telling, site, name, program))
            {
                change = new ReaperChange(program, site, callback);
                if (change.IsWhole && change.IsGone(call.Site))
                {
                    yield return new CallEdit(callback is null ? Title : TitleOfTelling, change.Files(name));
                }
            }
        }
    }

    private static bool ReapsAlready(ProgramText program)
        => program.Compilation.SyntaxTrees
            .Where(tree => tree.ToString().Contains("ReapUnowned"))
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Any(call => CallName.Of(call) == "ReapUnowned" && program.SymbolOf(call)?.ContainingType?.Name == "ChildReaper");
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary>Reads the output before the wait, or begins to: both pipes at the same time where there are two.</summary>
internal sealed class ReadFirstFix : CallFix
{
    public const string Key = nameof(ReadFirstFix);
    private static readonly string[] Exits = ["ExitCode", "ExitTime", "HasExited", "Dispose", "Close"];

    public override string EquivalenceKey => Key;

    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call.Statement is not ExpressionStatementSyntax wait
            || NamedProcess.Of(call) is not { MayBeNull: false } process
            || StatementList.Holding(wait) is not { } list)
        {
            return [];
        }

        var index = list.IndexOf(wait);
        var behind = list.Statements.Skip(index + 1).ToList();
        var reads = new OutputReads(call, process, behind);
        return Moved(call, process, list, index, reads).Concat(Begun(call, list, index, reads));
    }

    /// <summary>The wait changes places with the statements that read, when nothing in them needs the exit.</summary>
    private static IEnumerable<CallEdit> Moved(ReportedCall call, NamedProcess process, StatementList list, int index, OutputReads reads)
    {
        var last = list.Statements.Skip(index + 1).ToList().FindLastIndex(reads.AreIn) + 1;
        var passed = list.Statements.Skip(index + 1).Take(last).ToList();
        if (last == 0 || !reads.CanBeOneByOne || passed.Any(s => s is LocalFunctionStatementSyntax || process.IsAskedFor(s, Exits)
            || Jumps.InOwnBody(s).OfType<StatementSyntax>().Any(Jumps.EndsBranch)))
        {
            yield break;
        }

        yield return new CallEdit("Read the output before the wait", call, list.MoveBehind(call.Root, index, index + last));
    }

    private static IEnumerable<CallEdit> Begun(ReportedCall call, StatementList list, int index, OutputReads reads)
    {
        if (!reads.AreWhole)
        {
            yield break;
        }

        var (lines, replacements) = reads.Hoisted();
        var behind = list.Statements.Skip(index + 1).Select(s => s.ReplaceNodes(
            replacements.Keys.Where(s.Contains), (old, _) => replacements[(ExpressionSyntax)old].WithTriviaFrom(old)));
        yield return new CallEdit(
            lines.Count > 1 ? "Read both outputs while waiting" : "Read the output before the wait",
            call,
            list.Replace(call.Root, index, list.Statements.Count - index,
                [.. StatementList.Before(list.Statements[index], list.LayoutOf(index).Statements(lines)), .. behind]));
    }
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Where a wait belongs: behind the last use of the child, which every way from its start passes, before it is disposed.</summary>
internal sealed class WaitPlace
{
    private WaitPlace(StatementList list, int index, ReturnStatementSyntax? hoisted)
    {
        List = list;
        Index = index;
        Hoisted = hoisted;
    }

    public StatementList List { get; }

    /// <summary>The wait becomes the statement at this index.</summary>
    public int Index { get; }

    /// <summary>The statement at the index, when its value must be taken before the wait.</summary>
    public ReturnStatementSyntax? Hoisted { get; }

    public static WaitPlace? Find(LostChild child, ChildUses uses, ChildTest test)
    {
        // "return p.Start();": the value is taken before the wait.
        if (child.Statement is ReturnStatementSyntax @return && StatementList.Holding(@return) is { } around)
        {
            return new WaitPlace(around, around.IndexOf(@return), @return);
        }

        if (StartPlace.Find(child, uses, test) is not { } start || Find(start.List, start.Index + 1, uses, test) is not { } place)
        {
            return null;
        }

        // An exception that is caught in this body goes on behind the catch, past the wait: only a finally catches up with it.
        var follows = place.List.Owner == start.List.Owner && place.Index == start.Index + 1;
        return follows || !place.List.Owner.AncestorsAndSelf().TakeWhile(n => n != child.Function).Any(IsSwallowed) ? place : null;
    }

    private static bool IsSwallowed(SyntaxNode node)
        => node.Parent is TryStatementSyntax @try && node == @try.Block && @try.Catches.Any(c => !Jumps.Rethrows(c.Block));

    private static WaitPlace? Find(StatementList list, int from, ChildUses uses, ChildTest test)
    {
        var behind = from;
        for (var i = from; i < list.Statements.Count; i++)
        {
            var statement = list.Statements[i];
            if (statement is LocalFunctionStatementSyntax || !uses.Mentions(statement))
            {
                continue;
            }

            if (Inner(statement, uses) is { } inner)
            {
                // What follows can only use what the statement has disposed of.
                return Leaves(list, from, i, test) ? null : Find(inner, 0, uses, test);
            }

            if (uses.Assigns(statement))
            {
                return statement is ExpressionStatementSyntax && !Leaves(list, from, i, test) ? new WaitPlace(list, behind, null) : null;
            }

            if (uses.ReadsExit(statement) || uses.Closes(statement))
            {
                var readsLater = list.Statements.Skip(i).Any(uses.ReadsOutput);
                var canPrecede = !readsLater && (uses.ReadsExit(statement) || uses.OnlyCloses(statement));
                return canPrecede && !Leaves(list, from, i, test) ? new WaitPlace(list, i, null) : null;
            }

            behind = i + 1;
        }

        return Behind(list, from, behind, uses, test);
    }

    private static WaitPlace? Behind(StatementList list, int from, int behind, ChildUses uses, ChildTest test)
    {
        if (behind == from)
        {
            return new WaitPlace(list, behind, null);
        }

        var last = list.Statements[behind - 1];
        if (Leaves(list, from, behind - 1, test))
        {
            return null;
        }

        if (last is ReturnStatementSyntax @return)
        {
            return new WaitPlace(list, behind - 1, @return);
        }

        if (last is ThrowStatementSyntax)
        {
            return uses.ReadsOutput(last) ? null : new WaitPlace(list, behind - 1, null);
        }

        if (last is BlockSyntax block)
        {
            return Find(StatementList.Of(block), 0, uses, test);
        }

        if (last is IfStatementSyntax @if && BranchWithChild(@if, test) is BlockSyntax branch
            && (@if.Else is null || Jumps.Leaves(last, test)))
        {
            return Find(StatementList.Of(branch), 0, uses, test);
        }

        return Jumps.Leaves(last, test) ? null : new WaitPlace(list, behind, null);
    }

    /// <summary>The branch that a parent with a child always takes.</summary>
    private static StatementSyntax? BranchWithChild(IfStatementSyntax @if, ChildTest test)
        => test.Holds(@if.Condition, ChildTest.Outcome.Present) switch
        {
            true => @if.Statement,
            false when @if.Else?.Statement is IfStatementSyntax next => BranchWithChild(next, test),
            false => @if.Else?.Statement,
            _ => null,
        };

    /// <summary>The statements at whose end the child is disposed: the body of a using, or of a try with a finally that does it.</summary>
    private static StatementList? Inner(StatementSyntax statement, ChildUses uses) => statement switch
    {
        UsingStatementSyntax @using when uses.IsResourceOf(@using) => StatementList.Of(@using.Statement),
        TryStatementSyntax @try when @try.Finally is { } @finally && uses.Closes(@finally) => StatementList.Of(@try.Block),
        _ => null,
    };

    private static bool Leaves(StatementList list, int from, int to, ChildTest test)
        => list.Statements.Skip(from).Take(to - from).Any(s => Jumps.Leaves(s, test));
}

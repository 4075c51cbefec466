using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The list of statements in which a child begins to live, and the one behind which it does (-1: before the first).</summary>
internal sealed class StartPlace
{
    private StartPlace(StatementList list, int index)
    {
        List = list;
        Index = index;
    }

    public StatementList List { get; }

    public int Index { get; }

    public static StartPlace? Find(LostChild child, ChildUses uses, ChildTest test)
    {
        if (Born(child, test) is not { } place)
        {
            return null;
        }

        // A variable of an outer block, started in an inner one, may still be read out there, where a wait in here would come too early.
        while (UsesBehind(child, uses, place.List) is { Length: > 0 } later)
        {
            if (Around(place.List.Owner) is { } outer && StatementList.Holding(outer) is { } list)
            {
                place = new StartPlace(list, list.IndexOf(outer));
                continue;
            }

            return later.Any(uses.ReadsOutput) ? null : place;
        }

        return place;
    }

    /// <summary>The nearest place behind the start, whatever uses the child later.</summary>
    public static StartPlace? Born(LostChild child, ChildTest test)
    {
        if (child.Statement is not { } statement)
        {
            return null;
        }

        var list = StatementList.Holding(statement);
        var behind = list is null ? null : new StartPlace(list, list.IndexOf(statement));
        switch (statement)
        {
            case LocalDeclarationStatementSyntax or ExpressionStatementSyntax:
                return behind;
            case UsingStatementSyntax @using when !@using.Statement.Span.Contains(child.Call.Span):
                return new StartPlace(StatementList.Of(@using.Statement), -1);
            case IfStatementSyntax @if when @if.Condition.Span.Contains(child.Call.Span):
                return test.Holds(@if.Condition, ChildTest.Outcome.Present) switch
                {
                    _ when !child.IsProcess || test.IsWithoutChild(@if.Condition, true) => behind,
                    true when @if.Else is null => new StartPlace(StatementList.Of(@if.Statement), -1),
                    _ => null,
                };
            case SwitchStatementSyntax @switch when @switch.Expression.Span.Contains(child.Call.Span):
                return behind;
            default:
                return null;
        }
    }

    /// <summary>The statement that a block belongs to, when the block always runs once with it and then goes on behind it.</summary>
    private static StatementSyntax? Around(SyntaxNode owner) => owner switch
    {
        BlockSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } block => block,
        BlockSyntax { Parent: LockStatementSyntax or CheckedStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax } block
            => (StatementSyntax)block.Parent!,
        _ => null,
    };

    private static SyntaxNode[] UsesBehind(LostChild child, ChildUses uses, StatementList list)
        => [.. child.Function.DescendantNodes()
            .Where(n => n.SpanStart >= list.Owner.Span.End && n is IdentifierNameSyntax && uses.Mentions(n))];
}

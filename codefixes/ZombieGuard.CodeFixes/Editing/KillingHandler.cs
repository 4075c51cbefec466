using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Kills a child where the wait for it ends with an exception, and lets the exception go on.</summary>
internal static class KillingHandler
{
    /// <summary>The texts with such a handler, that in a handler which is there already first.</summary>
    /// <param name="call">The wait.</param>
    /// <param name="statement">What the exception comes out of.</param>
    /// <param name="process">The child.</param>
    /// <param name="exception">The exception's name, which a handler is written for.</param>
    /// <param name="others">Other names that a handler which is there may have.</param>
    public static IEnumerable<SyntaxNode> Around(
        ReportedCall call, StatementSyntax statement, NamedProcess process, string exception, params string[] others)
    {
        if (StatementList.Holding(statement) is not { } list)
        {
            yield break;
        }

        if (HandlerOf(statement, [exception, .. others]) is { } existing)
        {
            var handler = StatementList.Of(existing.Block);
            foreach (var kill in process.KillStatements())
            {
                yield return handler.Insert(call.Root, 0, handler.LayoutOf(0).Statements(kill));
            }
        }

        var index = list.IndexOf(statement);
        var layout = list.LayoutOf(index);
        if (Split(call, statement, layout) is not var (declared, inside))
        {
            yield break;
        }

        foreach (var kill in process.KillStatements())
        {
            foreach (var name in new[] { exception, "System." + exception })
            {
                var written = (TryStatementSyntax)layout.Statements(["try", "{", "}", $"catch ({name})", "{", .. kill, "throw;", "}"])[0];
                var whole = TryBlock.Around(list, index, inside, written);
                yield return list.Replace(call.Root, index, 1, declared is null ? [whole] : StatementList.Before(whole, [declared]));
            }
        }
    }

    /// <summary>What is declared must be known behind the block too; null where its type has no name.</summary>
    private static (StatementSyntax? Declared, StatementSyntax Inside)? Split(ReportedCall call, StatementSyntax statement, Layout layout)
    {
        if (statement is not LocalDeclarationStatementSyntax declaration)
        {
            return (null, statement);
        }

        if (declaration is not { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables }
            || variables[0] is not { Initializer.Value: var value }
            || (call.Model.GetDeclaredSymbol(variables[0]) as ILocalSymbol)?.Type is not { CanBeReferencedByName: true } type)
        {
            return null;
        }

        var name = WaitText.Escaped(variables[0].Identifier.ValueText);
        var written = declaration.Declaration.Type.IsVar
            ? type.ToMinimalDisplayString(call.Model, declaration.SpanStart) : declaration.Declaration.Type.WithoutTrivia().ToString();
        var assignment = (ExpressionStatementSyntax)layout.Statements([name + " = value;"])[0];
        var slot = ((AssignmentExpressionSyntax)assignment.Expression).Right;
        return (layout.Statements([$"{written} {name};"])[0], assignment.ReplaceNode(slot, value.WithoutTrivia()).WithTriviaFrom(statement));
    }

    /// <summary>The handler that the exception reaches first, when it is there for nothing else.</summary>
    private static CatchClauseSyntax? HandlerOf(StatementSyntax statement, string[] names)
        => statement.Ancestors().TakeWhile(n => !LostChild.IsFunction(n))
            .Select(n => n.Parent as TryStatementSyntax is { Catches.Count: > 0 } @try && n == @try.Block ? @try.Catches[0] : null)
            .FirstOrDefault(c => c is not null) is { Filter: null, Declaration.Type: var type } first
            && names.Contains(type.ToString().Split('.').Last()) ? first : null;
}

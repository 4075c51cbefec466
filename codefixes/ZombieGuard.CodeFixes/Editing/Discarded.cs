using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace ZombieGuard.CodeFixes.Editing;

/// <summary>Takes a child out of the expression that throws it away, into a variable of its own.</summary>
internal static class Discarded
{
    /// <summary>The texts in which the child is kept, the most natural one first.</summary>
    public static IEnumerable<LostChild> Keep(LostChild child)
    {
        var mark = new SyntaxAnnotation("ZombieGuard.Call");
        if (!child.IsProcess && OutDiscard(child.Call) is { } discard)
        {
            var pid = FreshName.For(child.Function, "pid");
            var argument = discard.WithExpression(SyntaxFactory.ParseExpression("M(out var " + pid + ")")
                .DescendantNodes().OfType<ArgumentSyntax>().Single().Expression);
            var named = child.Call.ReplaceNode(discard, argument).WithAdditionalAnnotations(mark);
            return Kept(child, pid, mark, child.Root.ReplaceNode(child.Call, named));
        }

        var value = Target(child);
        if (child.Statement is UsingStatementSyntax @using && @using.Expression == value)
        {
            var resource = FreshName.For(child.Function, "process");
            var header = ((UsingStatementSyntax)SyntaxFactory.ParseStatement($"using (var {resource} = value) {{ }}")).Declaration!;
            var placeholder = header.DescendantNodes().OfType<EqualsValueClauseSyntax>().Single().Value;
            var marking = value.ReplaceNode(child.Call, child.Call.WithAdditionalAnnotations(mark));
            var resourceful = @using.WithExpression(null).WithDeclaration(header.ReplaceNode(placeholder, marking));
            return Kept(child, resource, mark, child.Root.ReplaceNode(@using, resourceful));
        }

        var statement = child.Statement!;
        if (!IsEvaluatedFirst(value, statement) || StatementList.Holding(statement) is not { } list)
        {
            return [];
        }

        var name = FreshName.For(child.Function, child.IsProcess ? "process" : "pid");
        var rest = Rest(statement, value, child.Call, name, mark);
        var marked = value.Contains(child.Call) ? value.ReplaceNode(child.Call, child.Call.WithAdditionalAnnotations(mark)) : value;
        var canDispose = child.IsProcess;
        string[] headers = canDispose
            ? [$"using var {name} = value;", $"using (var {name} = value)", $"var {name} = value;"]
            : [$"var {name} = value;"];
        return headers.SelectMany(header => Kept(child, name, mark, WithHeader(child, list, header, marked, rest)));
    }

    /// <summary>The call with what is only written around it: parentheses, the null-forgiving operator.</summary>
    public static ExpressionSyntax Whole(ExpressionSyntax call)
    {
        while (call.Parent is ParenthesizedExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            call = (ExpressionSyntax)call.Parent;
        }

        return call;
    }

    private static IEnumerable<LostChild> Kept(LostChild child, string name, SyntaxAnnotation mark, SyntaxNode? root)
    {
        if (root is not null && child.In(root, mark, name) is { } kept)
        {
            yield return kept;
        }
    }

    /// <summary>What becomes the variable: the result of the call, or the object whose <c>Start</c> it is.</summary>
    private static ExpressionSyntax Target(LostChild child)
        => child.IsProcess
            && child.Model.GetSymbolInfo(child.Call).Symbol is IMethodSymbol { IsStatic: false } method
            && method.ReturnType.SpecialType == SpecialType.System_Boolean
            && child.Call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
            ? receiver : Whole(child.Call);

    private static ArgumentSyntax? OutDiscard(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.FirstOrDefault(a => a.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)
            && a.Expression is IdentifierNameSyntax { Identifier.ValueText: "_" }
                or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax });

    /// <summary>Nothing that the statement does comes before the value, and the value is taken exactly once.</summary>
    public static bool IsEvaluatedFirst(ExpressionSyntax value, StatementSyntax statement)
    {
        SyntaxNode node = value;
        for (; node.Parent is { } parent && node != statement; node = parent)
        {
            var isFirst = parent switch
            {
                ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax
                    or AwaitExpressionSyntax or EqualsValueClauseSyntax or ArgumentListSyntax => true,
                MemberAccessExpressionSyntax access => access.Expression == node,
                ConditionalAccessExpressionSyntax access => access.Expression == node,
                InvocationExpressionSyntax call => call.Expression == node || call.Expression is not InvocationExpressionSyntax,
                ArgumentSyntax argument => argument.Parent is ArgumentListSyntax arguments && arguments.Arguments[0] == argument,
                BinaryExpressionSyntax binary => binary.Left == node,
                ConditionalExpressionSyntax either => either.Condition == node,
                IsPatternExpressionSyntax test => test.Expression == node,
                AssignmentExpressionSyntax assignment => assignment.Right == node && assignment.Left is IdentifierNameSyntax,
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Variables.Count == 1,
                VariableDeclarationSyntax => parent.Parent is LocalDeclarationStatementSyntax,
                ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax => true,
                IfStatementSyntax @if => @if.Condition == node,
                SwitchStatementSyntax @switch => @switch.Expression == node,
                _ => false,
            };
            if (!isFirst)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The statement with the variable in place of the value; null when nothing worth keeping is left.</summary>
    private static StatementSyntax? Rest(
        StatementSyntax statement, ExpressionSyntax value, InvocationExpressionSyntax call, string name, SyntaxAnnotation mark)
    {
        var variable = SyntaxFactory.IdentifierName(name).WithTriviaFrom(value);
        var rest = statement.ReplaceNodes(
            value.Contains(call) ? [value] : new SyntaxNode[] { value, call },
            (old, changed) => old == value ? variable : changed.WithAdditionalAnnotations(mark));
        return rest is ExpressionStatementSyntax { Expression: var left }
            && (left is IdentifierNameSyntax || IsOnly(left, "_", name) || ClosesIt(left)) ? null : rest;
    }

    private static bool IsOnly(ExpressionSyntax expression, string target, string name)
        => expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax left, Right: IdentifierNameSyntax right }
            && left.Identifier.ValueText == target && right.Identifier.ValueText == name;

    /// <summary>The variable is disposed by its using declaration.</summary>
    private static bool ClosesIt(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax } access }
            => IsClose(access.Name),
        ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax, WhenNotNull: InvocationExpressionSyntax call }
            => call.Expression is MemberBindingExpressionSyntax binding && IsClose(binding.Name),
        _ => false,
    };

    private static bool IsClose(SimpleNameSyntax name) => name.Identifier.ValueText is "Dispose" or "Close";

    private static SyntaxNode? WithHeader(LostChild child, StatementList list, string header, ExpressionSyntax value, StatementSyntax? rest)
    {
        var statement = child.Statement!;
        var index = list.IndexOf(statement);
        var layout = list.LayoutOf(index);
        var isBlock = header.StartsWith("using (", System.StringComparison.Ordinal);
        if (isBlock && rest is LocalDeclarationStatementSyntax or ReturnStatementSyntax)
        {
            return null;
        }

        string[] lines = !isBlock ? [header] : rest is null ? [header, "{", "}"] : [header, "{", "rest();", "}"];
        var written = layout.Statements(lines)[0];
        if (isBlock && rest is not null)
        {
            var placeholder = ((UsingStatementSyntax)written).Statement.DescendantNodes().OfType<StatementSyntax>().Single();
            written = written.ReplaceNode(placeholder, rest.WithTriviaFrom(placeholder));
        }

        var slot = written.DescendantNodes().OfType<EqualsValueClauseSyntax>().First().Value;
        var kept = written.ReplaceNode(slot, value.WithoutTrivia()).WithLeadingTrivia(statement.GetLeadingTrivia());
        if (isBlock || rest is null)
        {
            kept = isBlock ? list.BlankLineBehind(kept, index + 1) : kept.WithTrailingTrivia(statement.GetTrailingTrivia());
            return list.Replace(child.Root, index, 1, [kept]);
        }

        var indent = SyntaxFactory.Whitespace(layout.Indent);
        return list.Replace(child.Root, index, 1, [kept, rest.WithLeadingTrivia(indent).WithAdditionalAnnotations(Formatter.Annotation)]);
    }
}

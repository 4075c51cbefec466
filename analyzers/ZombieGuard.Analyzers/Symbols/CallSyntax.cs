using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>What the text of a call says of it.</summary>
internal static class CallSyntax
{
    /// <summary>The name of what is called, where findings stand.</summary>
    public static SyntaxNode NameOf(SyntaxNode call) => call switch
    {
        ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax type } => type.Right,
        ObjectCreationExpressionSyntax creation => creation.Type,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => call,
    };

    /// <summary>The call, object creation or method group whose name this is.</summary>
    public static SyntaxNode CallOf(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name.Parent switch
        {
            MemberAccessExpressionSyntax member when member.Name == name => member,
            MemberBindingExpressionSyntax binding => binding,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified,
            AliasQualifiedNameSyntax alias when alias.Name == name => alias,
            _ => name,
        };
        return whole.Parent is InvocationExpressionSyntax or ObjectCreationExpressionSyntax ? whole.Parent : whole;
    }

    /// <summary>Whether the call's statement does not parse, because it is being written: what will become of it is not to be seen yet.</summary>
    public static bool IsHalfTyped(SyntaxNode call) =>
        call.FirstAncestorOrSelf<StatementSyntax>() is { ContainsDiagnostics: true } statement
        && (statement.ContainsSkippedText || statement.DescendantTokens().Any(token => token.IsMissing));
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What asynchronous code around a child has at hand.</summary>
internal static class AsyncContext
{
    /// <summary>The body that the child is started in may await.</summary>
    public static bool IsAsync(LostChild child) => IsAsync(child.Function);

    public static bool IsAsync(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Any(Awaits),
        _ => false,
    };

    /// <summary><c>WaitForExitAsync</c> came with .NET 5.</summary>
    public static bool HasAsyncWait(LostChild child)
        => child.Model.LookupSymbols(child.Call.SpanStart, ProcessType(child), "WaitForExitAsync", true).Any();

    /// <summary>The name of a token that is in scope behind the child's start; parameters before locals.</summary>
    public static string? Token(LostChild child, int position)
        => child.Model.LookupSymbols(position)
            .Where(s => IsToken((s as IParameterSymbol)?.Type) || (IsToken((s as ILocalSymbol)?.Type) && IsDeclaredBefore(s, position)))
            .OrderBy(s => s is IParameterSymbol ? 0 : 1)
            .ThenBy(s => s.Name is "cancellationToken" or "token" or "ct" ? 0 : 1)
            .Select(s => s.Name)
            .FirstOrDefault();

    /// <summary>The awaits of this body leave their context, so the new one does too.</summary>
    public static bool ConfiguresAwaits(LostChild child) => ConfiguresAwaits(child.Function);

    public static bool ConfiguresAwaits(SyntaxNode function)
        => Jumps.InOwnBody(function is AnonymousFunctionExpressionSyntax lambda ? lambda.Body : function)
            .OfType<AwaitExpressionSyntax>()
            .Any(a => a.Expression is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" },
                ArgumentList.Arguments: { Count: 1 } arguments,
            }
            && arguments[0].Expression.IsKind(SyntaxKind.FalseLiteralExpression));

    private static ITypeSymbol? ProcessType(LostChild child)
        => child.LocalType ?? (child.Model.GetSymbolInfo(child.Call).Symbol as IMethodSymbol)?.ReturnType;

    private static bool Awaits(GlobalStatementSyntax statement)
        => Jumps.InOwnBody(statement).Any(n => n is AwaitExpressionSyntax
            || n is CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
            || n is UsingStatementSyntax { AwaitKeyword.RawKind: not 0 }
            || n is LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 });

    private static bool IsToken(ITypeSymbol? type)
        => type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    private static bool IsDeclaredBefore(ISymbol symbol, int position)
        => symbol.Locations.All(l => l.SourceSpan.Start < position);

    /// <summary>Whether what is awaited in the text throws nothing.</summary>
    public static bool SuppressesThrowing(SyntaxNode node)
        => node.DescendantNodes().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "SuppressThrowing" });
}

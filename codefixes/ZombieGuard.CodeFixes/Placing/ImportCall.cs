using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>A call of a native function, by its import or by a method of the program that does nothing but pass on.</summary>
/// <param name="Name">What the library calls the function; of any other method its own name.</param>
/// <param name="Arguments">What it is given, as the outermost call says it; null where that cannot be told.</param>
/// <param name="IsImport">False for a method that only has such a name.</param>
internal sealed record ImportCall(string Name, IReadOnlyList<ExpressionSyntax?> Arguments, bool IsImport)
{
    // A wrapper of a wrapper.
    private const int MaxDepth = 2;

    public static ImportCall Of(InvocationExpressionSyntax call, ProgramText program) => Of(call, program, MaxDepth);

    /// <summary>The number that an argument is; null where it is none, or not there.</summary>
    public long? NumberIn(int index, ProgramText program)
        => index < Arguments.Count && Arguments[index] is { } argument ? program.NumberOf(argument) : null;

    private static ImportCall Of(InvocationExpressionSyntax call, ProgramText program, int depth)
    {
        var arguments = call.ArgumentList.Arguments.Select(a => a.NameColon is null ? a.Expression : null).ToList();
        if (depth > 0 && FunctionValue.CalledBy(call, program) is { } wrapper && PassedOn(wrapper) is { } inner)
        {
            var behind = Of(inner, program, depth - 1);
            return behind with { Arguments = [.. behind.Arguments.Select(a => Outside(a, arguments, program))] };
        }

        return program.SymbolOf(call) is IMethodSymbol method ? new ImportCall(CallName.OfImport(method), arguments, CallName.IsImport(method))
            : new ImportCall(CallName.Of(call), arguments, false);
    }

    private static InvocationExpressionSyntax? PassedOn(SyntaxNode wrapper)
    {
        var (body, arrow) = wrapper switch
        {
            MethodDeclarationSyntax method => (method.Body, method.ExpressionBody),
            LocalFunctionStatementSyntax local => (local.Body, local.ExpressionBody),
            _ => default,
        };
        var value = arrow?.Expression ?? (body is not { Statements: { Count: 1 } statements } ? null
            : (statements[0] as ReturnStatementSyntax)?.Expression ?? (statements[0] as ExpressionStatementSyntax)?.Expression);
        while (value is ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            value = (value as ParenthesizedExpressionSyntax)?.Expression ?? ((CastExpressionSyntax)value).Expression;
        }

        return value as InvocationExpressionSyntax;
    }

    /// <summary>What the wrapper was given for it; a constant is what it is.</summary>
    private static ExpressionSyntax? Outside(ExpressionSyntax? inside, List<ExpressionSyntax?> given, ProgramText program)
        => inside is null ? null
            : program.SymbolOf(inside) is IParameterSymbol parameter ? parameter.Ordinal < given.Count ? given[parameter.Ordinal] : null
            : program.NumberOf(inside) is not null ? inside : null;
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Where values come from, by the text: which function an expression means, also by way of a delegate that is kept.</summary>
internal static class FunctionValue
{
    // Method, delegate, field, function pointer, local: nobody writes more.
    private const int MaxSteps = 8;

    /// <summary>The lambda, method or local function of the program that the expression always means; null where that cannot be told.</summary>
    public static SyntaxNode? Of(ExpressionSyntax value, ProgramText program) => Of(value, program, MaxSteps);

    /// <summary>The only value that a local, or a field that nobody outside its type can set, is ever given.</summary>
    public static ExpressionSyntax? OnlyValueOf(ISymbol variable, ProgramText program)
    {
        var values = ValuesOf(variable, program).Where(v => v?.IsKind(SyntaxKind.NullLiteralExpression) != true).Take(2).ToList();
        return values.Count == 1 ? values[0] : null;
    }

    /// <summary>Every value that the variable is given; null stands for one that cannot be told.</summary>
    public static IEnumerable<ExpressionSyntax?> ValuesOf(ISymbol variable, ProgramText program)
    {
        if (variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var initial })
        {
            yield return initial;
        }

        foreach (var name in Mentions.Of(variable, program))
        {
            var target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            switch (target.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == target:
                    yield return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? assignment.Right : null;
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression }:
                    yield return null;
                    break;
            }
        }
    }

    /// <summary>The function of the program that is called.</summary>
    public static SyntaxNode? CalledBy(InvocationExpressionSyntax call, ProgramText program)
        => program.SymbolOf(call) is IMethodSymbol method ? DeclarationOf(method) : null;

    /// <summary>The function's declaration, where the program has it.</summary>
    public static SyntaxNode? DeclarationOf(IMethodSymbol method)
        => (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration
            && declaration is MethodDeclarationSyntax or LocalFunctionStatementSyntax
            && !method.IsVirtual && !method.IsAbstract && !method.IsOverride && !CallName.IsImport(method) ? declaration : null;

    private static bool IsOwn(ISymbol variable)
        => variable is ILocalSymbol or IFieldSymbol { IsReadOnly: true } or IFieldSymbol { DeclaredAccessibility: Accessibility.Private };

    private static SyntaxNode? Of(ExpressionSyntax value, ProgramText program, int steps)
    {
        if (steps == 0)
        {
            return null;
        }

        switch (value)
        {
            case AnonymousFunctionExpressionSyntax:
                return value;
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, program, steps - 1);
            case CastExpressionSyntax cast:
                return Of(cast.Expression, program, steps - 1);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression } address:
                return Of(address.Operand, program, steps - 1);
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } creation
                when program.ModelOf(value).GetTypeInfo(creation).Type?.TypeKind == TypeKind.Delegate:
                return Of(arguments[0].Expression, program, steps - 1);
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
                when CallName.Of(call) == "GetFunctionPointerForDelegate":
                return Of(arguments[0].Expression, program, steps - 1);
            case SimpleNameSyntax or MemberAccessExpressionSyntax:
                return program.SymbolOf(value) switch
                {
                    IMethodSymbol method => DeclarationOf(method),
                    { } variable when IsOwn(variable) => OnlyValueOf(variable, program) is { } only ? Of(only, program, steps - 1) : null,
                    _ => null,
                };
            default:
                return null;
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What a parent does with the pid of a child, and what becomes of it where the library has started the child.</summary>
/// <param name="Change">The new text.</param>
/// <param name="Gone">What is not there any more.</param>
/// <param name="Kept">What of that is still in the new text.</param>
internal sealed record PidUse(TextChange Change, SyntaxNode Gone, IReadOnlyList<SyntaxNode> Kept)
{
    /// <summary>Null where the child has nothing like it.</summary>
    public static PidUse? Of(SyntaxNode use, string child, ProgramText program)
    {
        if (StatementOf(use) is { Expression: InvocationExpressionSyntax call } statement && ImportCall.Of(call, program) is var import
            && import is { Name: "waitpid" or "kill", Arguments.Count: > 0 } && import.Arguments[0] == use)
        {
            return import switch
            {
                { Name: "waitpid", Arguments.Count: 3 } when import.NumberIn(2, program) == 0 && Joined(call.ArgumentList.Arguments[1], child, program) is { } join
                    => new PidUse(new TextChange(statement.Span, join + ";"), statement, [call.ArgumentList.Arguments[1]]),
                { Name: "kill", Arguments.Count: 2 } when import.Arguments[1] is { } signal
                    => new PidUse(new TextChange(statement.Span, $"{child}.Signal({signal});"), statement, [signal]),
                _ => null,
            };
        }

        // Only shown: whoever keeps the number may wait for it, or signal it when it is another's.
        var isShown = use.Parent is InterpolationSyntax
            || (use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax shown } && program.SymbolOf(shown)?.ContainingType?.ToDisplayString() == "System.Console");
        return isShown ? new PidUse(new TextChange(use.Span, child + ".Pid"), use, []) : null;
    }

    private static string? Joined(ArgumentSyntax status, string child, ProgramText program)
    {
        var join = child + ".Join()";
        var raw = join + ".Status?.Raw ?? 0";
        return status.Expression switch
        {
            DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax } or IdentifierNameSyntax { Identifier.ValueText: "_" } => join,
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } declaration
                => program.ModelOf(variable).GetDeclaredSymbol(variable) is { } local && Mentions.Of(local, program).Any()
                    ? $"{declaration.Type} {variable.Identifier} = {raw}" : join,
            IdentifierNameSyntax variable when status.RefKindKeyword != default => Assigned(variable),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression, Operand: IdentifierNameSyntax variable } => Assigned(variable),
            { } nothing when nothing.IsKind(SyntaxKind.NullLiteralExpression) || nothing.ToString().EndsWith(".Zero", System.StringComparison.Ordinal) => join,
            _ => null,
        };

        string Assigned(IdentifierNameSyntax variable)
            => program.SymbolOf(variable) is ILocalSymbol local && Mentions.Of(local, program).Take(2).Count() == 1 ? join : $"{variable} = {raw}";
    }

    private static ExpressionStatementSyntax? StatementOf(SyntaxNode use)
        => use.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } } } ? statement : null;
}

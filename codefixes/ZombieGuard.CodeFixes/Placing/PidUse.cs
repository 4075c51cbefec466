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
    private static readonly string[] Showing =
    [
        "System.Console", "System.IO.TextWriter", "System.Diagnostics.Debug", "System.Diagnostics.Trace", "Microsoft.Extensions.Logging.LoggerExtensions",
    ];

    /// <summary>Null where the child has nothing like it.</summary>
    public static PidUse? Of(SyntaxNode use, string child, ProgramText program)
    {
        if (use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && ImportCall.Of(call, program) is { IsImport: true } import
            && import is { Name: "waitpid" or "kill", Arguments.Count: > 1 } && import.Arguments[0] == use)
        {
            return import switch
            {
                { Name: "waitpid", Arguments.Count: 3 } when import.NumberIn(2, program) == 0 && import.Arguments[1]?.Parent is ArgumentSyntax status
                    && (StatementOf(call, program) ?? FailureOf(call, program)) is { ContainsDirectives: false } statement && Joined(status, child, program) is { } join
                    => new PidUse(new TextChange(statement.Span, join + ";"), statement, join.IndexOf('=') < 0 ? [] : [status]),
                { Name: "kill", Arguments.Count: 2 } when import.Arguments[1] is { } signal && StatementOf(call, program) is { ContainsDirectives: false } statement
                    => new PidUse(new TextChange(statement.Span, $"{child}.Signal({signal});"), statement, [signal]),
                _ => null,
            };
        }

        return IsShown(use, program) ? new PidUse(new TextChange(use.Span, child + ".Pid"), use, []) : null;
    }

    /// <summary>Only shown: whoever keeps the number may wait for it, or signal it when it is another's.</summary>
    private static bool IsShown(SyntaxNode use, ProgramText program) => use.Parent switch
    {
        InterpolationSyntax => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Parent: InvocationExpressionSyntax } => true,
        BinaryExpressionSyntax sum => program.ModelOf(sum).GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => Showing.Contains(program.SymbolOf(call)?.ContainingType?.ToDisplayString()),
        _ => false,
    };

    private static string? Joined(ArgumentSyntax status, string child, ProgramText program)
    {
        var join = child + ".Join()";
        var raw = join + ".Status?.Raw ?? 0";
        return status.Expression switch
        {
            DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax } => join,
            IdentifierNameSyntax name when program.SymbolOf(name) is IDiscardSymbol => join,
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } declaration
                => program.ModelOf(variable).GetDeclaredSymbol(variable) is not ILocalSymbol local ? null
                    : IsUnread(local, 0) ? join
                    : IsNumber(local.Type) ? $"{declaration.Type} {variable.Identifier} = {raw}" : null,
            IdentifierNameSyntax variable when status.RefKindKeyword != default => Assigned(variable),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression, Operand: IdentifierNameSyntax variable } => Assigned(variable),
            { } nothing when nothing.IsKind(SyntaxKind.NullLiteralExpression) || (status.RefKindKeyword == default && program.SymbolOf(nothing) is IFieldSymbol { Name: "Zero" }) => join,
            _ => null,
        };

        string? Assigned(IdentifierNameSyntax variable)
            => program.SymbolOf(variable) is ILocalSymbol { RefKind: RefKind.None } local && IsUnread(local, 1) ? join
                : IsNumber(program.ModelOf(variable).GetTypeInfo(variable).Type) ? $"{variable} = {raw}" : null;

        bool IsUnread(ILocalSymbol local, int mentions) => Mentions.Of(local, program).Take(mentions + 1).Count() == mentions && !Mentions.AreHidden(local);
    }

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Int32;

    private static StatementSyntax? StatementOf(InvocationExpressionSyntax call, ProgramText program) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Parent: ExpressionStatementSyntax statement } => program.SymbolOf(name) is IDiscardSymbol ? statement : null,
        _ => null,
    };

    /// <summary>The statement that asks first of all whether the wait has failed, and does nothing where it has not.</summary>
    private static StatementSyntax? FailureOf(InvocationExpressionSyntax call, ProgramText program)
    {
        var statement = call.FirstAncestorOrSelf<StatementSyntax>();
        var test = statement switch
        {
            IfStatementSyntax { Else: null } @if => @if.Condition,
            WhileStatementSyntax loop => loop.Condition,
            _ => null,
        };
        return test?.SpanStart == call.SpanStart
            && new KnownValue(program.ModelOf(test), part => part == call ? KnownValue.Positive : null).Of(test) is false ? statement : null;
    }
}

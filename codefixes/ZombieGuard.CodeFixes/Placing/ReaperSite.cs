using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The text in whose place the library's reaper starts.</summary>
/// <param name="Node">What goes: a statement, or the call alone where its result is kept or is the whole body.</param>
/// <param name="EndsWithBody">The reaper is to end with the body around.</param>
/// <param name="KeptType">The type of the variable that keeps it, where the text names one that will not do.</param>
internal sealed record ReaperSite(SyntaxNode Node, bool EndsWithBody, TypeSyntax? KeptType)
{
    public static ReaperSite? Of(OldReaper old, ProgramText program, CancellationToken cancellationToken)
    {
        if (old.Sweep is { } sweep)
        {
            return InPlaceOf(sweep, program, cancellationToken);
        }

        var start = old.Start!;
        return Alone(start, program) is { } statement ? InPlaceOf(statement, program, cancellationToken)
            : start.Parent is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } body
                && program.ModelOf(start).GetDeclaredSymbol(body.Parent!, cancellationToken) is IMethodSymbol { ReturnsVoid: true }
                    ? new ReaperSite(start, false, null)
            : Kept(start, program);
    }

    private static ReaperSite? InPlaceOf(StatementSyntax statement, ProgramText program, CancellationToken cancellationToken)
    {
        var mayDeclare = statement.Parent is BlockSyntax or GlobalStatementSyntax;
        return ReaperPlace.EndsWithBody(statement, program.ModelOf(statement), cancellationToken) is { } endsWithBody
            ? new ReaperSite(statement, endsWithBody && mayDeclare, null) : null;
    }

    /// <summary>The statement of which the call is all, its result kept nowhere, or in a variable that nobody asks, or tested for failure.</summary>
    private static StatementSyntax? Alone(ExpressionSyntax call, ProgramText program)
    {
        switch (call.Parent)
        {
            case ExpressionStatementSyntax statement:
                return statement;
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement }:
                return statement;
            case BinaryExpressionSyntax { Parent: IfStatementSyntax { Else: null } test } comparison
                when test.Condition == comparison && comparison.Left == call && Jumps.EndsBranch(test.Statement) && IsFailure(comparison, program):
                return test;
            default:
                return VariableOf(call) is { } variable
                    && variable.Parent?.Parent is LocalDeclarationStatementSyntax declaration
                    && Uses(variable, program).All(IsKeepAlive) ? declaration : null;
        }
    }

    /// <summary><c>!= 0</c>, <c>&lt; 0</c>, <c>== -1</c>, <c>== SIG_ERR</c>.</summary>
    private static bool IsFailure(BinaryExpressionSyntax comparison, ProgramText program)
        => (comparison.Kind(), program.NumberOf(comparison.Right)) switch
        {
            (SyntaxKind.NotEqualsExpression or SyntaxKind.LessThanExpression, 0) or (SyntaxKind.EqualsExpression, -1) => true,
            (SyntaxKind.EqualsExpression, _) => comparison.Right.ToString().EndsWith("SIG_ERR", StringComparison.Ordinal),
            _ => false,
        };

    /// <summary>A registration that is kept to be disposed: the reaper can be kept and disposed in the same way.</summary>
    private static ReaperSite? Kept(ExpressionSyntax registration, ProgramText program)
    {
        if (program.SymbolOf(registration)?.ContainingType?.Name != "PosixSignalRegistration")
        {
            return null;
        }

        if (VariableOf(registration) is { Parent: VariableDeclarationSyntax declaration } variable)
        {
            return program.ModelOf(variable).GetDeclaredSymbol(variable) is { } symbol && Mentions.AreConfined(symbol) && !Mentions.AreHidden(symbol)
                && Mentions.Of(symbol, program).All(use => IsKeepAlive(use) || IsDisposal(use))
                    ? new ReaperSite(registration, false, Named(declaration.Type)) : null;
        }

        return registration.Parent is AssignmentExpressionSyntax { Left: var target } assignment && assignment.Right == registration
            && program.SymbolOf(target) is IFieldSymbol field && Mentions.AreConfined(field) && !Mentions.AreHidden(field)
            && field.DeclaringSyntaxReferences[0].GetSyntax() is { Parent: VariableDeclarationSyntax { Variables.Count: 1 } of }
            && Mentions.Of(field, program).All(use => IsKeepAlive(use) || IsDisposal(use) || IsSetTo(use, registration))
                ? new ReaperSite(registration, false, Named(of.Type)) : null;
    }

    private static TypeSyntax? Named(TypeSyntax type)
    {
        var plain = (type as NullableTypeSyntax)?.ElementType ?? type;
        return plain.ToString().Split('.').Last() == "PosixSignalRegistration" ? plain : null;
    }

    private static VariableDeclaratorSyntax? VariableOf(ExpressionSyntax value)
        => value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } } variable }
            ? variable : null;

    private static IEnumerable<SyntaxNode> Uses(VariableDeclaratorSyntax variable, ProgramText program)
        => program.ModelOf(variable).GetDeclaredSymbol(variable) is { } symbol ? Mentions.Of(symbol, program) : [];

    private static bool IsKeepAlive(SyntaxNode use)
        => use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call } && CallName.Of(call) == "KeepAlive";

    private static bool IsDisposal(SyntaxNode use)
        => (use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access.Parent : use.Parent) switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } => CallName.Of(call) == "Dispose",
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } => CallName.Of(call) == "Dispose",
            _ => false,
        };

    private static bool IsSetTo(SyntaxNode use, ExpressionSyntax registration)
        => use.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && assignment.Left.Span.Contains(use.Span)
            && (assignment.Right == registration || assignment.Right.IsKind(SyntaxKind.NullLiteralExpression));
}

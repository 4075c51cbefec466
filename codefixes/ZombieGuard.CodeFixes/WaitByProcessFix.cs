using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Placing;

namespace ZombieGuard.CodeFixes;

/// <summary><c>waitpid(process.Id, …)</c>, when nobody looks at what it says, becomes <c>process.WaitForExit()</c>.</summary>
internal sealed class WaitByProcessFix : CallFix
{
    public const string Key = nameof(WaitByProcessFix);
    private const int Pid = 0;
    private const int Status = 1;
    private const int Options = 2;

    /// <summary>What the editor's menu shows.</summary>
    internal const string Title = "Wait by the Process itself (WaitForExit)";

    public override string EquivalenceKey => Key;


    protected override IEnumerable<CallEdit> Propose(ReportedCall call, CancellationToken cancellationToken)
        => call.Statement is ExpressionStatementSyntax statement
            && IsDropped(call.Site, statement)
            && !HasComment(statement.Expression)
            && Child(call) is { } child
                ? child.Waits().Select(wait => new CallEdit(Title, call, child.Replace(statement, wait))) : [];

    /// <summary>Words that the new text would lose.</summary>
    internal static bool HasComment(SyntaxNode expression)
        => expression.DescendantTrivia().Any(t => expression.Span.Contains(t.Span)
            && !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>Nobody looks at what the expression gives.</summary>
    internal static bool IsDropped(ExpressionSyntax expression, ExpressionStatementSyntax statement)
        => statement.Expression == expression
            || statement.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment
                && assignment.Right == expression;

    /// <summary>The <c>Process</c> in <c>waitpid(process.Id, out _, 0)</c>, when that blocks until the exit and tells nobody of it.</summary>
    private static ProcessOfPid? Child(ReportedCall call)
    {
        if (call.Call is not { ArgumentList.Arguments: var arguments } wait)
        {
            return null;
        }

        return call.Model.GetSymbolInfo(wait).Symbol is IMethodSymbol method
            && CallName.OfImport(method) is "waitpid" or "wait4"
            && arguments.Count > Options
            && arguments.All(a => a.NameColon is null)
            && call.Model.GetConstantValue(arguments[Options].Expression) is { HasValue: true, Value: 0 or 0u or 0L }
            && IsUnread(call, arguments[Status].Expression)
            && arguments.Skip(Options + 1).All(a => IsUnread(call, a.Expression))
                ? ProcessOfPid.Of(call, arguments[Pid].Expression) : null;
    }

    /// <summary>No pointer at all, a discard, or a variable that nothing else mentions but its declaration.</summary>
    private static bool IsUnread(ReportedCall call, ExpressionSyntax argument) => argument switch
    {
        DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.ValueText: var name } } => IsNamedOnce(call, name, 1),
        DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax } => true,
        IdentifierNameSyntax name when call.Model.GetSymbolInfo(name).Symbol is ILocalSymbol local => IsNamedOnce(call, local.Name, 2),
        IdentifierNameSyntax { Identifier.ValueText: "_" } name => call.Model.GetSymbolInfo(name).Symbol is null or IDiscardSymbol,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Zero", Expression: var type } => type.ToString().EndsWith("IntPtr", System.StringComparison.Ordinal),
        _ => argument.IsKind(SyntaxKind.NullLiteralExpression)
            || argument.IsKind(SyntaxKind.DefaultLiteralExpression)
            || argument is DefaultExpressionSyntax
            || call.Model.GetConstantValue(argument) is { HasValue: true, Value: null or 0 },
    };

    private static bool IsNamedOnce(ReportedCall call, string name, int times)
        => call.Function.DescendantTokens().Count(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name) == times;
}

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

    public override string EquivalenceKey => Key;

    protected override string Title => "Wait by the Process itself (WaitForExit)";

    protected override IEnumerable<SyntaxNode> Propose(ReportedCall call, CancellationToken cancellationToken)
    {
        if (call.Statement is not ExpressionStatementSyntax statement
            || !IsDropped(call.Call, statement)
            || Child(call) is not { } child
            || HasComment(statement.Expression))
        {
            yield break;
        }

        foreach (var text in Texts(call, child))
        {
            var wait = SyntaxFactory.ParseExpression(text).WithTriviaFrom(statement.Expression);
            yield return call.Root.ReplaceNode(statement, statement.WithExpression(wait).WithAdditionalAnnotations(Verification.Added));
        }
    }

    private static IEnumerable<string> Texts(ReportedCall call, ExpressionSyntax child)
    {
        var name = child.WithoutTrivia().ToString();
        if (AsyncContext.IsAsync(call.Function)
            && call.Model.LookupSymbols(call.Call.SpanStart, call.Model.GetTypeInfo(child).Type, "WaitForExitAsync", true).Any())
        {
            yield return $"await {name}.WaitForExitAsync(){(AsyncContext.ConfiguresAwaits(call.Function) ? ".ConfigureAwait(false)" : "")}";
        }

        yield return name + ".WaitForExit()";
    }

    private static bool HasComment(ExpressionSyntax expression)
        => expression.DescendantTrivia().Any(t => expression.Span.Contains(t.Span)
            && !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));

    private static bool IsDropped(InvocationExpressionSyntax call, ExpressionStatementSyntax statement)
        => statement.Expression == call
            || statement.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment
                && assignment.Right == call;

    /// <summary>The <c>Process</c> in <c>waitpid(process.Id, out _, 0)</c>, when that blocks until the exit and tells nobody of it.</summary>
    private static ExpressionSyntax? Child(ReportedCall call)
    {
        var arguments = call.Call.ArgumentList.Arguments;
        return call.Model.GetSymbolInfo(call.Call).Symbol is IMethodSymbol method
            && "waitpid wait4".Split(' ').Contains(method.GetDllImportData()?.EntryPointName ?? method.Name)
            && arguments.Count > Options
            && arguments.All(a => a.NameColon is null)
            && call.Model.GetConstantValue(arguments[Options].Expression) is { HasValue: true, Value: 0 or 0u or 0L }
            && IsUnread(call, arguments[Status].Expression)
            && arguments.Skip(Options + 1).All(a => IsUnread(call, a.Expression))
            && arguments[Pid].Expression is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name.Identifier.ValueText: "Id" } id
            && IsPlain(id.Expression)
            && IsProcess(call.Model.GetTypeInfo(id.Expression).Type)
                ? id.Expression : null;
    }

    private static bool IsProcess(ITypeSymbol? type)
        => type is { Name: "Process", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace.Name: "System" } }
            || type?.BaseType is { } parent && IsProcess(parent);

    /// <summary>The same object each time that it is asked for.</summary>
    private static bool IsPlain(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax => true,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access => IsPlain(access.Expression),
        _ => false,
    };

    /// <summary>No pointer at all, a discard, or a variable that is made in the call and never mentioned again.</summary>
    private static bool IsUnread(ReportedCall call, ExpressionSyntax argument) => argument switch
    {
        DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.ValueText: var name } } =>
            call.Function.DescendantTokens().Count(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name) == 1,
        DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax } => true,
        IdentifierNameSyntax { Identifier.ValueText: "_" } name => call.Model.GetSymbolInfo(name).Symbol is null or IDiscardSymbol,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Zero", Expression: var type } => type.ToString().EndsWith("IntPtr", System.StringComparison.Ordinal),
        _ => argument.IsKind(SyntaxKind.NullLiteralExpression)
            || argument.IsKind(SyntaxKind.DefaultLiteralExpression)
            || argument is DefaultExpressionSyntax
            || call.Model.GetConstantValue(argument) is { HasValue: true, Value: null or 0 },
    };
}

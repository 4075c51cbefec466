using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The statement that reaps, and does nothing else that would be missed.</summary>
internal static class OldReaper
{
    private const int NoHang = 1;
    private static readonly string[] Waits = ["waitpid", "wait", "wait3", "wait4", "waitid"];
    private static readonly string[] Harmless = ["Sleep", "Delay", "GetLastWin32Error", "GetLastPInvokeError", "GetLastSystemError", "Yield"];
    private static readonly int[] Sigchld = [17, -5];

    /// <summary><c>signal(SIGCHLD, SIG_IGN);</c>: the kernel reaps.</summary>
    public static StatementSyntax? Ignoring(ReportedCall call)
        => Handler(call) is { } handler && IsOne(call.Model.GetConstantValue(handler).Value) ? Alone(call.Call) : null;

    /// <summary><c>signal(SIGCHLD, _ => { … waitpid … });</c></summary>
    public static StatementSyntax? Handling(ReportedCall call)
        => Handler(call) is { } handler && Lambda(handler) is { } lambda && OnlyReaps(call.Model, lambda) ? Alone(call.Call) : null;

    /// <summary>The statement that registers, or starts, the lambda in which the reported wait stands.</summary>
    public static StatementSyntax? Around(ReportedCall call)
        => call.Function is AnonymousFunctionExpressionSyntax lambda
            && OnlyReaps(call.Model, lambda)
            && lambda.Ancestors().OfType<StatementSyntax>().FirstOrDefault() is { } statement
            && lambda.Ancestors().TakeWhile(n => n != statement).OfType<InvocationExpressionSyntax>().LastOrDefault() is { } outer
            && IsStarter(call.Model, outer)
            && outer.DescendantNodes().OfType<InvocationExpressionSyntax>().All(i => lambda.Span.Contains(i.Span))
            && outer.DescendantNodes().OfType<AnonymousFunctionExpressionSyntax>().All(l => lambda.Span.Contains(l.Span))
                ? Alone(outer) : null;

    /// <summary><c>while (waitpid(-1, out _, WNOHANG) > 0) { }</c> in a body of its own: takes what has ended, and goes on.</summary>
    public static StatementSyntax? Sweep(ReportedCall call)
    {
        var loop = call.Call.Ancestors().TakeWhile(n => n != call.Function).OfType<StatementSyntax>()
            .LastOrDefault(s => s is WhileStatementSyntax or DoStatementSyntax);
        var statement = loop ?? Alone(call.Call);
        return statement is not null
            && IsStart(call)
            && DoesNotBlock(call)
            && (loop is null || !IsEndless(loop))
            && OnlyReaps(call.Model, statement) ? statement : null;
    }

    /// <summary>What a lambda that reaps may be given to: SIGCHLD, or a thread in the background; others would be missed.</summary>
    private static bool IsStarter(SemanticModel model, InvocationExpressionSyntax call)
        => model.GetSymbolInfo(call).Symbol is IMethodSymbol method && (method.ContainingType.Name, method.GetDllImportData()?.EntryPointName ?? method.Name) switch
        {
            (_, "signal") or ("PosixSignalRegistration", "Create") => call.ArgumentList.Arguments is { Count: > 0 } arguments
                && model.GetConstantValue(arguments[0].Expression).Value is int signal && Sigchld.Contains(signal),
            ("Task", "Run") => true,
            ("Thread", "Start") => call.ArgumentList.Arguments.Count == 0 && call.Expression is MemberAccessExpressionSyntax
            {
                Expression: BaseObjectCreationExpressionSyntax { Initializer.Expressions: var settings },
            } && settings.Any(s => s.ToString() == "IsBackground = true"),
            _ => false,
        };

    /// <summary>Of the program: a sweep elsewhere may be called for each child.</summary>
    private static bool IsStart(ReportedCall call)
        => call.Function is CompilationUnitSyntax
            || SymbolEqualityComparer.Default.Equals(call.Model.GetDeclaredSymbol(call.Function), call.Model.Compilation.GetEntryPoint(default));

    private static bool DoesNotBlock(ReportedCall call)
    {
        var arguments = call.Call.ArgumentList.Arguments;
        var at = NameOf(call.Call) switch { "waitpid" or "wait4" => 2, "wait3" => 1, "waitid" => 3, _ => int.MaxValue };
        return at < arguments.Count && call.Model.GetConstantValue(arguments[at].Expression).Value is int options && (options & NoHang) != 0;
    }

    private static bool IsEndless(StatementSyntax loop)
        => (loop as WhileStatementSyntax)?.Condition.IsKind(SyntaxKind.TrueLiteralExpression) == true
            || (loop as DoStatementSyntax)?.Condition.IsKind(SyntaxKind.TrueLiteralExpression) == true;

    private static ExpressionSyntax? Handler(ReportedCall call)
        => call.Call.ArgumentList.Arguments is { Count: 2 } arguments
            && (call.Model.GetSymbolInfo(call.Call).Symbol as IMethodSymbol) is { } method
            && (method.GetDllImportData()?.EntryPointName ?? method.Name) == "signal" ? arguments[1].Expression : null;

    private static bool IsOne(object? value) => value is 1 or 1L or 1u or 1UL;

    private static AnonymousFunctionExpressionSyntax? Lambda(ExpressionSyntax handler) => handler switch
    {
        ParenthesizedExpressionSyntax inner => Lambda(inner.Expression),
        CastExpressionSyntax cast => Lambda(cast.Expression),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => Lambda(arguments[0].Expression),
        _ => handler as AnonymousFunctionExpressionSyntax,
    };

    /// <summary>The statement of which the call is all, its result kept nowhere or in a variable that nobody asks.</summary>
    private static StatementSyntax? Alone(InvocationExpressionSyntax call) => call.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } } variable
        } when declaration.Parent!.FirstAncestorOrSelf<SyntaxNode>(LostChild.IsFunction)!.DescendantTokens()
            .Count(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == variable.Identifier.ValueText) == 1 => declaration,
        _ => null,
    };

    private static bool OnlyReaps(SemanticModel model, SyntaxNode body)
    {
        var nodes = body.DescendantNodesAndSelf().ToList();
        var calls = nodes.OfType<InvocationExpressionSyntax>().Select(NameOf).ToList();
        return calls.Any(Waits.Contains)
            && calls.All(name => Waits.Contains(name) || Harmless.Contains(name))
            && !nodes.Any(n => n is BaseObjectCreationExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or ReturnStatementSyntax { Expression: not null })
            && nodes.Where(IsWrite).All(n => IsOwn(model, body, n));
    }

    private static bool IsWrite(SyntaxNode node)
        => node is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression }
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }
            || node is ArgumentSyntax { RefKindKeyword.RawKind: not 0 };

    /// <summary>Nobody outside sees what is written: a local or parameter of the reaper itself.</summary>
    private static bool IsOwn(SemanticModel model, SyntaxNode body, SyntaxNode write)
    {
        var target = write switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left,
            PostfixUnaryExpressionSyntax postfix => postfix.Operand,
            PrefixUnaryExpressionSyntax prefix => prefix.Operand,
            _ => ((ArgumentSyntax)write).Expression,
        };
        while (target is MemberAccessExpressionSyntax access)
        {
            target = access.Expression;
        }

        return target is DeclarationExpressionSyntax
            || model.GetSymbolInfo(target).Symbol is IDiscardSymbol
            || model.GetSymbolInfo(target).Symbol is ILocalSymbol or IParameterSymbol
                && model.GetSymbolInfo(target).Symbol!.DeclaringSyntaxReferences.All(r => body.Span.Contains(r.Span));
    }

    private static string NameOf(InvocationExpressionSyntax call)
        => (call.Expression as SimpleNameSyntax ?? (call.Expression as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText ?? "";
}

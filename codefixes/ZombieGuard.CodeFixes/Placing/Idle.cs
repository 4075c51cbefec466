using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Code of a reaper that nobody would miss: it waits for any child, tells nobody, and asks nobody whether to go on.</summary>
/// <param name="program">The program.</param>
/// <param name="own">The reaper: what is declared in it is its own.</param>
/// <param name="apart">A call that is looked at elsewhere.</param>
internal sealed class Idle(ProgramText program, SyntaxNode own, InvocationExpressionSyntax? apart = null)
{
    // A handler that calls a method that calls a method.
    private const int MaxDepth = 3;

    // Linux, include/uapi/linux/wait.h
    private const int NoHang = 1;

    private static readonly string[] Waits = ["waitpid", "wait", "wait3", "wait4", "waitid"];

    private static readonly string[] Harmless =
    [
        "Sleep", "Delay", "Yield", "ConfigureAwait", "FromSeconds", "FromMilliseconds", "FromMinutes",
        "GetLastWin32Error", "GetLastPInvokeError", "GetLastSystemError", "GetLastError",
    ];

    /// <summary>The waits in a body, those of lambdas in it left out.</summary>
    public static InvocationExpressionSyntax[] WaitsIn(SyntaxNode body, ProgramText program)
        => [.. Jumps.InOwnBody(body is AnonymousFunctionExpressionSyntax lambda ? lambda.Body : body)
            .OfType<InvocationExpressionSyntax>().Where(call => IsWait(call, program))];

    public static bool IsWait(InvocationExpressionSyntax call, ProgramText program)
        => Waits.Contains(ImportCall.Of(call, program).Name);

    /// <summary>Whether the wait comes back at once when no child has ended.</summary>
    public static bool IsNonBlocking(InvocationExpressionSyntax wait, ProgramText program) => (OptionsOf(wait, program) & NoHang) is > 0;

    /// <summary>The flags of a wait; null where they cannot be told.</summary>
    public static long? OptionsOf(InvocationExpressionSyntax wait, ProgramText program)
    {
        var call = ImportCall.Of(wait, program);
        var at = call.Name switch { "waitpid" or "wait4" => 2, "wait3" => 1, "waitid" => 3, _ => -1 };
        return at < 0 ? 0 : call.NumberIn(at, program);
    }

    /// <summary>Whether it reaps and does nothing else.</summary>
    public bool OnlyReaps(SyntaxNode node) => Reaps(node, MaxDepth) && Does(node, MaxDepth, mayWait: true);

    /// <summary>Whether it does not even reap.</summary>
    public bool DoesNothing(SyntaxNode node) => Does(node, MaxDepth, mayWait: false);

    /// <summary>Whether the answer to a test hangs on nothing but the reaper itself and constants.</summary>
    public bool IsIndependent(ExpressionSyntax test)
        => test.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().All(name => program.SymbolOf(name) switch
        {
            null => false,
            IFieldSymbol field => field.IsConst || field is { IsStatic: true, IsReadOnly: true } || IsMemberOfOwn(name),
            IPropertySymbol => IsMemberOfOwn(name),
            ILocalSymbol { IsConst: false } or IParameterSymbol => IsOwn(name),
            _ => true,
        });

    private bool Reaps(SyntaxNode node, int depth)
        => node.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call =>
            IsWait(call, program) || (depth > 0 && FunctionValue.CalledBy(call, program) is { } function && Reaps(function, depth - 1)));

    private bool Does(SyntaxNode node, int depth, bool mayWait)
    {
        var nodes = node.DescendantNodesAndSelf().ToList();
        return nodes.OfType<InvocationExpressionSyntax>().All(call => IsIdleCall(call, depth, mayWait))
            && nodes.OfType<ExpressionSyntax>().Where(e => e is BaseObjectCreationExpressionSyntax).All(IsSignal)
            && !nodes.Any(n => n is ThrowStatementSyntax or ThrowExpressionSyntax or YieldStatementSyntax)
            && (depth < MaxDepth || !nodes.Any(n => n is ReturnStatementSyntax { Expression: not null }))
            && nodes.SelectMany(Tests).All(IsIndependent)
            && nodes.Where(IsWrite).All(n => IsOwn(TargetOf(n)));
    }

    private bool IsIdleCall(InvocationExpressionSyntax call, int depth, bool mayWait)
        => call == apart ? true
            : IsWait(call, program) ? mayWait
            : Harmless.Contains(CallName.Of(call))
                || (CallName.Of(call) is "WaitOne" or "WaitAny" or "Reset" && IsOfSignal(call))
                || CallName.Of(call) == "nameof"
                || (depth > 0 && FunctionValue.CalledBy(call, program) is { } function && new Idle(program, function).Does(function, depth - 1, mayWait));

    private bool IsOfSignal(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
            && (program.ModelOf(receiver).GetTypeInfo(receiver).Type ?? program.SymbolOf(receiver) as ITypeSymbol)?.Name == "UnixSignal";

    /// <summary>Mono's object by which a thread waits for SIGCHLD.</summary>
    private bool IsSignal(ExpressionSyntax creation)
        => program.SymbolOf(creation)?.ContainingType?.Name == "UnixSignal"
            && ((BaseObjectCreationExpressionSyntax)creation).ArgumentList?.Arguments is { Count: 1 } arguments
            && ReaperStart.IsSigchld(program.NumberOf(arguments[0].Expression));

    private static ExpressionSyntax[] Tests(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => [loop.Condition],
        DoStatementSyntax loop => [loop.Condition],
        ForStatementSyntax { Condition: { } test } => [test],
        IfStatementSyntax @if => [@if.Condition],
        ConditionalExpressionSyntax either => [either.Condition],
        SwitchStatementSyntax @switch => [@switch.Expression],
        SwitchExpressionSyntax @switch => [@switch.GoverningExpression],
        _ => [],
    };

    private static bool IsWrite(SyntaxNode node)
        => node is AssignmentExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 }
            || node.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression
                or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression;

    private static ExpressionSyntax TargetOf(SyntaxNode write) => write switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left,
        PostfixUnaryExpressionSyntax postfix => postfix.Operand,
        PrefixUnaryExpressionSyntax prefix => prefix.Operand,
        _ => ((ArgumentSyntax)write).Expression,
    };

    private bool IsMemberOfOwn(SimpleNameSyntax name)
        => name.Parent is MemberAccessExpressionSyntax access && access.Name == name && IsOwn(access.Expression);

    /// <summary>Nobody outside sees it: a local or parameter of the reaper itself, or a part of one.</summary>
    private bool IsOwn(ExpressionSyntax target)
    {
        while (target is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax)
        {
            target = (target as MemberAccessExpressionSyntax)?.Expression ?? ((ElementAccessExpressionSyntax)target).Expression;
        }

        return target is DeclarationExpressionSyntax
            || program.SymbolOf(target) is IDiscardSymbol
            || program.SymbolOf(target) is ILocalSymbol or IParameterSymbol
                && program.SymbolOf(target)!.DeclaringSyntaxReferences.All(r => r.SyntaxTree == own.SyntaxTree && own.Span.Contains(r.Span));
    }
}

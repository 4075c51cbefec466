using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary><c>await process.WaitForExitAsync().WaitAsync(timeout);</c>: a timed wait that answers by an exception.</summary>
internal static class TimedTask
{
    /// <summary>The process; null for any other call, and where the task goes on to somebody else.</summary>
    public static NamedProcess? Of(ReportedCall call)
        => call is { Call: { } wait, Statement: ExpressionStatementSyntax { Expression: AwaitExpressionSyntax } }
            && CallName.Of(wait) == "WaitAsync"
            && !AsyncContext.SuppressesThrowing(call.Statement)
            && wait.Expression is MemberAccessExpressionSyntax
            {
                Expression: InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitForExitAsync", Expression: var process },
                },
            }
            && NamedProcess.IsPlain(process)
            && NamedProcess.IsProcess(call.Model.GetTypeInfo(process).Type)
                ? new NamedProcess(call, process) : null;
}

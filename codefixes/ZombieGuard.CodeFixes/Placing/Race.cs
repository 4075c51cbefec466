using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary><c>await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(…))</c>: a timed wait, whose answer is the task that came first.</summary>
internal sealed class Race
{
    private readonly string? _delay;

    private Race(AwaitExpressionSyntax awaited, ExpressionSyntax exit, string? exitName, string? delay, NamedProcess process)
    {
        Awaited = awaited;
        Exit = exit;
        ExitName = exitName;
        _delay = delay;
        Process = process;
    }

    /// <summary>What gives the task that came first.</summary>
    public AwaitExpressionSyntax Awaited { get; }

    /// <summary>The task of the wait, as the call is given it.</summary>
    public ExpressionSyntax Exit { get; }

    /// <summary>The variable that holds this task; null for none.</summary>
    public string? ExitName { get; }

    public NamedProcess Process { get; }

    /// <summary>Null for any other call, and where it is not clear which task is which.</summary>
    public static Race? Of(ReportedCall call)
    {
        if (call.Call is not { ArgumentList.Arguments: { Count: 2 } arguments } whenAny || CallName.Of(whenAny) != "WhenAny" || AwaitOf(whenAny) is not { } awaited)
        {
            return null;
        }

        var tasks = arguments.Select(a => a.Expression).ToList();
        var waits = tasks.ConvertAll(task => ProcessOf(call, Value(call, task)));
        var index = waits.FindIndex(p => p is not null);
        return index < 0 || waits[1 - index] is not null ? null
            : new Race(awaited, tasks[index], NameOf(tasks[index]), NameOf(tasks[1 - index]), waits[index]!);
    }

    /// <summary>Whether the process has ended where the comparison of the first task with another holds; null for other conditions.</summary>
    public bool? EndedWhen(ExpressionSyntax condition, ExpressionSyntax first)
    {
        if (condition is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison
            || (comparison.Left != first && comparison.Right != first))
        {
            return null;
        }

        var other = NameOf(comparison.Left == first ? comparison.Right : comparison.Left);
        var isEqual = comparison.IsKind(SyntaxKind.EqualsExpression);
        return other is null ? null : other == ExitName ? isEqual : other == _delay ? !isEqual : null;
    }

    /// <summary>The process whose wait an expression is.</summary>
    private static NamedProcess? ProcessOf(ReportedCall call, ExpressionSyntax task)
        => task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitForExitAsync", Expression: var process } }
            && NamedProcess.IsPlain(process)
            && NamedProcess.IsProcess(call.Model.GetTypeInfo(process).Type) ? new NamedProcess(call, process) : null;

    /// <summary>What the variable has been set to, once and for all; otherwise the expression itself.</summary>
    private static ExpressionSyntax Value(ReportedCall call, ExpressionSyntax task)
        => task is IdentifierNameSyntax
            && call.Model.GetSymbolInfo(task).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations } local
            && declarations[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value }
            && !Mentions.Of(local, new ProgramText(call.Model)).Any(m => m.Parent is AssignmentExpressionSyntax set && set.Left == m) ? value : task;

    private static string? NameOf(ExpressionSyntax task) => (task as IdentifierNameSyntax)?.Identifier.ValueText;

    private static AwaitExpressionSyntax? AwaitOf(InvocationExpressionSyntax whenAny)
        => (whenAny.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured }
            ? configured : whenAny).Parent as AwaitExpressionSyntax;
}

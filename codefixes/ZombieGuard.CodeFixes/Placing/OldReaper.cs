using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What reaps in a program so far: by a call that starts it, or by statements at the program's start.</summary>
internal sealed class OldReaper
{
    private OldReaper(ExpressionSyntax? start, StatementSyntax? sweep, Telling? telling)
    {
        Start = start;
        Sweep = sweep;
        Telling = telling;
    }

    /// <summary>The call that starts it.</summary>
    public ExpressionSyntax? Start { get; }

    /// <summary>The statement that takes what has ended, and goes on.</summary>
    public StatementSyntax? Sweep { get; }

    /// <summary>What it does with each child besides; null where it only reaps.</summary>
    public Telling? Telling { get; }

    /// <summary>The one that a finding is about; null where it does more than can be done in another way.</summary>
    public static OldReaper? Of(ReportedCall call, ProgramText program)
    {
        if (call.Call is { } changed && ReaperStart.Of(changed, program) is { } start)
        {
            return Of(start, program);
        }

        if (SweepAround(call, program) is { } sweep)
        {
            return new OldReaper(null, sweep, null);
        }

        var starts = Starts(call, program).Take(2).ToList();
        return starts.Count == 1 ? Of(starts[0], program) : null;
    }

    /// <summary>A sweep that is run elsewhere than at the program's start may be run for each child: the reaper would be started as often.</summary>
    private static OldReaper? Of(ReaperStart start, ProgramText program)
        => start is { IsRun: true, Function: { } run } && !IsInMain(start.Call, program)
            && !run.DescendantNodes().OfType<StatementSyntax>().Any(IsEndless) ? null
            : start.Function is not { } function || new Idle(program, function).OnlyReaps(function) ? new OldReaper(start.Call, null, null)
            : TellingOf(function, program) is { } telling ? new OldReaper(start.Call, null, telling)
            : null;

    /// <summary>The function itself, or the one that it calls and does nothing else.</summary>
    private static Telling? TellingOf(SyntaxNode function, ProgramText program)
    {
        if (Telling.Of(function, program) is { } telling)
        {
            return telling;
        }

        var calls = function.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(call => (Call: call, Function: FunctionValue.CalledBy(call, program))).Where(c => c.Function is not null).Take(2).ToList();
        return calls.Count == 1 && new Idle(program, function, calls[0].Call).DoesNothing(function) ? Telling.Of(calls[0].Function!, program) : null;
    }

    /// <summary>The calls, in the type around, that start the function in which the reported wait stands.</summary>
    private static IEnumerable<ReaperStart> Starts(ReportedCall call, ProgramText program)
    {
        var type = call.Model.GetEnclosingSymbol(call.Site.SpanStart)?.ContainingType;
        return (type?.DeclaringSyntaxReferences.Select(r => r.GetSyntax()) ?? [])
            .SelectMany(part => part.DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Select(candidate => ReaperStart.Of(candidate, program))
            .OfType<ReaperStart>()
            .Where(start => start.Function is { } function && Reaches(function, call.Function, program));
    }

    /// <summary>The function is the other one, or calls it.</summary>
    private static bool Reaches(SyntaxNode function, SyntaxNode other, ProgramText program)
        => function == other || function.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => FunctionValue.CalledBy(call, program) == other);

    /// <summary><c>while (waitpid(-1, out _, WNOHANG) > 0) { }</c> in the body of the program: elsewhere it may be called for each child.</summary>
    private static StatementSyntax? SweepAround(ReportedCall call, ProgramText program)
    {
        if (call.Call is not { } wait || !IsInMain(wait, program) || !Idle.IsWait(wait, program) || !Idle.IsNonBlocking(wait, program))
        {
            return null;
        }

        var loop = wait.Ancestors().TakeWhile(n => n != call.Function).OfType<StatementSyntax>()
            .LastOrDefault(s => s is WhileStatementSyntax or DoStatementSyntax);
        var statement = loop ?? (StatementSyntax?)(wait.Parent is ExpressionStatementSyntax alone ? alone : null);
        return statement is not null && !IsEndless(statement) && new Idle(program, statement).OnlyReaps(statement) ? statement : null;
    }

    private static bool IsInMain(SyntaxNode node, ProgramText program)
        => node.Ancestors().First(LostChild.IsFunction) is var function
            && (function is CompilationUnitSyntax || SymbolEqualityComparer.Default.Equals(
                program.ModelOf(function).GetDeclaredSymbol(function), program.Compilation.GetEntryPoint(default)));

    private static bool IsEndless(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax @while => @while.Condition.IsKind(SyntaxKind.TrueLiteralExpression),
        DoStatementSyntax @do => @do.Condition.IsKind(SyntaxKind.TrueLiteralExpression),
        ForStatementSyntax @for => @for.Condition is null,
        _ => false,
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What a reaper does with each child that it has taken, when it does nothing else that would be missed.</summary>
internal sealed class Telling
{
    // Linux, include/uapi/linux/wait.h
    private const int StopsToo = 0x2 | 0x8;

    private readonly ProgramText _program;
    private readonly Idle _idle;
    private readonly InvocationExpressionSyntax _wait;
    private readonly List<StatementSyntax> _statements = [];

    private Telling(ProgramText program, SyntaxNode function, InvocationExpressionSyntax wait)
    {
        _program = program;
        _wait = wait;
        _idle = new Idle(program, function);
        Function = function;
        Pid = PidOf(wait);
        Status = wait.ArgumentList.Arguments.Where(a => a.RefKindKeyword.RawKind != 0).Select(a => VariableIn(a.Expression)).FirstOrDefault();
    }

    /// <summary>The reaper: a lambda, a method or a local function.</summary>
    public SyntaxNode Function { get; }

    /// <summary>What is done with one child, in its order.</summary>
    public IReadOnlyList<StatementSyntax> Statements => _statements;

    /// <summary>The variable that holds the child's pid; null where none does.</summary>
    public ISymbol? Pid { get; }

    /// <summary>The variable that holds the child's status; null where none does.</summary>
    public ISymbol? Status { get; }

    /// <summary>Null where something else is done, or something that cannot be done elsewhere.</summary>
    public static Telling? Of(SyntaxNode function, ProgramText program)
    {
        if (Idle.WaitsIn(function, program) is not { Length: 1 } waits
            || BodyOf(function) is not { } body
            || body.DescendantTrivia(descendIntoTrivia: false).Any(t => t.IsDirective)
            || (Idle.OptionsOf(waits[0], program) & StopsToo) is not 0)
        {
            return null;
        }

        var telling = new Telling(program, function, waits[0]);
        return telling.Extract(body.Statements) && telling._statements.Count > 0 && telling.CanMove() ? telling : null;
    }

    /// <summary>What is done with a child as the body of a function of its own: to go on to the next child is to return.</summary>
    public IReadOnlyList<StatementSyntax> AsBody()
        => [.. _statements.Select(statement => statement.ReplaceNodes(
            Jumps.InOwnBody(statement).OfType<ContinueStatementSyntax>().Where(jump => !AroundIn(jump).Any(Jumps.IsLoop)),
            (jump, _) => SyntaxFactory.ReturnStatement(
                SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTriviaFrom(jump.ContinueKeyword), null, jump.SemicolonToken)))];

    /// <summary>Whether the variable is used for the children.</summary>
    public bool Uses(ISymbol? variable) => _statements.Any(s => Mentions(s, variable));

    private static BlockSyntax? BodyOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax local => local.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        _ => null,
    };

    /// <summary>Takes out of a list of statements what is done with a child; false where there is more in it.</summary>
    private bool Extract(IReadOnlyList<StatementSyntax> list)
    {
        var at = list.ToList().FindIndex(s => s.Span.Contains(_wait.Span));
        var rest = list.Skip(at + 1).ToList();
        if (at < 0 || !list.Take(at).All(_idle.DoesNothing))
        {
            return false;
        }

        switch (list[at])
        {
            case LocalDeclarationStatementSyntax or ExpressionStatementSyntax:
                return Pid is not null && _idle.OnlyReaps(list[at]) && Strip(rest, NoChild());
            case IfStatementSyntax @if when @if.Condition.Span.Contains(_wait.Span) && _idle.OnlyReaps(@if.Condition):
                return Strip([@if, .. rest], NoChild());
            case WhileStatementSyntax loop:
                return rest.All(_idle.DoesNothing) && InLoop(loop.Condition, loop.Statement);
            case ForStatementSyntax { Incrementors.Count: 0 } loop when loop.Initializers.All(_idle.DoesNothing)
                && (loop.Declaration is null || _idle.DoesNothing(loop.Declaration)):
                return rest.All(_idle.DoesNothing) && InLoop(loop.Condition, loop.Statement);
            case DoStatementSyntax loop when loop.Statement.Span.Contains(_wait.Span):
                return rest.All(_idle.DoesNothing) && DecidesAlone(loop.Condition) && Extract(Flat(loop.Statement));
            case BlockSyntax block:
                return rest.All(_idle.DoesNothing) && Extract(block.Statements);
            default:
                return false;
        }
    }

    private bool InLoop(ExpressionSyntax? condition, StatementSyntax body)
        => condition?.Span.Contains(_wait.Span) == true
            ? Worth(condition, KnownValue.Positive) is true && _idle.OnlyReaps(condition)
                && Strip(Flat(body), [.. NoChild().Where(none => Worth(condition, none) is not false)])
            : (condition is null || DecidesAlone(condition)) && Extract(Flat(body));

    private bool DecidesAlone(ExpressionSyntax condition) => _idle.DoesNothing(condition) && _idle.IsIndependent(condition);

    /// <summary>What the wait answers when it has brought no child: -1, and 0 where it does not block.</summary>
    private object[] NoChild() => Idle.IsNonBlocking(_wait, _program) ? [0, -1] : [-1];

    /// <summary>Keeps the statements behind the wait, less the ways that are taken when it has brought no child.</summary>
    /// <param name="list">The statements.</param>
    /// <param name="none">The answers without a child with which they are come to.</param>
    private bool Strip(IReadOnlyList<StatementSyntax> list, IReadOnlyList<object> none)
    {
        foreach (var statement in list)
        {
            if (statement is not IfStatementSyntax @if || Worth(@if.Condition, KnownValue.Positive) is not bool taken)
            {
                if (!IsPause(statement) && !(statement == list[list.Count - 1] && statement is EmptyStatementSyntax or ContinueStatementSyntax))
                {
                    // What is done without a child too, and not about one, would be done less often.
                    if (none.Count > 0 && !Mentions(statement, Pid) && !Mentions(statement, Status))
                    {
                        return false;
                    }

                    _statements.Add(statement);
                }

                continue;
            }

            if (!@if.Condition.Span.Contains(_wait.Span) && !_idle.DoesNothing(@if.Condition))
            {
                return false;
            }

            var (always, never) = taken ? (@if.Statement, @if.Else?.Statement) : (@if.Else?.Statement, @if.Statement);
            var comeIn = none.Where(n => Worth(@if.Condition, n) is not bool other || other == taken).ToList();
            if ((never is not null && !_idle.DoesNothing(never)) || (always is not null && !Strip(Flat(always), comeIn)))
            {
                return false;
            }

            if (never is not null && Jumps.EndsBranch(never))
            {
                none = comeIn;
            }
        }

        return true;
    }

    private bool Mentions(StatementSyntax statement, ISymbol? variable)
        => variable is not null && statement.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(n => SymbolEqualityComparer.Default.Equals(_program.SymbolOf(n), variable));

    /// <summary>Only sets the pace, which the reaper to come does by itself.</summary>
    private bool IsPause(StatementSyntax statement)
        => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax } && _idle.DoesNothing(statement);

    /// <summary>What it is worth when the wait has answered that.</summary>
    private object? Worth(ExpressionSyntax condition, object answer)
        => new KnownValue(_program.ModelOf(condition), part => part == _wait || IsPid(part) ? answer : null).Of(condition);

    private bool IsPid(ExpressionSyntax part)
        => Pid is not null && part is IdentifierNameSyntax && SymbolEqualityComparer.Default.Equals(_program.SymbolOf(part), Pid);

    /// <summary>Means the same by itself: leaves for nowhere, and mentions nothing of the reaper but the child.</summary>
    private bool CanMove()
    {
        var nodes = _statements.SelectMany(s => s.DescendantNodesAndSelf()).ToList();
        return !nodes.Any(n => n is AwaitExpressionSyntax or YieldStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax)
            && !nodes.Any(n => n is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax && n.ToString().Contains('\n'))
            && !nodes.OfType<InvocationExpressionSyntax>().Any(call => Idle.IsWait(call, _program))
            && !_statements.SelectMany(Jumps.InOwnBody).Any(n => n is ReturnStatementSyntax
                || (n is BreakStatementSyntax && !AroundIn(n).Any(a => Jumps.IsLoop(a) || a is SwitchStatementSyntax)))
            && nodes.OfType<IdentifierNameSyntax>().All(n => IsThereElsewhere(_program.SymbolOf(n)));
    }

    private bool IsThereElsewhere(ISymbol? symbol)
    {
        var isLeftBehind = symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            && !SymbolEqualityComparer.Default.Equals(symbol, Pid) && !SymbolEqualityComparer.Default.Equals(symbol, Status)
            && symbol.DeclaringSyntaxReferences.Any(r => Function.Span.Contains(r.Span) && !_statements.Any(s => s.Span.Contains(r.Span)));

        // The reaper to come never tells of the children that Process has started.
        return !isLeftBehind && !HoldsProcess((symbol as ILocalSymbol)?.Type ?? (symbol as IFieldSymbol)?.Type
            ?? (symbol as IPropertySymbol)?.Type ?? (symbol as IParameterSymbol)?.Type ?? symbol as ITypeSymbol);
    }

    private static bool HoldsProcess(ITypeSymbol? type)
        => type is { Name: "Process", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace.Name: "System" } }
            || (type as IArrayTypeSymbol)?.ElementType is { } element && HoldsProcess(element)
            || type is INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } && arguments.Any(HoldsProcess);

    private IEnumerable<SyntaxNode> AroundIn(SyntaxNode node)
    {
        var top = _statements.First(s => s.Span.Contains(node.Span));
        return node.Ancestors().TakeWhile(a => top.Span.Contains(a.Span));
    }

    private static IReadOnlyList<StatementSyntax> Flat(StatementSyntax statement)
        => statement is BlockSyntax block ? block.Statements : new[] { statement };

    private ISymbol? PidOf(SyntaxNode wait)
    {
        while (wait.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            wait = wait.Parent;
        }

        return wait.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => Declared(variable),
            AssignmentExpressionSyntax assignment when assignment.Right == wait => VariableIn(assignment.Left),
            IsPatternExpressionSyntax { Pattern: var pattern } => pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>()
                .Select(Declared).FirstOrDefault(),
            _ => null,
        };
    }

    private ISymbol? VariableIn(ExpressionSyntax target) => target switch
    {
        DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } => Declared(variable),
        IdentifierNameSyntax => _program.SymbolOf(target) as ILocalSymbol,
        _ => null,
    };

    private ISymbol? Declared(SyntaxNode variable) => _program.ModelOf(variable).GetDeclaredSymbol(variable);
}

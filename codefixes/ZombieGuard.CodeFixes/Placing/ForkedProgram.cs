using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>
/// <c>var pid = fork();</c>, the tests of the pid right behind it, one of which leads the child to exec, and what the parent does with the pid.
/// </summary>
internal sealed class ForkedProgram
{
    private readonly ProgramText _program;
    private readonly ILocalSymbol _pid;

    private ForkedProgram(ProgramText program, LocalDeclarationStatementSyntax declaration, ILocalSymbol pid, ExecCall exec, List<IfStatementSyntax> tests)
    {
        _program = program;
        _pid = pid;
        Declaration = declaration;
        Exec = exec;
        Tests = tests;
    }

    public LocalDeclarationStatementSyntax Declaration { get; }

    public ExecCall Exec { get; }

    /// <summary>They go, but for the parent's branch in them.</summary>
    public IReadOnlyList<IfStatementSyntax> Tests { get; }

    public static ForkedProgram? Of(ReportedCall call, ProgramText program)
    {
        if (call.Call is not { } fork || ImportCall.Of(fork, program) is not { Name: "fork" or "vfork", Arguments.Count: 0, IsImport: true }
            || fork.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } variable }
            || variables is not { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration }
            || call.Model.GetDeclaredSymbol(variable) is not ILocalSymbol { Type.SpecialType: SpecialType.System_Int32 } pid
            || StatementList.Holding(declaration) is not { } list || declaration.ContainsDirectives || Mentions.AreHidden(pid) || call.Root.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(c => Meddles(c, program)))
        {
            return null;
        }

        var tests = list.Statements.Skip(list.IndexOf(declaration) + 1).TakeWhile(s => s is IfStatementSyntax).Cast<IfStatementSyntax>()
            .TakeWhile(test => Mentions.Of(pid, program).Any(m => test.Condition.Span.Contains(m.Span)) && Conditions(test).All(c => OnlyCompares(c, program)))
            .ToList();
        var children = tests.Select(test => (Test: test, Branch: Taken(test, 0))).Where(t => t.Branch is not null).ToList();
        if (children.Count != 1 || children[0].Branch == Taken(children[0].Test, KnownValue.Positive)
            || tests.Any(t => t.ContainsDirectives)
            || ExecCall.In(children[0].Branch!, declaration, program) is not { } exec
            || Mentions.Of(pid, program).Any(m => exec.Kept.Any(kept => kept.Span.Contains(m.Span))))
        {
            return null;
        }

        return new ForkedProgram(program, declaration, pid, exec, tests);

        StatementSyntax? Taken(IfStatementSyntax test, object outcome) => Branch(test, outcome, pid, program);
    }

    /// <summary>The branch that the parent takes; null where it takes none.</summary>
    public StatementSyntax? ParentOf(IfStatementSyntax test) => Branch(test, KnownValue.Positive, _pid, _program);

    /// <summary>Whether each test is decided for a parent with a child, and for the child: else nobody can say what is left, or what is gone.</summary>
    public bool IsDecided => Tests.All(test => IsDecidedFor(test, KnownValue.Positive) && IsDecidedFor(test, 0));

    /// <summary>Where the parent names the pid.</summary>
    public IEnumerable<SyntaxNode> Uses => Mentions.Of(_pid, _program)
        .Where(m => !Tests.Any(t => t.Span.Contains(m.Span)) || Tests.Any(t => ParentOf(t)?.Span.Contains(m.Span) == true));

    private bool IsDecidedFor(IfStatementSyntax test, object outcome)
    {
        for (var @if = test; ; @if = (IfStatementSyntax)@if.Else!.Statement)
        {
            if (Value(@if.Condition, outcome, _pid, _program) is not bool holds)
            {
                return false;
            }

            if (holds || @if.Else?.Statement is not IfStatementSyntax)
            {
                return true;
            }
        }
    }

    private static IEnumerable<ExpressionSyntax> Conditions(IfStatementSyntax test)
        => test.Else?.Statement is IfStatementSyntax next ? Conditions(next).Prepend(test.Condition) : [test.Condition];

    private static bool OnlyCompares(ExpressionSyntax condition, ProgramText program)
        => new Leftovers(program).IsPlain(condition) && !condition.DescendantNodes().Any(n => n is VariableDesignationSyntax);

    /// <summary>A wait for whichever child may take this one's status; what is set in the C library's environment only exec hands on.</summary>
    private static bool Meddles(InvocationExpressionSyntax call, ProgramText program)
    {
        var import = ImportCall.Of(call, program);
        return import.IsImport && import.Name switch
        {
            "wait" or "wait3" or "setenv" or "putenv" or "unsetenv" or "clearenv" => true,
            "waitpid" or "wait4" => import.Arguments.Count == 0 || import.Arguments[0] is null or PrefixUnaryExpressionSyntax || import.NumberIn(0, program) <= 0,
            "waitid" => import.NumberIn(0, program) is null or 0,
            _ => false,
        };
    }

    private static StatementSyntax? Branch(IfStatementSyntax test, object outcome, ILocalSymbol pid, ProgramText program)
        => Value(test.Condition, outcome, pid, program) switch
        {
            true => test.Statement,
            false => test.Else?.Statement is IfStatementSyntax next ? Branch(next, outcome, pid, program) : test.Else?.Statement,
            _ => null,
        };

    private static object? Value(ExpressionSyntax condition, object outcome, ILocalSymbol pid, ProgramText program)
        => new KnownValue(program.ModelOf(condition), part =>
            part is IdentifierNameSyntax && SymbolEqualityComparer.Default.Equals(program.SymbolOf(part), pid) ? outcome : null).Of(condition);
}

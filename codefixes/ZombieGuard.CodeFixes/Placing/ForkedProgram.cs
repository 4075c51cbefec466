using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        if (call.Call is not { } fork || ImportCall.Of(fork, program) is not { Name: "fork" or "vfork", Arguments.Count: 0 }
            || fork.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } variable }
            || variables is not { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration }
            || call.Model.GetDeclaredSymbol(variable) is not ILocalSymbol { Type.SpecialType: SpecialType.System_Int32 } pid)
        {
            return null;
        }

        var tests = Behind(declaration).TakeWhile(s => s is IfStatementSyntax).Cast<IfStatementSyntax>()
            .TakeWhile(test => Mentions.Of(pid, program).Any(m => test.Condition.Span.Contains(m.Span))).ToList();
        var children = tests.Select(test => (Test: test, Branch: Taken(test, 0))).Where(t => t.Branch is not null).ToList();
        if (children.Count != 1 || children[0].Branch == Taken(children[0].Test, KnownValue.Positive)
            || tests.Any(t => t.ContainsDirectives || t.FirstAncestorOrSelf<IfStatementSyntax>()!.GetLeadingTrivia().Any(x => x.IsDirective))
            || ExecCall.In(children[0].Branch!, program) is not { } exec)
        {
            return null;
        }

        return new ForkedProgram(program, declaration, pid, exec, tests);

        StatementSyntax? Taken(IfStatementSyntax test, object outcome) => Branch(test, outcome, pid, program);
    }

    /// <summary>The branch that the parent takes; null where it takes none.</summary>
    public StatementSyntax? ParentOf(IfStatementSyntax test) => Branch(test, KnownValue.Positive, _pid, _program);

    /// <summary>Whether each test is decided for a parent with a child, and no branch is that of both: else nobody can say what is left.</summary>
    public bool IsDecided => Tests.All(test => IsDecidedFor(test));

    /// <summary>Where the parent names the pid.</summary>
    public IEnumerable<SyntaxNode> Uses => Mentions.Of(_pid, _program)
        .Where(m => !Tests.Any(t => t.Span.Contains(m.Span)) || Tests.Any(t => ParentOf(t)?.Span.Contains(m.Span) == true));

    private bool IsDecidedFor(IfStatementSyntax test)
    {
        for (var @if = test; ; @if = (IfStatementSyntax)@if.Else!.Statement)
        {
            if (Value(@if.Condition, KnownValue.Positive, _pid, _program) is not bool holds)
            {
                return false;
            }

            if (holds || @if.Else?.Statement is not IfStatementSyntax)
            {
                return true;
            }
        }
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

    private static IEnumerable<StatementSyntax> Behind(StatementSyntax statement)
    {
        var all = statement.Parent switch
        {
            BlockSyntax block => block.Statements.ToList(),
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => [.. unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement)],
            SwitchSectionSyntax section => [.. section.Statements],
            _ => [statement],
        };
        return all.Skip(all.IndexOf(statement) + 1);
    }
}

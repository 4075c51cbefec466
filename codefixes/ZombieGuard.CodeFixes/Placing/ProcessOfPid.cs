using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The <c>Process</c> whose id a number is: in <c>process.Id</c> itself, or in a local that is set to that and to nothing else.</summary>
internal sealed class ProcessOfPid
{
    private static readonly string[] Ends = ["Dispose", "Close", "DisposeAsync"];
    private readonly ReportedCall _call;
    private readonly ProgramText _program;
    private readonly ExpressionSyntax _process;

    private ProcessOfPid(ReportedCall call, ProgramText program, ExpressionSyntax process)
    {
        _call = call;
        _program = program;
        _process = process;
    }

    /// <summary>Null where it is no <c>Process</c>, or may be another one by the time of the call.</summary>
    public static ProcessOfPid? Of(ReportedCall call, ExpressionSyntax pid)
    {
        var program = new ProgramText(call.Model);
        if (pid is not IdentifierNameSyntax name)
        {
            return OwnerOf(call, pid) is { } named ? new ProcessOfPid(call, program, named) : null;
        }

        return program.SymbolOf(name) is ILocalSymbol local
            && FunctionValue.OnlyValueOf(local, program) is { } value
            && value.Ancestors().First(LostChild.IsFunction) == call.Function
            && OwnerOf(call, value) is { } process
            && !MayChange(call, program, process, value)
                ? new ProcessOfPid(call, program, process) : null;
    }

    /// <summary>Its own waits as the code around could write them, that of asynchronous code first.</summary>
    public IEnumerable<string> Waits() => new NamedProcess(_call, _process).Waits();

    /// <summary>The text with a statement replaced, or removed, and without the locals and imports that only it has used.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="expression">What it does instead; null for nothing.</param>
    /// <param name="more">Others that go with it.</param>
    public SyntaxNode Replace(ExpressionStatementSyntax statement, string? expression, params StatementSyntax[] more)
    {
        var leftovers = new Leftovers(_program);
        foreach (var node in more.Prepend(statement))
        {
            leftovers.Take(node);
        }

        leftovers.Keep(_process);
        leftovers.Follow();
        var edits = new LineEdits(statement.SyntaxTree);
        foreach (var node in leftovers.Removable.Concat(more).Where(n => n.SyntaxTree == statement.SyntaxTree))
        {
            edits.Remove(node);
        }

        if (expression is null)
        {
            edits.Remove(statement);
        }
        else
        {
            edits.Replace(statement.Expression.Span, expression);
        }

        return edits.Apply();
    }

    /// <summary>Whether it is a variable of this body, which nothing uses behind the statement but to close it or to read how it has ended.</summary>
    public bool IsDoneWith(StatementSyntax statement)
        => _process is IdentifierNameSyntax
            && _program.SymbolOf(_process) is ILocalSymbol local
            && local.DeclaringSyntaxReferences[0].GetSyntax().Ancestors().First(LostChild.IsFunction) == _call.Function
            && Mentions.Of(local, _program).All(use => use.Span.End <= statement.SpanStart ? !IsHandedOn(use)
                : statement.Span.Contains(use.Span) || IsLate(use));

    private static bool IsHandedOn(SyntaxNode use)
        => use.Parent is ArgumentSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax or InitializerExpressionSyntax or EqualsValueClauseSyntax
            || use.Ancestors().Any(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    private static bool IsLate(SyntaxNode use)
        => use.Parent is MemberAccessExpressionSyntax access && (Ends.Contains(access.Name.Identifier.ValueText)
            || access.Name.Identifier.ValueText is "ExitCode" or "ExitTime" or "HasExited" or "Id");

    private static ExpressionSyntax? OwnerOf(ReportedCall call, ExpressionSyntax id)
        => id is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name.Identifier.ValueText: "Id" } access
            && NamedProcess.IsPlain(access.Expression)
            && NamedProcess.IsProcess(call.Model.GetTypeInfo(access.Expression).Type)
                ? access.Expression : null;

    /// <summary>From where its id was taken to the call, the variable may come to hold another process, or a closed one.</summary>
    private static bool MayChange(ReportedCall call, ProgramText program, ExpressionSyntax process, SyntaxNode from)
        => program.SymbolOf(process) is not { } variable
            || call.Function.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(n => n.SpanStart >= from.SpanStart && SymbolEqualityComparer.Default.Equals(program.SymbolOf(n), variable))
                .Select(n => n.Parent is MemberAccessExpressionSyntax access && access.Name == n ? access : (SyntaxNode)n)
                .Any(use => use.Parent switch
                {
                    AssignmentExpressionSyntax assignment => assignment.Left == use,
                    ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
                    MemberAccessExpressionSyntax access => access.Expression == use && use.SpanStart < call.Site.SpanStart
                        && Ends.Contains(access.Name.Identifier.ValueText),
                    ConditionalAccessExpressionSyntax => use.SpanStart < call.Site.SpanStart,
                    _ => false,
                });
}

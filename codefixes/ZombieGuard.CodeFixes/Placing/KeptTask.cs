using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>The task of a wait, kept in a variable that nobody reads or in a list that is only added to, and the place where it can be awaited.</summary>
internal sealed class KeptTask
{
    private static readonly string[] Closes = ["Dispose", "Close"];

    private KeptTask(string name, bool isList, StatementList list, int index)
    {
        Name = name;
        IsList = isList;
        List = list;
        Index = index;
    }

    /// <summary>The variable.</summary>
    public string Name { get; }

    /// <summary>It holds many.</summary>
    public bool IsList { get; }

    public StatementList List { get; }

    /// <summary>The end of what follows: until there, the code was to run beside the process.</summary>
    public int Index { get; }

    /// <summary>Null where the task goes another way, or where the code may leave before the end.</summary>
    public static KeptTask? Of(ReportedCall call)
    {
        if (VariableOf(call) is not var (variable, harmless)
            || call.Model.GetDeclaredSymbol(variable) is not { } symbol
            || Mentions.Of(symbol, new ProgramText(call.Model)).Any(m => m.Parent is not MemberAccessExpressionSyntax access || access.Expression != m
                || !harmless.Contains(access.Name.Identifier.ValueText))
            || variable.Parent is not VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax declaration }
            || declaration.Ancestors().First(LostChild.IsFunction) != call.Function
            || StatementList.Holding(declaration) is not { } list)
        {
            return null;
        }

        var behind = list.Statements.Skip(list.IndexOf(declaration) + 1).ToList();
        var last = behind.LastOrDefault() as ReturnStatementSyntax;
        if (behind.Any(s => s != last && Jumps.Leaves(s)) || (last is not null && !IsPlain(last)) || IsClosed(call, list, behind))
        {
            return null;
        }

        var index = last is null ? list.Statements.Count : list.Statements.Count - 1;
        return new KeptTask(WaitText.Escaped(symbol.Name), call.Site.Parent is ArgumentSyntax, list, index);
    }

    /// <summary>The variable that the task goes into, and the members of it that do not wait.</summary>
    private static (VariableDeclaratorSyntax Variable, string[] Harmless)? VariableOf(ReportedCall call)
    {
        if (call.Site.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable })
        {
            return (variable, ["IsCompleted", "Status"]);
        }

        return call.Site.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } add }
            && add.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: IdentifierNameSyntax list }
            && call.Model.GetSymbolInfo(list).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations }
            && declarations[0].GetSyntax() is VariableDeclaratorSyntax declared ? (declared, ["Add", "Count"]) : null;
    }

    /// <summary>Nothing that might need the output, or be long.</summary>
    private static bool IsPlain(ReturnStatementSyntax last)
        => !last.DescendantNodes().Any(n => n is InvocationExpressionSyntax or AwaitExpressionSyntax or ObjectCreationExpressionSyntax);

    /// <summary>The task of a process that is disposed before its end never ends.</summary>
    private static bool IsClosed(ReportedCall call, StatementList list, IReadOnlyList<StatementSyntax> behind)
    {
        if (NamedProcess.Of(call) is not { } process)
        {
            return false;
        }

        var declaration = (call.Model.GetSymbolInfo(process.Name).Symbol as ILocalSymbol)?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var @using = declaration?.Ancestors().FirstOrDefault(n => n is StatementSyntax) switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, Parent: { } scope } => scope is GlobalStatementSyntax ? scope.Parent : scope,
            UsingStatementSyntax statement => statement,
            _ => null,
        };
        return behind.Any(s => process.IsAskedFor(s, Closes)) || (@using is not null && !list.Owner.AncestorsAndSelf().Contains(@using));
    }
}

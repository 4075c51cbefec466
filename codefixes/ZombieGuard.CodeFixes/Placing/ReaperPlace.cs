using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.CodeFixes.Editing;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Where the reaper may start: in a body that runs once each time that it is called, not in a loop.</summary>
internal sealed class ReaperPlace
{
    private readonly StatementList _list;
    private readonly StatementSyntax _statement;
    private readonly bool _endsWithScope;

    private ReaperPlace(StatementList list, StatementSyntax statement, bool endsWithScope)
    {
        _list = list;
        _statement = statement;
        _endsWithScope = endsWithScope;
    }

    public static ReaperPlace? Of(ReportedCall call, StatementSyntax statement, CancellationToken cancellationToken)
    {
        var function = statement.Ancestors().First(LostChild.IsFunction);
        if (function is not (MethodDeclarationSyntax or ConstructorDeclarationSyntax or CompilationUnitSyntax)
            || statement.Ancestors().TakeWhile(n => n != function).Any(n => n is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
                or CommonForEachStatementSyntax or LabeledStatementSyntax)
            || StatementList.Holding(statement) is not { } list)
        {
            return null;
        }

        // Elsewhere than in Main a using would end the reaping with the method.
        var isMain = function is CompilationUnitSyntax
            || SymbolEqualityComparer.Default.Equals(call.Model.GetDeclaredSymbol(function, cancellationToken), call.Model.Compilation.GetEntryPoint(cancellationToken));
        var isWhole = list.Owner == function || list.Owner.Parent == function;
        var endsAlready = statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };
        return new ReaperPlace(list, statement, (isMain && isWhole) || endsAlready);
    }

    /// <summary>The text with the reaper in the statement's place, or behind it.</summary>
    public IEnumerable<SyntaxNode> Roots(ReportedCall call, bool insertBehind)
    {
        var index = _list.IndexOf(_statement);
        var reaper = FreshName.For(_statement.Ancestors().First(LostChild.IsFunction), "reaper");
        foreach (var name in ReaperName.At(call.Model, _statement.SpanStart))
        {
            var line = (_endsWithScope ? $"using var {reaper} = " : "_ = ") + name.Text + ".ReapUnowned();";
            var start = _list.LayoutOf(index).Statements([line]);
            yield return name.Import(insertBehind ? _list.Insert(call.Root, index + 1, start)
                : _list.Replace(call.Root, index, 1, start.Select(s => s.WithTriviaFrom(_statement))));
        }
    }
}

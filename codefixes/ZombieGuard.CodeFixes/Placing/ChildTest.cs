using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>What a condition says of a child, worked out for one possible outcome of its start.</summary>
internal sealed class ChildTest
{
    private readonly LostChild _child;
    private readonly ISymbol? _result;

    public ChildTest(LostChild child)
    {
        _child = child;
        _result = child.Call.Ancestors().TakeWhile(n => n != child.Statement).OfType<VariableDeclaratorSyntax>()
            .Select(d => child.Model.GetDeclaredSymbol(d))
            .FirstOrDefault(s => !SymbolEqualityComparer.Default.Equals(s, child.Local));
    }

    /// <summary>The outcomes that a test may tell apart.</summary>
    public enum Outcome
    {
        /// <summary>There is a child, and this is its parent.</summary>
        Present,

        /// <summary>The start failed.</summary>
        Absent,

        /// <summary>This is the child itself, behind a fork.</summary>
        Self,
    }

    /// <summary>True or false where that outcome decides the condition; null where it does not.</summary>
    public bool? Holds(ExpressionSyntax condition, Outcome outcome) => Value(condition, outcome) as bool?;

    /// <summary>That branch of a test is never taken by a parent that has a child.</summary>
    public bool IsWithoutChild(ExpressionSyntax condition, bool branch)
        => Holds(condition, Outcome.Present) is { } holds && holds != branch;

    /// <summary>That section of a switch over a pid is never taken by a parent that has a child.</summary>
    public bool IsWithoutChild(SwitchSectionSyntax section)
        => section.Parent is SwitchStatementSyntax @switch && Value(@switch.Expression, Outcome.Present) == KnownValue.Positive
            && section.Labels.All(l => l is CaseSwitchLabelSyntax { Value: var value }
                && _child.Model.GetConstantValue(value).Value is int and <= 0);

    private object? Value(ExpressionSyntax expression, Outcome outcome)
        => new KnownValue(_child.Model, part => Known(part, outcome)).Of(expression);

    private object? Known(ExpressionSyntax part, Outcome outcome)
    {
        if (part is InvocationExpressionSyntax call)
        {
            return call == _child.Call || IsStart(call) ? Result(_child.Model.GetTypeInfo(call).Type, outcome) : null;
        }

        var symbol = part is IdentifierNameSyntax ? _child.Model.GetSymbolInfo(part).Symbol : null;
        return symbol is null ? null
            : SymbolEqualityComparer.Default.Equals(symbol, _child.Local) ? Handle(outcome)
            : symbol is ILocalSymbol local && SymbolEqualityComparer.Default.Equals(symbol, _result) ? Result(local.Type, outcome)
            : null;
    }

    private object? Handle(Outcome outcome) => outcome switch
    {
        Outcome.Present => _child.IsProcess ? KnownValue.Some : KnownValue.Positive,
        Outcome.Absent => _child.IsProcess ? KnownValue.None : -1,
        _ => _child.IsProcess ? null : 0,
    };

    /// <summary>What the spawning call itself returns: the handle, whether it started, or an error number of unknown sign.</summary>
    private object? Result(ITypeSymbol? type, Outcome outcome)
    {
        if (type?.SpecialType == SpecialType.System_Boolean)
        {
            return outcome == Outcome.Present;
        }

        var isHandle = _child.IsProcess || !_child.Call.ArgumentList.Arguments.Any(a => a.RefKindKeyword.IsKind(SyntaxKind.OutKeyword));
        return isHandle ? Handle(outcome) : outcome == Outcome.Present ? 0 : null;
    }

    private bool IsStart(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start", Expression: IdentifierNameSyntax receiver }
            && _child.Local is { } local && SymbolEqualityComparer.Default.Equals(_child.Model.GetSymbolInfo(receiver).Symbol, local);
}

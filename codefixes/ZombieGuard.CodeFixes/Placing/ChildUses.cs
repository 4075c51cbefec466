using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.CodeFixes.Placing;

/// <summary>Where a body uses a child: by its variable, one made from it (its output), a local function that captures it.</summary>
internal sealed class ChildUses
{
    private static readonly string[] OutputNames = ["StandardOutput", "StandardError"];
    private static readonly string[] ExitNames = ["ExitCode", "ExitTime"];
    private static readonly string[] CloseNames = ["Dispose", "Close", "DisposeAsync"];
    private readonly LostChild _child;
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);

    public ChildUses(LostChild child)
    {
        _child = child;
        _symbols.Add(child.Local!);
        while (Derive())
        {
        }
    }

    /// <summary>Every mention of the child or of what was made from it.</summary>
    public bool Mentions(SyntaxNode node) => Names(node).Any(n => _symbols.Contains(Symbol(n)!));

    /// <summary>May read what the child writes: a wait before it may never end.</summary>
    public bool ReadsOutput(SyntaxNode node) => Names(node).Any(n => Symbol(n) is { } symbol && (IsChild(symbol)
        ? Member(n) is { } member && OutputNames.Contains(member) || n.Parent is ArgumentSyntax
        : _symbols.Contains(symbol)));

    /// <summary>Needs the child to have ended.</summary>
    public bool ReadsExit(SyntaxNode node) => Names(node).Any(n => IsChild(Symbol(n)) && ExitNames.Contains(Member(n)));

    /// <summary>Disposes or closes the child, whatever else it does.</summary>
    public bool Closes(SyntaxNode node) => Names(node).Any(n => IsChild(Symbol(n)) && CloseNames.Contains(Member(n)));

    /// <summary>Disposes or closes the child and does nothing else with it but test it.</summary>
    public bool OnlyCloses(SyntaxNode node)
        => Names(node).Where(n => _symbols.Contains(Symbol(n)!)).All(n => CloseNames.Contains(Member(n)) || IsTested(n));

    /// <summary>Gives the variable another value.</summary>
    public bool Assigns(SyntaxNode node) => Names(node).Any(n => IsChild(Symbol(n)) && !n.Ancestors().Contains(_child.Call) && (
        n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n
        || n.Parent is ArgumentSyntax argument && !argument.RefKindKeyword.IsKind(SyntaxKind.None)
        || n.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax tuple } }
            && tuple.Left == n.Parent.Parent));

    /// <summary>Is tested for there being a child at all.</summary>
    public bool IsTestedIn(SyntaxNode node)
        => Names(node).Any(n => IsChild(Symbol(n)) && (IsTested(n) || n.Parent is ConditionalAccessExpressionSyntax));

    /// <summary>Is <c>p.WaitForExit();</c> and nothing else, not even a comment.</summary>
    public bool IsWait(StatementSyntax statement)
        => statement is ExpressionStatementSyntax
            {
                Expression: InvocationExpressionSyntax
                {
                    ArgumentList.Arguments.Count: 0,
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitForExit", Expression: IdentifierNameSyntax name },
                },
            }
            && IsChild(Symbol(name))
            && statement.DescendantTrivia().All(t => t.IsKind(SyntaxKind.WhitespaceTrivia) || t.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>The resource of a using statement is the child itself.</summary>
    public bool IsResourceOf(UsingStatementSyntax statement) => statement.Expression is IdentifierNameSyntax name && IsChild(Symbol(name));

    private bool IsChild(ISymbol? symbol) => SymbolEqualityComparer.Default.Equals(symbol, _child.Local);

    private static bool IsTested(IdentifierNameSyntax name)
        => name.Parent is IsPatternExpressionSyntax
            || name.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression };

    private static IEnumerable<IdentifierNameSyntax> Names(SyntaxNode node)
        => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>();

    /// <summary>A local, a parameter or a local function; never asked of names that cannot be one.</summary>
    private ISymbol? Symbol(IdentifierNameSyntax name)
        => _symbols.Any(s => s.Name == name.Identifier.ValueText) ? _child.Model.GetSymbolInfo(name).Symbol : null;

    private static string? Member(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Expression == name => access.Name.Identifier.ValueText,
        ConditionalAccessExpressionSyntax access when access.Expression == name
            => access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().FirstOrDefault()
                ?.Name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax { Parent: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
        _ => null,
    };

    private bool Derive()
    {
        var before = _symbols.Count;
        var start = _child.Statement!.SpanStart;
        foreach (var node in _child.Function.DescendantNodes().Where(n => n.SpanStart > start || n is LocalFunctionStatementSyntax))
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: var value } declarator when Mentions(value):
                    Add(_child.Model.GetDeclaredSymbol(declarator));
                    break;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment when Mentions(assignment.Right):
                    Add(_child.Model.GetSymbolInfo(left).Symbol);
                    break;
                case AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } assignment
                    when Mentions(assignment.Right):
                    var designations = assignment.Left.DescendantNodes().OfType<SingleVariableDesignationSyntax>();
                    designations.ToList().ForEach(d => Add(_child.Model.GetDeclaredSymbol(d)));
                    break;
                case LocalFunctionStatementSyntax function when Mentions(function):
                    Add(_child.Model.GetDeclaredSymbol(function));
                    break;
            }
        }

        return _symbols.Count > before;
    }

    private void Add(ISymbol? symbol)
    {
        var type = (symbol as ILocalSymbol)?.Type;
        if (symbol is IMethodSymbol || (type is not null && !IsPlainData(type)))
        {
            _symbols.Add(symbol!);
        }
    }

    /// <summary>A value that no longer has to do with the child it came from.</summary>
    public static bool IsPlainData(ITypeSymbol type)
        => type.TypeKind == TypeKind.Enum
            || type.SpecialType is not SpecialType.None and not SpecialType.System_Object
                && type.TypeKind is not (TypeKind.Interface or TypeKind.Delegate)
            || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                && IsPlainData(nullable.TypeArguments[0])
            || type is { ContainingNamespace.Name: nameof(System), Name: nameof(TimeSpan) or nameof(DateTimeOffset) or nameof(Guid) }
            || type is IArrayTypeSymbol array && IsPlainData(array.ElementType);
}

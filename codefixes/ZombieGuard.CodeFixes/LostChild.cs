using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.Analyzers.Reporting;

namespace ZombieGuard.CodeFixes;

/// <summary>What a diagnostic says of a child, found again in the text: the spawning call and the variable that holds the child.</summary>
internal sealed class LostChild
{
    private LostChild(
        Document document, SemanticModel model, InvocationExpressionSyntax call, string handle, string? variable, bool mayBeNone)
    {
        Document = document;
        Model = model;
        Root = model.SyntaxTree.GetRoot();
        Call = call;
        IsProcess = handle == FixFacts.ProcessHandle;
        MayBeNone = mayBeNone;
        Statement = StatementOf(call);
        Function = call.Ancestors().First(IsFunction);
        Local = Statement is null || variable is null ? null : Find(variable);
    }

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    /// <summary>The call that starts the child.</summary>
    public InvocationExpressionSyntax Call { get; }

    /// <summary>The statement that holds the call; null in an expression body.</summary>
    public StatementSyntax? Statement { get; }

    /// <summary>The method, accessor, lambda or local function around the call, or the compilation unit of top-level statements.</summary>
    public SyntaxNode Function { get; }

    /// <summary>The local or parameter that holds the child behind the statement; null when nothing does.</summary>
    public ISymbol? Local { get; }

    /// <summary>A <c>Process</c>; otherwise a pid.</summary>
    public bool IsProcess { get; }

    public bool MayBeNone { get; }

    public ITypeSymbol? LocalType => (Local as ILocalSymbol)?.Type ?? (Local as IParameterSymbol)?.Type;

    public CSharpParseOptions ParseOptions => (CSharpParseOptions)Model.SyntaxTree.Options;

    /// <summary>Where the child is started: some findings stand on the call that should have waited.</summary>
    public static Location SpawnOf(Diagnostic diagnostic)
        => diagnostic.Properties.ContainsKey(FixFacts.Elsewhere) && diagnostic.AdditionalLocations.Count > 0
            ? diagnostic.AdditionalLocations[0] : diagnostic.Location;

    public static async Task<LostChild?> ResolveAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var span = SpawnOf(diagnostic).SourceSpan;
        return root is null || !root.FullSpan.Contains(span)
            ? null
            : await ResolveAsync(document, root.FindToken(span.Start), diagnostic.Properties, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<LostChild?> ResolveAsync(
        Document document, SyntaxToken name, ImmutableDictionary<string, string?> facts, CancellationToken cancellationToken)
    {
        if (!facts.TryGetValue(FixFacts.Handle, out var handle) || handle is not (FixFacts.ProcessHandle or FixFacts.PidHandle))
        {
            return null;
        }

        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (model is null || CallOf(name) is not { } call || !call.Ancestors().Any(IsFunction))
        {
            return null;
        }

        facts.TryGetValue(FixFacts.Variable, out var variable);
        return new LostChild(document, model, call, handle, variable, facts.ContainsKey(FixFacts.MayBeNone));
    }

    /// <summary>The same child in a text where it is kept in a variable.</summary>
    public LostChild? In(SyntaxNode newRoot, SyntaxAnnotation callMark, string variable)
    {
        var tree = Model.SyntaxTree.WithRootAndOptions(newRoot, Model.SyntaxTree.Options);
        var model = Model.Compilation.ReplaceSyntaxTree(Model.SyntaxTree, tree).GetSemanticModel(tree);
        var call = (InvocationExpressionSyntax)tree.GetRoot().GetAnnotatedNodes(callMark).Single();
        var child = new LostChild(Document, model, call, IsProcess ? FixFacts.ProcessHandle : FixFacts.PidHandle, variable, MayBeNone);
        return child.Local is null ? null : child;
    }

    /// <summary>Has a body of its own: a jump in it, an await in it, a variable in it are not its surroundings'.</summary>
    public static bool IsFunction(SyntaxNode node)
        => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax
            or LocalFunctionStatementSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax or FieldDeclarationSyntax
            or CompilationUnitSyntax;

    /// <summary>The statement that a call runs in; null in an expression body.</summary>
    public static StatementSyntax? StatementOf(SyntaxNode call)
        => call.Ancestors()
            .TakeWhile(n => n is GlobalStatementSyntax
                or not (AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax or MemberDeclarationSyntax))
            .OfType<StatementSyntax>().FirstOrDefault();

    /// <summary>The call whose name the token is.</summary>
    public static InvocationExpressionSyntax? CallOf(SyntaxToken name)
    {
        if (name.Parent is not SimpleNameSyntax simple)
        {
            return null;
        }

        var callee = simple.Parent is MemberAccessExpressionSyntax access && access.Name == simple ? access
            : simple.Parent is MemberBindingExpressionSyntax binding ? binding
            : (ExpressionSyntax)simple;
        return callee.Parent is InvocationExpressionSyntax call && call.Expression == callee ? call : null;
    }

    private ISymbol? Find(string variable)
        => Function.DescendantNodesAndSelf()
            .Where(n => n is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ParameterSyntax)
            .Select(n => Model.GetDeclaredSymbol(n))
            .Concat(Model.LookupSymbols(Call.SpanStart, name: variable))
            .FirstOrDefault(s => s is ILocalSymbol or IParameterSymbol && s.Name == variable && IsVisible(s));

    /// <summary>Several blocks may each have a variable of that name: the one that is meant lives around the call.</summary>
    private bool IsVisible(ISymbol symbol)
    {
        var declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var scope = declaration?.Ancestors().FirstOrDefault(n => IsFunction(n)
            || n is BlockSyntax or SwitchSectionSyntax or ForStatementSyntax or UsingStatementSyntax or CommonForEachStatementSyntax);
        return scope is not null && scope.Span.Contains(Call.Span);
    }
}

using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>Finds the code of the program's own methods, in whatever file it is.</summary>
internal sealed class CalleeBodies
{
    private readonly Compilation _compilation;

    public CalleeBodies(Compilation compilation) => _compilation = compilation;

    /// <summary>Whether a call of the method runs the code that its declaration shows, and no override's.</summary>
    /// <param name="method">The method that is called.</param>
    /// <param name="isVirtual">Whether the call is dispatched at run time.</param>
    public static bool IsSure(IMethodSymbol method, bool isVirtual) =>
        !method.IsExtern && !method.IsAbstract
        && (!isVirtual || method.IsSealed || method.ContainingType is { IsSealed: true } or { IsValueType: true })
        && !method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>The method as its body knows it.</summary>
    public static IMethodSymbol DefinitionOf(IMethodSymbol method)
    {
        var declared = (method.ReducedFrom ?? method).OriginalDefinition;
        return declared.PartialImplementationPart ?? declared;
    }

    /// <summary>The bound tree of the method's body; null when it has none that can be seen.</summary>
    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || SyntaxOf(reference.GetSyntax(cancellation)) is not { } syntax)
        {
            return null;
        }

        return OtherTrees.ModelOf(_compilation, syntax.SyntaxTree).GetOperation(syntax, cancellation);
    }

    /// <summary>The graph of a body that <see cref="BodyOf"/> found.</summary>
    public static ControlFlowGraph? GraphOf(IOperation body, CancellationToken cancellation) => body switch
    {
        IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
        IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
        _ => null,
    };

    // A record's or class's primary constructor has no body of its own; a local function's graph comes from the member around it.
    private static SyntaxNode? SyntaxOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax => declaration,
        _ => null,
    };
}

using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>Whether control comes back from a method.</summary>
internal enum Completion
{
    /// <summary>It may return.</summary>
    Returns,

    /// <summary>It only throws.</summary>
    Throws,

    /// <summary>It ends the program, or replaces its image.</summary>
    EndsProgram,
}

/// <summary>Finds the methods of the program that never return: those that report an error and throw, those that say goodbye and exit.</summary>
internal sealed class Completions
{
    // Die calls Fail calls Environment.Exit.
    private const int MaxDepth = 4;

    private readonly KnownSymbols _known;
    private readonly CalleeBodies _bodies;
    private readonly ProgramFacts _program;
    private readonly ConcurrentDictionary<IMethodSymbol, Completion> _kept = new(SymbolEqualityComparer.Default);

    public Completions(KnownSymbols known, CalleeBodies bodies, ProgramFacts program)
    {
        _known = known;
        _bodies = bodies;
        _program = program;
    }

    /// <summary>Whether control comes back from the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">The body that it is in.</param>
    /// <param name="cancellation">Ends the work when the host no longer wants it.</param>
    public Completion Of(IInvocationOperation call, BodyContext caller, CancellationToken cancellation) => Of(call, caller, 0, cancellation);

    private Completion Of(IInvocationOperation call, BodyContext? caller, int depth, CancellationToken cancellation)
    {
        // What the catalogue says of a method counts, and not its code: that may be a stub.
        var entries = _known.EntriesOf(call).ToList();
        if (entries.Count > 0)
        {
            return entries.Any(e => e.Role == ChildRole.EndsProcess) ? Completion.EndsProgram : Completion.Returns;
        }

        var method = CalleeBodies.DefinitionOf(call.TargetMethod);
        if (_kept.TryGetValue(method, out var known))
        {
            return known;
        }

        var isPromised = method.GetAttributes().Any(a => a.AttributeClass is { Name: "DoesNotReturnAttribute", ContainingNamespace.Name: "CodeAnalysis" });
        var completion = CalleeBodies.IsSure(method, call.IsVirtual) ? OfBody(method, caller, depth, cancellation) : Completion.Returns;
        completion = completion == Completion.Returns && isPromised ? Completion.Throws : completion;
        if (depth == 0)
        {
            // Deeper down the answer may have been cut short.
            _kept.TryAdd(method, completion);
        }

        return completion;
    }

    private Completion OfBody(IMethodSymbol method, BodyContext? caller, int depth, CancellationToken cancellation)
    {
        if (depth > MaxDepth || !MayNeverReturn(method, cancellation))
        {
            return Completion.Returns;
        }

        var graph = method.MethodKind == MethodKind.LocalFunction ? caller?.LocalFunctionGraph(method, cancellation)
            : _bodies.BodyOf(method, cancellation) is { } body ? CalleeBodies.GraphOf(body, cancellation)
            : null;
        return graph is null || graph.Blocks.Length > _program.MaxBlocks ? Completion.Returns : Walk(graph, depth, cancellation);
    }

    /// <summary>Cheap: whether the text ends in a way that may be no return.</summary>
    private static bool MayNeverReturn(IMethodSymbol symbol, CancellationToken cancellation) =>
        !symbol.IsAsync
        && symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) switch
        {
            BaseMethodDeclarationSyntax method => MayEnd(method.ExpressionBody, method.Body),
            LocalFunctionStatementSyntax function => MayEnd(function.ExpressionBody, function.Body),
            _ => false,
        };

    private static bool MayEnd(ArrowExpressionClauseSyntax? arrow, BlockSyntax? block) =>
        arrow?.Expression is ThrowExpressionSyntax or InvocationExpressionSyntax
        || (block?.Statements.LastOrDefault() is { } last && MayEnd(last));

    private static bool MayEnd(StatementSyntax last) =>
        last is ThrowStatementSyntax or ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } or TryStatementSyntax or BlockSyntax or IfStatementSyntax { Else: not null }
        || (last is ReturnStatementSyntax { Parent: BlockSyntax block }
            && block.Statements.Take(block.Statements.Count - 1).Any(s => s is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax }));

    private Completion Walk(ControlFlowGraph graph, int depth, CancellationToken cancellation)
    {
        var open = new Stack<BasicBlock>();
        var seen = new HashSet<BasicBlock>();
        open.Push(graph.Blocks[0]);
        foreach (var handler in HandlersIn(graph.Root))
        {
            open.Push(graph.Blocks[handler.FirstBlockOrdinal]);
        }

        var (ends, throws) = (false, false);
        while (open.Count > 0)
        {
            var block = open.Pop();
            if (!seen.Add(block))
            {
                continue;
            }

            if (block.Kind == BasicBlockKind.Exit)
            {
                return Completion.Returns;
            }

            var stop = BodyContext.OperationsOf(block).OfType<IInvocationOperation>()
                .Select(call => Of(call, null, depth + 1, cancellation)).FirstOrDefault(c => c != Completion.Returns);
            ends |= stop == Completion.EndsProgram;
            throws |= stop == Completion.Throws || IsThrow(block);
            if (stop != Completion.Returns)
            {
                continue;
            }

            foreach (var next in new[] { block.FallThroughSuccessor?.Destination, block.ConditionalSuccessor?.Destination })
            {
                if (next is not null)
                {
                    open.Push(next);
                }
            }
        }

        // A loop without end is no end either: what it leaves behind stays as it is.
        return throws ? Completion.Throws : ends ? Completion.EndsProgram : Completion.Returns;
    }

    private static bool IsThrow(BasicBlock block) =>
        block.FallThroughSuccessor?.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow;

    // Any statement of a try may throw, so a handler may be where it goes on.
    private static IEnumerable<ControlFlowRegion> HandlersIn(ControlFlowRegion region) =>
        region.NestedRegions.SelectMany(HandlersIn)
            .Concat(region.Kind is ControlFlowRegionKind.Catch ? new[] { region } : Enumerable.Empty<ControlFlowRegion>());
}

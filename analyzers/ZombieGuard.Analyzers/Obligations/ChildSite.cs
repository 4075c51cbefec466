using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>One place in the source where a child is spawned.</summary>
/// <param name="Call">The spawning call, as the graph has it.</param>
/// <param name="Entry">What the catalogue says of it.</param>
/// <param name="Block">The block that it lies in.</param>
/// <param name="IsInLoop">Whether it may run several times in one run of the body.</param>
internal sealed record ChildSite(IInvocationOperation Call, CatalogueEntry Entry, int Block, bool IsInLoop)
{
    /// <summary>Whether nobody but the program would reap the child.</summary>
    public bool IsRaw => Entry.Kind == ChildKind.Raw;

    /// <summary>The type of the handle.</summary>
    public ITypeSymbol? HandleType => Entry.Child.Kind switch
    {
        SlotKind.Return => Call.Type,
        SlotKind.This => Call.Instance?.Type,
        SlotKind.Argument => Call.ArgumentAt(Entry.Child.Index)?.Parameter?.Type,
        _ => null,
    };

    /// <summary>The call in the bound tree of the source, where it has a parent and undivided operands; null in broken code.</summary>
    public IInvocationOperation? BoundCall => Model?.GetOperation(Call.Syntax) as IInvocationOperation;

    /// <summary>The model that the call was bound with.</summary>
    public SemanticModel? Model { get; init; }

    /// <summary>The value of an argument in the bound tree.</summary>
    public IOperation? BoundArgument(int index) => BoundCall?.ArgumentAt(index)?.Value;

    /// <summary>The name of the spawning call, where a finding stands.</summary>
    public SyntaxNode Name => CallSyntax.NameOf(Call.Syntax);
}

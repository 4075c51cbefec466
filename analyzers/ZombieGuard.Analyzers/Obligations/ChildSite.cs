using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>The one child that a run over a body follows.</summary>
/// <param name="Kind">Who would reap it.</param>
/// <param name="HandleType">The type of its handle.</param>
/// <param name="Block">The block in which it is spawned; -1 when that is elsewhere.</param>
/// <param name="IsInLoop">Whether the body may spawn several of its kind in one run.</param>
internal abstract record FollowedChild(ChildKind Kind, ITypeSymbol? HandleType, int Block, bool IsInLoop)
{
    /// <summary>Whether nobody but the program would reap the child.</summary>
    public bool IsRaw => Kind == ChildKind.Raw;
}

/// <summary>A child that the caller of the body gave it, or an object that the caller may start.</summary>
internal sealed record GivenChild(ChildKind Kind, ITypeSymbol? HandleType) : FollowedChild(Kind, HandleType, -1, false);

/// <summary>One place in the source where a child is spawned.</summary>
/// <param name="Call">The spawning call, as the graph has it.</param>
/// <param name="Entry">What the catalogue says of it, or what the called method of the program is seen to do.</param>
/// <param name="HandleType">The type of the child's handle.</param>
/// <param name="Block">The block that it lies in.</param>
/// <param name="IsInLoop">Whether it may run several times in one run of the body.</param>
internal sealed record ChildSite(IInvocationOperation Call, CatalogueEntry Entry, ITypeSymbol? HandleType, int Block, bool IsInLoop)
    : FollowedChild(Entry.Kind, HandleType, Block, IsInLoop)
{
    /// <summary>Which outputs of the child are sure to go into pipes.</summary>
    public (bool Output, bool Error) Pipes { get; init; }

    /// <summary>Whether the child is a shell or another program that starts others.</summary>
    public bool IsLauncher { get; init; }

    /// <summary>Whether the program's own code spawns the child inside, and hands it to its caller.</summary>
    public bool IsOwnMethod => Entry is { MemberId: null, EntryPoint: null };

    /// <summary>The call in the bound tree of the source, where it has a parent and undivided operands; null in broken code.</summary>
    public IInvocationOperation? BoundCall => Model?.GetOperation(Call.Syntax) as IInvocationOperation;

    /// <summary>The model that the call was bound with.</summary>
    public SemanticModel? Model { get; init; }

    /// <summary>The value of an argument in the bound tree.</summary>
    public IOperation? BoundArgument(int index) => BoundCall?.ArgumentAt(index)?.Value;

    /// <summary>The name of the spawning call, where a finding stands.</summary>
    public SyntaxNode Name => CallSyntax.NameOf(Call.Syntax);

    /// <summary>The type of what a call hands out by a slot.</summary>
    public static ITypeSymbol? TypeIn(IInvocationOperation call, Slot slot) => slot.Kind switch
    {
        SlotKind.Return => call.Type,
        SlotKind.This => call.Instance?.Type,
        SlotKind.Argument => call.ArgumentAt(slot.Index)?.Parameter?.Type,
        _ => null,
    };
}

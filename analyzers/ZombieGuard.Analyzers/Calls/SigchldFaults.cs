using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>What is wrong with the wait of a SIGCHLD handler.</summary>
internal enum HandlerFault
{
    None,

    /// <summary>It collects one child a signal, and signals coalesce.</summary>
    WaitsOnce,

    /// <summary>It goes on asking while children live.</summary>
    Spins,
}

/// <summary>The waits for any child that run at SIGCHLD: in functions that are registered for it, and in loops around a wait for the signal.</summary>
internal sealed class SigchldFaults
{
    private readonly KnownSymbols _known;
    private readonly Wrappers _wrappers;
    private readonly Dictionary<SyntaxNode, HandlerFault> _faults = new();
    private bool _drains;

    public SigchldFaults(KnownSymbols known, Wrappers wrappers)
    {
        _known = known;
        _wrappers = wrappers;
    }

    /// <summary>Gets a value indicating whether at a signal all that has ended may be collected.</summary>
    public bool MayDrain => _drains;

    /// <summary>What is wrong with the call, if it is a wait that runs at SIGCHLD.</summary>
    public HandlerFault Of(SyntaxNode call) => _faults.TryGetValue(call, out var fault) ? fault : HandlerFault.None;

    /// <summary>Whether the call runs at SIGCHLD.</summary>
    public bool Runs(SyntaxNode call) => _faults.ContainsKey(call);

    /// <summary>Adds a handler.</summary>
    public void Add(OwnFunction handler)
    {
        var walk = new HandlerWalk(_known, _wrappers);
        walk.Visit(handler);
        Add(walk);
    }

    /// <summary>Adds the loops around a wait for a signal, if that is SIGCHLD.</summary>
    public void AddLoopAround(IInvocationOperation awaitsSignal)
    {
        var loops = OwnFunction.LoopsAround(awaitsSignal).ToList();
        if (loops.Count > 0 && IsForSigchld(awaitsSignal))
        {
            var walk = new HandlerWalk(_known, _wrappers);
            walk.Visit(loops[loops.Count - 1], loops);
            Add(walk);
        }
    }

    private void Add(HandlerWalk walk)
    {
        _drains |= walk.MayDrain;
        foreach (var wait in walk.Waits)
        {
            if (Of(wait.Syntax) == HandlerFault.None)
            {
                _faults[wait.Syntax] = walk.Spinning.Contains(wait.Syntax) ? HandlerFault.Spins
                    : wait == walk.Waits[0] && !walk.MayDrain ? HandlerFault.WaitsOnce
                    : HandlerFault.None;
            }
        }
    }

    private bool IsForSigchld(IInvocationOperation call) =>
        (call.Instance is { } signal ? new[] { signal } : call.Arguments.Select(a => a.Value))
            .SelectMany(value => Origin.OfKept(value, null).Value.DescendantsAndSelf())
            .Select(value => Origin.OfKept(value, null).Value)
            .OfType<IObjectCreationOperation>()
            .Any(creation => _known.LinesAbout(creation).Any(entry => entry.Role == ChildRole.HandlesSigchld));
}

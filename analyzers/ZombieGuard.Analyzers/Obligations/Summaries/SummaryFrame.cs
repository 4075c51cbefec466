using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>
/// One body that is being worked on because a body above it asked. It notices what must not be kept: an answer that leant on
/// a method still in progress, or that was cut off, would depend on who asked first.
/// </summary>
internal sealed class SummaryFrame
{
    private readonly SummaryFrame? _above;
    private readonly IMethodSymbol? _method;

    private SummaryFrame(SummaryFrame? above, IMethodSymbol? method)
    {
        _above = above;
        _method = method;
        Depth = above is null ? 0 : above.Depth + 1;
    }

    /// <summary>How many bodies are above this one.</summary>
    public int Depth { get; }

    /// <summary>The longest chain of calls below this body that was followed.</summary>
    public int Height { get; private set; }

    /// <summary>How many bodies were looked into for this one, whether or not somebody else had done so before.</summary>
    public int Cost { get; private set; }

    /// <summary>Whether something below was cut off: recursion, or past the budget.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What this body has been told already: it asks again each time that a path passes the call.</summary>
    public Dictionary<SummaryKey, Summary?> Told { get; } = new();

    /// <summary>The frame of a body that nobody asked about.</summary>
    public static SummaryFrame Root() => new(null, null);

    public SummaryFrame Below(IMethodSymbol method) => new(this, method);

    /// <summary>Whether the method is being worked on already.</summary>
    public bool IsInProgress(IMethodSymbol method)
    {
        for (var frame = this; frame is not null; frame = frame._above)
        {
            if (SymbolEqualityComparer.Default.Equals(frame._method, method))
            {
                return true;
            }
        }

        return false;
    }

    public void Cut() => IsCut = true;

    public void Add(int height, int cost)
    {
        Height = System.Math.Max(Height, height);
        Cost += cost;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>A call through which one of the program's own functions is looked at: what its parameters are, this call passed.</summary>
/// <param name="Call">The call of the function.</param>
/// <param name="Outer">The call through which the function around <paramref name="Call"/> is looked at; null where that is looked at by itself.</param>
internal sealed record CallSite(IInvocationOperation Call, CallSite? Outer)
{
    /// <summary>What the call passed; null for a parameter of another function.</summary>
    public IOperation? ArgumentFor(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method && OwnFunction.IsSame(Call.TargetMethod, method)
            ? Symbols.CallSlots.ArgumentAt(Call, parameter.Ordinal)?.Value
            : null;
}

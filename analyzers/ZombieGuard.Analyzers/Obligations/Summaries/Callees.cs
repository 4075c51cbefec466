using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>What one body may ask about the methods that it calls.</summary>
internal sealed class Callees
{
    private readonly MethodSummaries _summaries;
    private readonly Completions _completions;
    private readonly LingerAnalysis _linger;
    private readonly RawSpawners _rawSpawners;
    private readonly SummaryFrame _frame;
    private readonly CancellationToken _cancellation;

    public Callees(MethodSummaries summaries, Completions completions, LingerAnalysis linger, RawSpawners rawSpawners, SummaryFrame frame, CancellationToken cancellation)
    {
        _summaries = summaries;
        _completions = completions;
        _linger = linger;
        _rawSpawners = rawSpawners;
        _frame = frame;
        _cancellation = cancellation;
    }

    /// <summary>The same for another body.</summary>
    public Callees For(SummaryFrame frame) => new(_summaries, _completions, _linger, _rawSpawners, frame, _cancellation);

    /// <summary>What the method does with what it is given; null when that is unknown.</summary>
    public Summary? OfGiven(IMethodSymbol method, bool isVirtual, Handed handed, FollowedChild child, BodyContext caller) =>
        CalleeBodies.IsSure(method, isVirtual)
            ? _summaries.Of(new SummaryQuestion(method, handed, new GivenChild(child.Kind, child.HandleType)), caller, _frame, _cancellation)
            : null;

    /// <summary>The children that the method starts and hands to its caller; null when that is unknown.</summary>
    public Summary? OfOwn(IMethodSymbol method, bool isVirtual, Handed handed, BodyContext caller) =>
        CalleeBodies.IsSure(method, isVirtual)
            ? _summaries.Of(new SummaryQuestion(method, handed, null), caller, _frame, _cancellation)
            : null;

    /// <summary>Whether the method, or one of the same name, may spawn a raw child.</summary>
    public bool MayStartRawChild(IMethodSymbol method) => _rawSpawners.MayBe(method.Name, _cancellation);

    /// <summary>Whether control comes back from the call.</summary>
    public Completion CompletionOf(IInvocationOperation call, BodyContext caller) => _completions.Of(call, caller, _cancellation);

    /// <summary>Whether the program may still be running long after the call began.</summary>
    public bool Lingers(IInvocationOperation call) => _linger.Lingers(call, _cancellation);
}

using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>What a method does with a child that it is given.</summary>
internal enum Taking
{
    /// <summary>It waits for it, stores it or hands it on, on some path at least.</summary>
    Takes,

    /// <summary>It returns it, or what a wait for it said.</summary>
    GivesBack,

    /// <summary>It only looks at it, prints, kills or disposes it.</summary>
    Leaves,
}

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

    /// <summary>What the method does with a child that it is given; when that is unknown, it takes it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isVirtual">Whether the call is dispatched at run time.</param>
    /// <param name="parameter">The parameter by which it is given; null for the receiver.</param>
    /// <param name="type">The type of the handle.</param>
    /// <param name="byId">Whether the method is given the number of a <c>Process</c> of that type: then only a wait takes it.</param>
    public Taking TakenBy(IMethodSymbol method, bool isVirtual, IParameterSymbol? parameter, ITypeSymbol? type, bool byId = false)
    {
        var definition = CalleeBodies.DefinitionOf(method);
        if (type is null || !CalleeBodies.IsSure(definition, isVirtual) || definition.MethodKind == MethodKind.LocalFunction
            || parameter?.Ordinal >= definition.Parameters.Length)
        {
            return byId ? Taking.Leaves : Taking.Takes;
        }

        var variable = parameter is null ? null : definition.Parameters[parameter.Ordinal];
        var given = new GivenChild(HandleUse.IsNumber(type) ? ChildKind.Raw : ChildKind.Managed, type);
        var handed = Handed.Nothing with { Values = ImmutableArray.Create(((ISymbol?)variable, byId ? (Value)ProcessIdValue.Instance : ChildValue.Instance)) };
        return _summaries.Of(new SummaryQuestion(definition, handed, given), null, _frame, _cancellation) is { } summary ? TakingOf(summary)
            : byId ? Taking.Leaves
            : Taking.Takes;
    }

    private static Taking TakingOf(Summary summary)
    {
        var isLeft = summary.Outcomes.Any(o => o is { Kind: OutcomeKind.Returns, Owed: true });
        foreach (var outcome in summary.Outcomes)
        {
            // To look whether it has ended proves nothing where the method goes on if it has not.
            if (outcome.Kind == OutcomeKind.Settles ? outcome.Settlement is not (Settlement.NoChild or Settlement.SeenEnded) || (outcome.Settlement == Settlement.SeenEnded && !isLeft)
                : (outcome.Marks & (ChildMarks.TimedWait | ChildMarks.ExitSubscribed)) != 0)
            {
                return Taking.Takes;
            }
        }

        return summary.Outcomes.Any(o => o.Result is { CarriesChild: true } or WaitResultValue) ? Taking.GivesBack : Taking.Leaves;
    }

    /// <summary>Whether the method, or one of the same name, may spawn a raw child.</summary>
    public bool MayStartRawChild(IMethodSymbol method) => _rawSpawners.MayBe(method.Name, _cancellation);

    /// <summary>Whether control comes back from the call.</summary>
    public Completion CompletionOf(IInvocationOperation call, BodyContext caller) => _completions.Of(call, caller, _cancellation);

    /// <summary>Whether the program may still be running long after the call began.</summary>
    public bool Lingers(IInvocationOperation call) => _linger.Lingers(call, _cancellation);
}

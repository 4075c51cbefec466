using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Calls;

/// <summary>Goes through what runs at one signal, from function to function, and finds how often any child is waited for.</summary>
internal sealed class HandlerWalk
{
    // Past these, nobody knows what else is done.
    private const int MaxDepth = 8;
    private const int MaxFunctions = 200;

    // Each of them runs what it is given once.
    private static readonly string[] RunsOnce = { "Run", "StartNew", "QueueUserWorkItem", "UnsafeQueueUserWorkItem", "ContinueWith", "Post", "Send", "BeginInvoke", "Invoke", "InvokeAsync" };

    private readonly KnownSymbols _known;
    private readonly Wrappers _wrappers;
    private readonly HashSet<SyntaxNode> _around = new();
    private readonly HashSet<SyntaxNode> _withoutWaits = new();
    private readonly HashSet<SyntaxNode> _callThemselves = new();
    private int _functions;

    public HandlerWalk(KnownSymbols known, Wrappers wrappers)
    {
        _known = known;
        _wrappers = wrappers;
    }

    /// <summary>Gets the waits for any child, the first one first.</summary>
    public List<IInvocationOperation> Waits { get; } = new();

    /// <summary>Gets those that are asked on and on while children live.</summary>
    public HashSet<SyntaxNode> Spinning { get; } = new();

    /// <summary>Gets a value indicating whether the waits may go on until nothing is left.</summary>
    public bool MayDrain { get; private set; }

    /// <summary>Goes through a handler.</summary>
    public void Visit(OwnFunction handler) => Visit(handler, Enumerable.Empty<ILoopOperation>());

    /// <summary>Goes through a loop each turn of which is a signal.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="turns">It, and loops in it that end where the wait for the signal does.</param>
    public void Visit(ILoopOperation loop, IReadOnlyCollection<ILoopOperation> turns) =>
        Visit(new OwnFunction(OwnFunction.Around(loop) ?? loop.Syntax, loop), turns);

    private void Visit(OwnFunction function, IEnumerable<ILoopOperation> turns)
    {
        if (_withoutWaits.Contains(function.Declaration))
        {
            return;
        }

        if (_around.Contains(function.Declaration))
        {
            _callThemselves.Add(function.Declaration);
            return;
        }

        if (_around.Count == MaxDepth || ++_functions > MaxFunctions)
        {
            MayDrain = true;
            return;
        }

        _around.Add(function.Declaration);
        var before = Waits.Count;
        var mayGoBack = false;
        foreach (var operation in OwnFunction.Inside(function.Body))
        {
            mayGoBack |= operation is IBranchOperation { BranchKind: BranchKind.GoTo };
            switch (operation)
            {
                case IInvocationOperation call:
                    VisitCall(call, turns);
                    VisitHandedOn(call.Arguments, IsRunOnce(call.TargetMethod));
                    break;
                case IObjectCreationOperation creation:
                    VisitHandedOn(creation.Arguments, creation.Type is { Name: "Thread", ContainingNamespace.Name: "Threading" });
                    break;
            }
        }

        _around.Remove(function.Declaration);
        MayDrain |= (mayGoBack || _callThemselves.Contains(function.Declaration)) && Waits.Count > before;
        if (Waits.Count == before)
        {
            _withoutWaits.Add(function.Declaration);
        }
    }

    private void VisitCall(IInvocationOperation call, IEnumerable<ILoopOperation> turns)
    {
        if (OwnFunction.IsDead(call))
        {
            return;
        }

        var loops = OwnFunction.LoopsAround(call).TakeWhile(loop => !turns.Contains(loop)).ToList();
        if (NativeWait.Of(call, _known) is { TakesAny: true } wait)
        {
            Add(wait, call, loops, n => Answer.Of(wait.Entry.IdType.Kind == SlotKind.None ? n : 0));
        }
        else if (!_known.Find(call.TargetMethod).IsEmpty)
        {
            MayDrain |= _known.LinesAbout(call).Any(line => line.Role == ChildRole.Reaps);
        }
        else if (Wrapped(call) is { } wrapped && OwnFunction.Of(call.TargetMethod, call.SemanticModel) is { } wrapper)
        {
            MayDrain |= Repeats(OwnFunction.LoopsAround(wrapped.Call), wrapped.Call, n => Answer.Of(n));
            Add(wrapped, call, loops, n => WaitResult.OfFunction(wrapper, wrapped.Call, Answer.Of(n)));
        }
        else if (OwnFunction.CalledBy(call) is { } function)
        {
            VisitFunction(function, call, loops);
        }
        else
        {
            MayDrain |= IsUnseen(call) && SaysReap(call);
        }
    }

    private void VisitFunction(OwnFunction function, IInvocationOperation call, IReadOnlyList<ILoopOperation> loops)
    {
        var before = Waits.Count;
        Visit(function, Enumerable.Empty<ILoopOperation>());
        if (Waits.Count == before)
        {
            return;
        }

        var wait = Waits[before];
        Answer AnswerAt(long number) => WaitResult.OfFunction(function, wait, Answer.Of(number));
        MayDrain |= Repeats(loops, call, AnswerAt);
        if (Waits.Count == before + 1 && loops.Count > 0 && NativeWait.Of(wait, _known) is { IsNonBlocking: true }
            && new SpinningLoop(loops[0], call, AnswerAt(0), _known).Spins)
        {
            Spinning.Add(wait.Syntax);
        }
    }

    private void Add(NativeWait wait, IInvocationOperation call, IReadOnlyList<ILoopOperation> loops, Func<long, Answer> answerAt)
    {
        Waits.Add(call);
        MayDrain |= Repeats(loops, call, answerAt);
        if (loops.Count > 0 && wait.IsNonBlocking == true && new SpinningLoop(loops[0], call, answerAt(0), _known).Spins)
        {
            Spinning.Add(call.Syntax);
        }
    }

    // A loop that ends with the first child, as one that repeats an interrupted call, collects no more than one.
    private static bool Repeats(IEnumerable<ILoopOperation> loops, IInvocationOperation wait, Func<long, Answer> answerAt) =>
        loops.Any(loop => !SpinningLoop.IsLeftAtOnce(loop, wait, answerAt(1)));

    private NativeWait? Wrapped(IInvocationOperation call) => Wrappers.MayWrap(call.TargetMethod)
        ? _wrappers.Behind(call)
            .Where(behind => NativeWait.Of(behind.Call, _known) is not { TakesAny: true })
            .Select(behind => NativeWait.Of(behind.Call, _known, behind.Via))
            .FirstOrDefault(wait => wait is { TakesAny: true })
        : null;

    private void VisitHandedOn(IEnumerable<IArgumentOperation> arguments, bool runsOnce)
    {
        foreach (var value in arguments.Select(a => a.Value).Where(value => value.Type?.TypeKind == TypeKind.Delegate))
        {
            var before = Waits.Count;
            if (OwnFunction.OfValue(value) is { } function)
            {
                Visit(function, Enumerable.Empty<ILoopOperation>());
            }

            MayDrain |= Waits.Count > before && !runsOnce;
        }
    }

    private static bool IsRunOnce(IMethodSymbol method) => RunsOnce.Contains(method.Name) && method.DeclaringSyntaxReferences.IsEmpty;

    private static bool IsUnseen(IInvocationOperation call) =>
        call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
        || !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty
        || !IsOfFramework(call.TargetMethod.ContainingNamespace);

    private static bool IsOfFramework(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "System" or "Microsoft", ContainingNamespace.IsGlobalNamespace: true })
            {
                return true;
            }
        }

        return false;
    }

    // Of code that cannot be seen its name is all there is to go by: enough to be silent.
    private static bool SaysReap(IInvocationOperation call)
    {
        var said = call.Syntax.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression.ToString() + " "
            + ((call.Syntax as InvocationExpressionSyntax)?.Expression ?? call.Syntax);
        return new[] { "reap", "wait", "child", "collect" }.Any(word => said.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
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

/// <summary>Judges waits for any child in SIGCHLD handlers: registered functions, and loops around a wait for the signal.</summary>
internal static class SigchldWait
{
    public static HandlerFault FaultOf(NativeWait wait, ProgramFacts program, KnownSymbols known, CancellationToken cancellation)
    {
        if (!wait.TakesAny || SigchldHandlers.FunctionOf(wait.Call) is not { } function)
        {
            return HandlerFault.None;
        }

        var loops = SigchldHandlers.LoopsAround(wait.Call).ToList();
        var signalLoop = loops.FirstOrDefault(loop => AwaitsSigchld(loop, known));
        if (signalLoop is null && !program.HandlesSigchld(function, cancellation))
        {
            return HandlerFault.None;
        }

        if (loops.TakeWhile(loop => loop != signalLoop).FirstOrDefault() is { } loop)
        {
            return wait.IsNonBlocking == true && new SpinningLoop(loop, wait.Call, known).Spins ? HandlerFault.Spins : HandlerFault.None;
        }

        return WaitsOnce(wait.Call, function, signalLoop, known) ? HandlerFault.WaitsOnce : HandlerFault.None;
    }

    private static bool WaitsOnce(IInvocationOperation wait, SyntaxNode function, ILoopOperation? signalLoop, KnownSymbols known)
    {
        IOperation body = signalLoop ?? Origin.RootOf(wait);
        var isFirst = true;
        foreach (var operation in body.Descendants().Where(operation => SigchldHandlers.FunctionOf(operation) == function))
        {
            switch (operation)
            {
                case IBranchOperation { BranchKind: BranchKind.GoTo or BranchKind.Continue }:
                    return false;
                case IInvocationOperation call when CallsItself(call, function) || (known.Find(call.TargetMethod).IsEmpty && OwnCode.Mentions(call.TargetMethod, "wait", function)):
                    return false;
                case IInvocationOperation call when NativeWait.Of(call, known) is { TakesAny: true }:
                    if (SigchldHandlers.LoopsAround(call).TakeWhile(loop => loop != signalLoop).Any())
                    {
                        return false;
                    }

                    isFirst &= call.Syntax.SpanStart >= wait.Syntax.SpanStart;
                    break;
            }
        }

        return isFirst;
    }

    private static bool CallsItself(IInvocationOperation call, SyntaxNode function) =>
        call.TargetMethod.OriginalDefinition.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == function.SyntaxTree && r.Span == function.Span);

    private static bool AwaitsSigchld(ILoopOperation loop, KnownSymbols known) =>
        InsideOf(loop).OfType<IInvocationOperation>().Any(call =>
            known.EntriesOf(call).Any(entry => entry.Role == ChildRole.AwaitsSignal) && IsForSigchld(call, known));

    private static bool IsForSigchld(IInvocationOperation call, KnownSymbols known) =>
        (call.Instance is { } signal ? new[] { signal } : call.Arguments.Select(a => a.Value))
            .SelectMany(value => Origin.Of(value).DescendantsAndSelf())
            .Select(Origin.Of)
            .OfType<IObjectCreationOperation>()
            .Any(creation => known.EntriesOf(creation).Any(entry => entry.Role == ChildRole.HandlesSigchld));

    private static IEnumerable<IOperation> InsideOf(ILoopOperation loop)
    {
        var function = SigchldHandlers.FunctionOf(loop);
        return loop.Descendants().Where(operation => SigchldHandlers.FunctionOf(operation) == function);
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Calls;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0104: a SIGCHLD handler that collects one child a signal, or that asks on and on while children live.</summary>
internal sealed class ZG0104_SigchldHandlerMissesChildren : CallRule
{
    internal const string Id = "ZG0104";

    private const string Title = "SIGCHLD handler misses children or spins";

    private const string Description =
        "Signals coalesce: when several children end together, SIGCHLD comes once, and a handler that waits once leaves the others zombies. A "
        + "handler that goes on when the wait answers 0 keeps a processor busy for as long as any child lives.";

    private static readonly DiagnosticDescriptor Once = Descriptors.Create(
        Id, Title, "Signals coalesce, so this handler runs once when several children end together and '{0}' collects one of them, the others stay zombies; "
        + "at each signal ask for every pid that is still awaited, or let ChildReaper of the package ZombieGuard.Runtime reap them", Description);

    private static readonly DiagnosticDescriptor Spins = Descriptors.Create(
        Id, Title, "This loop goes on when '{0}' answers 0, so the handler keeps a processor busy for as long as any child lives; "
        + "stop at 0 and let the next signal call again", Description);

    public override ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Once, Spins);

    public override bool SeesThroughWrappers => true;

    public override DiagnosticDescriptor? DescriptorFor(KnownCall call) =>
        NativeWait.Of(call.Operation, call.Entry, call.Via) is not { TakesAny: true } ? null : call.Program.FaultOf(call.Site.Syntax, call.Cancellation) switch
        {
            HandlerFault.WaitsOnce => Once,
            HandlerFault.Spins => Spins,
            _ => null,
        };
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private void Kill(CatalogueEntry entry, IInvocationOperation call, Value? child)
    {
        if (child is not ChildValue || State.HasEnded || call.ConstantIn(entry.Signal) == 0)
        {
            return;
        }

        State = State.Mark(ChildMarks.Killed, CallSyntax.NameOf(call.Syntax));
        if (_child is ChildSite { IsLauncher: true } && KillsOneOnly(call))
        {
            _run.Note(Cause.LauncherKilled, CallSyntax.NameOf(call.Syntax), State);
        }
    }

    /// <summary>A lambda that ends the launcher, such as the callback of a token, is as wrong where it stands as where it runs.</summary>
    private void KillInside(IOperation lambda)
    {
        if (_child is not ChildSite { IsLauncher: true })
        {
            return;
        }

        foreach (var call in lambda.Descendants().OfType<IInvocationOperation>().Where(KillsOneOnly))
        {
            if (Place.Of(call.Instance) is { } place && Read(place) is ChildValue && _body.Known.Find(call.TargetMethod).Any(e => e.Role == ChildRole.Kills))
            {
                _run.Note(Cause.LauncherKilled, CallSyntax.NameOf(call.Syntax), State);
            }
        }
    }

    /// <summary>Whether it is the kill that says nothing of the process's own children, where there is one that takes them along.</summary>
    private bool KillsOneOnly(IInvocationOperation call) =>
        call.Arguments.IsEmpty && _body.Known.IsProcess(call.TargetMethod.ContainingType)
        && call.TargetMethod.ContainingType.GetMembers("Kill").OfType<IMethodSymbol>().Any(m => m.Parameters.Length == 1);

    // Process.GetCurrentProcess().Kill(): how a program that has started its successor goes.
    private static bool KillsItself(IInvocationOperation call, List<CatalogueEntry> entries) =>
        call.Instance is IInvocationOperation { TargetMethod.Name: "GetCurrentProcess" } && entries.Any(e => e.Role == ChildRole.Kills);
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    // Linux, include/uapi/linux/wait.h
    private const long WNoHang = 0x1;
    private const long WNoWait = 0x1000000;
    private const long AllChildren = 0;
    private const long ProcessGroup = 2;

    /// <summary>A call of the wait family, read by its arguments.</summary>
    private Value? EvaluateWait(CatalogueEntry entry, IInvocationOperation call, Value? child)
    {
        Linger();
        if (child is ProcessIdValue && State.Owed)
        {
            Settle(Settlement.Waited);
            return null;
        }

        if (child is not ChildValue)
        {
            return State.Owed && _child.IsRaw && CallSlots.TakesPid(entry) ? EvaluateWaitForOthers(entry, call, child) : null;
        }

        if (call.ConstantIn(entry.IdType) is AllChildren)
        {
            return EvaluateWaitForOthers(entry, call, child);
        }

        var bounded = false;
        if (entry.Options.Kind != SlotKind.None)
        {
            if (call.ConstantIn(entry.Options) is not { } options)
            {
                Settle(Settlement.Waited);
                return null;
            }

            if ((options & WNoWait) != 0)
            {
                return null;
            }

            bounded = (options & WNoHang) != 0;
        }

        bounded |= entry.Timeout.Kind != SlotKind.None && !IsInfinite(call, entry.Timeout);
        if (bounded)
        {
            return EvaluateBoundedWait(entry, call);
        }

        if (entry.Result == ResultMeaning.Task)
        {
            State = State.Mark(ChildMarks.WaitTaken, CallSyntax.NameOf(call.Syntax));
            return new WaitTaskValue(IsCancellable: CancelsBy(call)) { Token = TokenOf(call) };
        }

        Wait(CallSyntax.NameOf(call.Syntax));
        return null;
    }

    /// <summary>The child has been waited for by a call.</summary>
    private void Wait(SyntaxNode call)
    {
        NoteUnread(call);
        if (!State.Has(ChildMarks.Released) && !IsInLoopOfSpawn(call))
        {
            _run.Wait(call, State);
        }

        Settle(Settlement.Waited);
    }

    // A wait beside the spawn collects each child; one behind the loop may collect fewer than were started.
    private bool IsInLoopOfSpawn(SyntaxNode wait) =>
        _child is ChildSite site && site.Call.Syntax.Ancestors().FirstOrDefault(EnclosingCode.IsLoop) is { } loop && loop.Span.Contains(wait.Span);

    private Value? EvaluateBoundedWait(CatalogueEntry entry, IInvocationOperation call)
    {
        if (entry.Result == ResultMeaning.Nothing && (_body.Loops.Contains(_body.BlockOf(call)) || _body.IsReadElsewhere(call)))
        {
            // waitid tells what it found through a struct; code that mentions it again is taken to look there.
            Settle(Settlement.Waited);
            return null;
        }

        State = Limited(State).Mark(ChildMarks.TimedWait, CallSyntax.NameOf(call.Syntax));
        if (State.Owed && _child is ChildSite { IsRaw: false } && _body.Lines.AreCollectedFor(CallSyntax.NameOf(call.Syntax)))
        {
            State = State.Mark(ChildMarks.LinesDue, CallSyntax.NameOf(call.Syntax));
        }

        return entry.Result == ResultMeaning.Nothing ? null : new WaitResultValue(entry.Result, true);
    }

    /// <summary>The state in which a wait that may give up has given up: behind a kill that is all one can do. CloseMainWindow only asks.</summary>
    private ChildState Limited(ChildState state) =>
        !_child.IsRaw && state.Calls.TryGetValue(ChildMarks.Killed, out var kill) && kill.ToString() != "CloseMainWindow" ? state.Mark(ChildMarks.KillJoined) : state;

    /// <summary>A wait for any child, for a group, or for a pid that nothing is known of.</summary>
    private Value? EvaluateWaitForOthers(CatalogueEntry entry, IInvocationOperation call, Value? who)
    {
        var idType = call.ConstantIn(entry.IdType);
        var pid = call.ConstantIn(entry.Child);
        if (pid is null && entry.Child.Kind == SlotKind.Argument && who is null)
        {
            var named = Strip(call.ArgumentAt(entry.Child.Index)?.Value);
            pid = named is not null && Place.Of(named) is { } place ? State.Facts.Of(place).Constant as long? : null;
            if (pid is null && (named is IFieldReferenceOperation || IsGroupOfChild(named)))
            {
                // A number from elsewhere may be the child's, or its group's.
                Settle(Settlement.Waited);
                return null;
            }
        }

        var isAny = entry.Child.Kind == SlotKind.Any || pid == -1 || idType == AllChildren;
        var isGroup = pid is 0 or < -1 || idType == ProcessGroup;
        if (!isAny && !isGroup)
        {
            return null;
        }

        var options = entry.Options.Kind == SlotKind.None ? 0 : call.ConstantIn(entry.Options) ?? 0;
        if ((options & WNoWait) != 0)
        {
            return null;
        }

        if ((options & WNoHang) != 0)
        {
            return entry.Result == ResultMeaning.Nothing ? null : new WaitResultValue(entry.Result, true);
        }

        // One wait collects one child: enough for a site that runs once, and for others where the wait is repeated too.
        if (!_child.IsInLoop || isGroup || _body.Loops.Contains(_body.BlockOf(call)))
        {
            Wait(CallSyntax.NameOf(call.Syntax));
        }
        else
        {
            State = State.Mark(ChildMarks.WaitedForAny, CallSyntax.NameOf(call.Syntax));
        }

        return null;
    }

    private bool IsGroupOfChild(IOperation? pid) =>
        pid is IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus && Place.Of(minus.Operand) is { } place && Read(place) is ChildValue;

    private static bool IsInfinite(IInvocationOperation call, Slot timeout)
    {
        if (call.ConstantIn(timeout) is { } milliseconds)
        {
            // The largest timeout is 24 days; before Timeout.Infinite had a name, it was written for "for ever".
            return milliseconds is < 0 or int.MaxValue;
        }

        return Strip(call.ArgumentAt(timeout.Index)?.Value) is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" };
    }
}

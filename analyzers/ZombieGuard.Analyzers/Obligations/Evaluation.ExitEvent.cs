using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    private void EvaluateEvent(IEventAssignmentOperation assignment)
    {
        var handler = Evaluate(assignment.HandlerValue);
        if (assignment.EventReference is not IEventReferenceOperation reference)
        {
            Give(handler);
            return;
        }

        var owner = Evaluate(reference.Instance);
        if (owner is null or WaitTaskValue || !_body.Known.Find(reference.Event).Any(e => e.Role == ChildRole.ExitEvent))
        {
            // The handlers of the output run while the child lives; what they take, they take.
            Give(handler);
            return;
        }

        // A handler of the exit runs only once the event is enabled, which is asked for elsewhere.
        MarkExit(owner, assignment.Adds ? ObjectMarks.ExitSubscribed : ObjectMarks.None);
        if (assignment is { Adds: true, HandlerValue: not IInvalidOperation })
        {
            _run.Subscribe((owner as ObjectValue)?.Creation, CallSyntax.NameOf(reference.Syntax));
        }
    }

    private void MarkExit(Value owner, ObjectMarks marks)
    {
        if (owner is ObjectValue made)
        {
            Remark(made, marks);
        }
        else if (owner is ChildValue)
        {
            _run.IsExitEventEnabled |= marks.HasFlag(ObjectMarks.EventsEnabled);
            State = State.Mark(
                (marks.HasFlag(ObjectMarks.ExitSubscribed) ? ChildMarks.ExitSubscribed : ChildMarks.None)
                | (marks.HasFlag(ObjectMarks.EventsEnabled) ? ChildMarks.EventsEnabled : ChildMarks.None));
        }
    }

    /// <summary>The object that is started becomes the child, and what was done to it before was done to the child.</summary>
    private void TakeOverExit(ObjectValue made)
    {
        MarkExit(ChildValue.Instance, made.Marks);
        _run.SubscribeAsChild(made.Creation);
    }
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    /// <summary>A call on what reads the output.</summary>
    private Value? EvaluateRead(IInvocationOperation call, ReaderValue reader)
    {
        var name = CallSyntax.NameOf(call.Syntax);
        switch (call.TargetMethod.Name)
        {
            case "Dispose" or "DisposeAsync" or "Close":
                // Whoever writes into it from here on fails and does not block.
                StartReading(reader.IsError);
                return null;
            case "ReadToEnd" or "CopyTo":
                ReadToEnd(reader.IsError, name);
                return null;
            case "ReadToEndAsync" or "CopyToAsync":
                StartReading(reader.IsError);
                return new ReadTaskValue(reader.IsError, name);
            case { } read when read.StartsWith("Read", System.StringComparison.Ordinal) && IsInLoop(call.Syntax):
                // Line by line, until there is none left.
                ReadToEnd(reader.IsError, name);
                return null;
            default:
                StartReading(reader.IsError);
                return null;
        }
    }

    /// <summary>A call on the task that reads the output.</summary>
    private Value? EvaluateReadTask(IInvocationOperation call, ReadTaskValue reading)
    {
        switch (call.TargetMethod.Name)
        {
            case "ConfigureAwait" or "GetAwaiter" or "AsTask" or "WaitAsync":
                return reading;
            case "GetResult" or "Wait":
                ReadToEnd(reading.IsError, reading.Call);
                return null;
            default:
                return null;
        }
    }

    /// <summary>A method of the program that is given the reader: whether it reads on to the end is seen by its text.</summary>
    private Value? EvaluateReadingHelper(IInvocationOperation call, ReaderValue reader)
    {
        var readsToEnd = call.TargetMethod.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax().DescendantNodes().OfType<SimpleNameSyntax>())
            .Any(n => n.Identifier.ValueText is "ReadToEnd" or "ReadToEndAsync" or "CopyTo" or "CopyToAsync" or "EndOfStream"
                || (n.Identifier.ValueText.StartsWith("ReadLine", System.StringComparison.Ordinal) && IsInLoop(n)));
        StartReading(reader.IsError);
        if (!readsToEnd)
        {
            return null;
        }

        if (call.Type is { Name: "Task" or "ValueTask" })
        {
            return new ReadTaskValue(reader.IsError, CallSyntax.NameOf(call.Syntax));
        }

        ReadToEnd(reader.IsError, CallSyntax.NameOf(call.Syntax));
        return null;
    }

    /// <summary>This code goes on when the output has ended: until then nobody reads the other one, unless somebody has begun to.</summary>
    private void ReadToEnd(bool isError, SyntaxNode call)
    {
        var isRead = State.Has(isError ? ChildMarks.OutputRead : ChildMarks.ErrorRead);
        if (State.Owed && !isRead && _child is ChildSite site && (isError ? site.Pipes.Output : site.Pipes.Error))
        {
            _run.Note(_body.Output.IsReadAnywhere(!isError) ? Cause.ReadOneByOne : Cause.ReadOnlyOne, call, State);
            StartReading(!isError);
        }

        StartReading(isError);
        if (State.Owed)
        {
            State = State.Mark(ChildMarks.OutputEnded, call);
        }
    }

    private void StartReading(bool isError)
    {
        if (State.Owed)
        {
            State = State.Mark(isError ? ChildMarks.ErrorRead : ChildMarks.OutputRead);
        }
    }

    /// <summary>Whoever is given the reader, or runs the lambda that uses it, reads.</summary>
    private void ReadInside(IOperation code)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            var member = operation switch
            {
                IPropertyReferenceOperation property => (ISymbol)property.Property,
                IInvocationOperation call => call.TargetMethod,
                _ => null,
            };
            if (member is not null && _body.Output.ReadBy(member) is { } isError)
            {
                StartReading(isError);
            }

            if (operation is IInvocationOperation { TargetMethod: var method } && !HandleUse.IsForeign(method))
            {
                ReadBy(method);
            }
        }
    }

    /// <summary>A method of the program that can get at the child may read: that is seen by its text.</summary>
    private void ReadBy(IMethodSymbol method)
    {
        var (output, error) = ProgramMethods.Reads(method);
        if (output)
        {
            StartReading(isError: false);
        }

        if (error)
        {
            StartReading(isError: true);
        }
    }

    /// <summary>The lines of the output are used where the last ones may not have come.</summary>
    private void NoteLines(IOperation mention)
    {
        if (State.Owed && State.Has(ChildMarks.LinesDue) && State.Calls.TryGetValue(ChildMarks.LinesDue, out var wait)
            && mention is ILocalReferenceOperation { Local: var local } && _body.Lines.AreCollectedFor(wait, local))
        {
            _run.Note(Cause.LinesMissing, wait, State);
        }
    }

    /// <summary>What has come by now is all that is wanted.</summary>
    private void ForgoLines()
    {
        IsDropped |= State.HasEnded;
        State = State.Unmark(ChildMarks.LinesDue);
    }

    /// <summary>The child is waited for without a limit: what is still in its pipes by then keeps it from ending.</summary>
    private void NoteUnread(SyntaxNode wait)
    {
        if (_child is not ChildSite site || !State.Owed || State.Has(ChildMarks.Released) || State.Has(ChildMarks.Killed))
        {
            return;
        }

        foreach (var isError in new[] { false, true })
        {
            if (!(isError ? site.Pipes.Error : site.Pipes.Output) || State.Has(isError ? ChildMarks.ErrorRead : ChildMarks.OutputRead))
            {
                continue;
            }

            if (_body.Output.IsReadBehind(isError, wait))
            {
                _run.Note(Cause.WaitsBeforeReading, wait, State);
            }
            else if (!_body.Output.IsReadAnywhere(isError))
            {
                _run.Note(Cause.NeverRead, site.Name, State);
            }
        }
    }

    private static bool IsInLoop(SyntaxNode call) =>
        call.Ancestors().TakeWhile(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
            .Any(EnclosingCode.IsLoop);
}

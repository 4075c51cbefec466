using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>
/// What text an expression may be, as far as constants say: through the variables of a member, whatever the order, the fields
/// and properties that only the program's own code sets, and the methods that choose between constants.
/// </summary>
internal sealed class TextValues
{
    private const int MaxDepth = 4;

    // Looked at when the variable is asked for, and not before: most have nothing to do with a program's name.
    private readonly Dictionary<ISymbol, List<Func<int, IEnumerable<IOperation>>>> _values = new(SymbolEqualityComparer.Default);

    /// <summary>Notes that a variable may hold a value.</summary>
    public void Add(ISymbol variable, IOperation value) => Add(variable, depth => LeavesOf(value, depth));

    /// <summary>Notes what the variables of <c>var (file, arguments) = …</c> may hold.</summary>
    public void Add(IDeconstructionAssignmentOperation deconstruction)
    {
        var targets = Named(deconstruction.Target) is ITupleOperation tuple ? tuple.Elements : ImmutableArray<IOperation>.Empty;
        for (var i = 0; i < targets.Length; i++)
        {
            var position = i;
            if (Named(targets[i]) is ILocalReferenceOperation local)
            {
                Add(local.Local, depth => LeavesOf(deconstruction.Value, depth).OfType<ITupleOperation>()
                    .Where(t => t.Elements.Length == targets.Length).SelectMany(t => LeavesOf(t.Elements[position], depth + 1)));
            }
        }
    }

    /// <summary>Notes what the variable of a loop over an array that is written down may hold.</summary>
    public void Add(IForEachLoopOperation loop)
    {
        foreach (var local in loop.Locals)
        {
            Add(local, depth => LeavesOf(loop.Collection, depth).OfType<IArrayCreationOperation>()
                .SelectMany(array => array.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty).SelectMany(value => LeavesOf(value, depth + 1)));
        }
    }

    private void Add(ISymbol variable, Func<int, IEnumerable<IOperation>> values)
    {
        if (!_values.TryGetValue(variable, out var all))
        {
            _values[variable] = all = new List<Func<int, IEnumerable<IOperation>>>();
        }

        all.Add(values);
    }

    /// <summary>The constant texts that an expression may be: itself, the arms of a condition, what its variable is given.</summary>
    public IEnumerable<string> TextsOf(IOperation expression) => TextsOf(expression, 0);

    /// <summary>The expressions that an expression may be: itself, the arms of a condition, what its variable is given.</summary>
    public IEnumerable<IOperation> LeavesOf(IOperation expression) => LeavesOf(expression, 0);

    private IEnumerable<IOperation> LeavesOf(IOperation expression, int depth) => depth >= MaxDepth ? new[] { expression } : expression switch
    {
        IConversionOperation conversion => LeavesOf(conversion.Operand, depth),
        IConditionalOperation { WhenFalse: { } whenFalse } choice => LeavesOf(choice.WhenTrue, depth + 1).Concat(LeavesOf(whenFalse, depth + 1)),
        ICoalesceOperation coalesce => LeavesOf(coalesce.Value, depth + 1).Concat(LeavesOf(coalesce.WhenNull, depth + 1)),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => LeavesOf(arm.Value, depth + 1)),
        ILocalReferenceOperation local when _values.TryGetValue(local.Local, out var values) => values.SelectMany(v => v(depth + 1)),
        IFieldReferenceOperation or IPropertyReferenceOperation or IInvocationOperation when KeptOrMadeBy(expression) is { Count: > 0 } values =>
            values.SelectMany(v => LeavesOf(v, depth + 1)),
        _ => new[] { expression },
    };

    private IEnumerable<string> TextsOf(IOperation expression, int depth)
    {
        if (expression.ConstantValue is { HasValue: true, Value: string text })
        {
            return new[] { text };
        }

        if (depth >= MaxDepth)
        {
            return Enumerable.Empty<string>();
        }

        return expression switch
        {
            // Path.Combine(folder, "control.exe"): the last part names the program.
            IInvocationOperation { TargetMethod: { Name: "Combine", ContainingType.Name: "Path" }, Arguments: { Length: > 0 } parts } =>
                TextsOf(parts[parts.Length - 1].Value, depth + 1),
            IConversionOperation or IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation or ILocalReferenceOperation
                or IFieldReferenceOperation or IPropertyReferenceOperation or IInvocationOperation =>
                LeavesOf(expression, depth).Where(leaf => leaf != expression).SelectMany(leaf => TextsOf(leaf, depth + 1)),
            // The beginning of a text that is put together decides what program it names.
            IInterpolatedStringOperation { Parts: { Length: > 0 } parts } when parts[0] is IInterpolatedStringTextOperation first => TextsOf(first.Text, depth + 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => TextsOf(sum.LeftOperand, depth + 1),
            _ => Enumerable.Empty<string>(),
        };
    }

    /// <summary>What a member of the program always holds, or one of its methods returns.</summary>
    private static List<IOperation> KeptOrMadeBy(IOperation expression) => expression switch
    {
        IInvocationOperation call => ReturnedBy(call.TargetMethod, call.SemanticModel),
        IPropertyReferenceOperation { Property: { GetMethod: { } getter, SetMethod: null } } property
            when ReturnedBy(getter, property.SemanticModel) is { Count: > 0 } returned => returned,
        _ => Writes.Of(expression) is { AreAll: true, Fillers.IsEmpty: true } writes ? writes.Values.ToList() : new(),
    };

    private static List<IOperation> ReturnedBy(IMethodSymbol method, SemanticModel? near) => OwnFunction.Of(method, near) is { } function
        ? OwnFunction.Inside(function.Body).OfType<IReturnOperation>().Select(r => r.ReturnedValue).OfType<IOperation>().ToList()
        : new();

    private static IOperation Named(IOperation target) => target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
}

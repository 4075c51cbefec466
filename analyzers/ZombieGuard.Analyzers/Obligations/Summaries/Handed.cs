using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>What a call hands to a method of the program: values that matter to the child, and constants that its tests may ask for.</summary>
/// <param name="Values">The values, by the parameter or captured variable that holds them in the method; null for the receiver.</param>
/// <param name="Constants">Parameters that are known to be a bool, a number or null.</param>
internal sealed record Handed(ImmutableArray<(ISymbol? Variable, Value Value)> Values, ImmutableArray<(ISymbol Parameter, PlaceFact Fact)> Constants)
{
    public static readonly Handed Nothing = new(
        ImmutableArray<(ISymbol? Variable, Value Value)>.Empty, ImmutableArray<(ISymbol Parameter, PlaceFact Fact)>.Empty);

    /// <summary>Says what is handed, so that a summary is worked out once for all calls that hand over the same; null when that cannot be said.</summary>
    public string? Key
    {
        get
        {
            var key = new StringBuilder();
            foreach (var (variable, value) in Values)
            {
                if (KeyOf(value) is not { } text)
                {
                    return null;
                }

                key.Append(NameOf(variable)).Append('=').Append(text).Append(' ');
            }

            foreach (var (parameter, fact) in Constants)
            {
                key.Append(NameOf(parameter)).Append(':').Append(fact.IsNull).Append(fact.Constant).Append(' ');
            }

            return key.ToString();
        }
    }

    /// <summary>Whether it can be followed what a method does with the value.</summary>
    public static bool Tracks(Value? value) => value is ObjectValue or ProcessIdValue || (value is { CarriesChild: true } && KeyOf(value) is not null);

    /// <summary>The state at the entry of the method.</summary>
    public ChildState AtEntry()
    {
        var values = ImmutableDictionary<Place, Value>.Empty;
        foreach (var (variable, value) in Values)
        {
            // Who gives the number of a Process has the Process.
            values = values.SetItem(Place.GivenBy(variable), value is ProcessIdValue ? ChildValue.Instance : value);
            var place = variable is null ? Place.This : Place.Of(variable);
            values = value is TupleValue { Elements: var elements }
                ? values.SetItems(elements.Select((element, i) => new KeyValuePair<Place, Value>(place.Element(i), element!)).Where(e => e.Value is not null))
                : values.SetItem(place, value);
        }

        var facts = Constants.Aggregate(FactSet.Empty, (known, constant) => known.With(Place.Of(constant.Parameter), constant.Fact));
        var owed = Values.Any(v => v.Value.CarriesChild || v.Value is ProcessIdValue);
        return new ChildState { Owed = owed, Marks = owed ? ChildMarks.Kept : ChildMarks.None, Values = values, Facts = facts };
    }

    /// <summary>An object that the caller made, as the method sees it: the same for all callers.</summary>
    public static ObjectValue Object(IMethodSymbol method, ISymbol? variable, ObjectMarks marks) =>
        new((variable ?? method).DeclaringSyntaxReferences[0].GetSyntax(), marks);

    private static string NameOf(ISymbol? variable) => variable switch
    {
        null => "this",
        IParameterSymbol parameter => parameter.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => variable.Name,
    };

    private static string? KeyOf(Value value) => value switch
    {
        ChildValue => "child",
        ProcessIdValue => "id",
        ObjectValue made => "object" + (int)made.Marks,
        WaitTaskValue wait => "wait" + (wait.IsCancellable ? "?" : "") + (wait.IsBounded ? "<" : ""),
        PromiseValue promise when KeyOf(promise.Result) is { } result => "task " + result,
        HolderValue holder when KeyOf(holder.Element) is { } element => "list " + element,
        RecordValue record when KeyOf(record.Member) is { } member => "record " + member,
        TupleValue tuple => KeyOf(tuple.Elements),
        _ => null,
    };

    private static string? KeyOf(IEnumerable<Value?> elements)
    {
        var keys = elements.Select(e => e is null ? "_" : KeyOf(e)).ToList();
        return keys.Contains(null) ? null : "(" + string.Join(",", keys) + ")";
    }
}

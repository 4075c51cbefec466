using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations;

internal sealed partial class Evaluation
{
    /// <summary>Stores a value in a place of this body.</summary>
    private void Store(Place place, Value? value)
    {
        var values = State.Values;
        foreach (var held in values.Keys.Where(held => held.IsWithin(place)))
        {
            values = values.Remove(held);
        }

        if (value is TupleValue tuple)
        {
            for (var i = 0; i < tuple.Elements.Length; i++)
            {
                if (tuple.Elements[i] is { } element)
                {
                    values = values.SetItem(place.Element(i), element);
                }
            }
        }
        else if (value is not null)
        {
            values = values.SetItem(place, value);
        }

        State = State with { Values = values, Facts = State.Facts.Without(place) };
        if (value is null)
        {
            return;
        }

        if (place.Symbol is { } symbol)
        {
            if (value.CarriesChild && State.Owed)
            {
                _run.Variable ??= value is ChildValue ? symbol.Name : null;
                State = State.Mark(ChildMarks.Kept);
            }

            if (State.Shared.Contains(symbol) || (value is HolderValue && _body.Lambdas.AreTakenOutOf(symbol)))
            {
                Give(value);
            }
        }
    }

    /// <summary>What was empty holds something of the child from here on, wherever it is kept.</summary>
    private void Fill(Value empty, Value filled)
    {
        var values = State.Values;
        foreach (var pair in State.Values.Where(v => v.Value == empty))
        {
            values = values.SetItem(pair.Key, filled);
        }

        State = State with { Values = values };
        if (State.Values.Any(v => v.Value == filled && v.Key.Symbol is { } symbol && State.Shared.Contains(symbol)))
        {
            Give(filled);
        }
        else if (State.Owed && State.Values.Any(v => v.Value == filled && v.Key.Symbol is not null))
        {
            State = State.Mark(ChildMarks.Kept);
        }
    }

    private IEnumerable<ISymbol> NamesOf(Value value) =>
        State.Values.Where(v => v.Value == value && v.Key.Symbol is not null).Select(v => v.Key.Symbol!);

    private void Forget(System.Func<Value, bool> stale)
    {
        var places = State.Values.Where(v => stale(v.Value)).Select(v => v.Key).ToList();
        if (places.Count > 0)
        {
            State = State with { Values = State.Values.RemoveRange(places) };
        }
    }

    /// <summary>Replaces an object by what it has become, wherever it is held.</summary>
    private void Replace(ObjectValue from, Value to)
    {
        var values = State.Values;
        foreach (var pair in State.Values)
        {
            var replaced = pair.Value.Replace(from, to);
            if (!ReferenceEquals(replaced, pair.Value))
            {
                values = values.SetItem(pair.Key, replaced);
            }
        }

        State = State with { Values = values };
    }

    private void Remark(ObjectValue made, ObjectMarks marks) => Replace(made, made with { Marks = made.Marks | marks });
}

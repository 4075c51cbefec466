using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>What is known of a plain variable.</summary>
/// <param name="IsNull">Whether it is null; null when unknown.</param>
/// <param name="Constant">Its bool, number or character; null when unknown.</param>
internal readonly record struct PlaceFact(bool? IsNull, object? Constant);

/// <summary>The outcome of a condition that can be asked again.</summary>
/// <param name="Value">What it was.</param>
/// <param name="Roots">The variables and members that it reads.</param>
/// <param name="IsVolatile">Whether others may change it, so that it does not hold over the turns of a loop.</param>
internal sealed record ConditionFact(bool Value, ImmutableArray<ISymbol> Roots, bool IsVolatile);

/// <summary>
/// Facts about everything but the child, so that two tests of the same unchanged value take the same branch. Where paths
/// meet, only what both know is kept; that bounds the number of states however many flags a method has.
/// </summary>
internal sealed record FactSet(ImmutableDictionary<Place, PlaceFact> Places, ImmutableDictionary<string, ConditionFact> Conditions)
{
    public static readonly FactSet Empty = new(ImmutableDictionary<Place, PlaceFact>.Empty, ImmutableDictionary<string, ConditionFact>.Empty);

    public PlaceFact Of(Place place) => Places.TryGetValue(place, out var fact) ? fact : default;

    public bool? Of(string condition) => Conditions.TryGetValue(condition, out var fact) ? fact.Value : null;

    public FactSet With(Place place, PlaceFact fact) => this with { Places = Places.SetItem(place, fact) };

    public FactSet With(string condition, ConditionFact fact) => this with { Conditions = Conditions.SetItem(condition, fact) };

    /// <summary>Forgets what depends on a place that is given another value.</summary>
    public FactSet Without(Place place)
    {
        var places = Places;
        foreach (var known in Places.Keys.Where(known => known.IsWithin(place) || known.Equals(place)))
        {
            places = places.Remove(known);
        }

        var facts = ReferenceEquals(places, Places) ? this : this with { Places = places };
        return place.Symbol is { } symbol ? facts.Without(symbol) : facts;
    }

    /// <summary>Forgets the conditions that read a variable or member.</summary>
    public FactSet Without(ISymbol root)
    {
        var stale = Conditions.Where(c => c.Value.Roots.Contains(root, SymbolEqualityComparer.Default)).Select(c => c.Key).ToList();
        return stale.Count == 0 ? this : this with { Conditions = Conditions.RemoveRange(stale) };
    }

    /// <summary>Forgets what another thread, or the loop's own calls, may have changed.</summary>
    public FactSet WithoutVolatile()
    {
        var stale = Conditions.Where(c => c.Value.IsVolatile).Select(c => c.Key).ToList();
        return stale.Count == 0 ? this : this with { Conditions = Conditions.RemoveRange(stale) };
    }

    /// <summary>What both sets know; this very set when that is all of it.</summary>
    public FactSet Intersect(FactSet other)
    {
        var places = Places;
        foreach (var pair in Places)
        {
            if (!other.Places.TryGetValue(pair.Key, out var fact) || fact != pair.Value)
            {
                places = places.Remove(pair.Key);
            }
        }

        var conditions = Conditions;
        foreach (var pair in Conditions)
        {
            if (other.Of(pair.Key) != pair.Value.Value)
            {
                conditions = conditions.Remove(pair.Key);
            }
        }

        return ReferenceEquals(places, Places) && ReferenceEquals(conditions, Conditions) ? this : new FactSet(places, conditions);
    }
}

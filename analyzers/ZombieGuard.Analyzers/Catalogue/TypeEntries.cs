using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>The entries of one type: by member, and those of the type as a whole.</summary>
internal sealed class TypeEntries
{
    private readonly Dictionary<string, List<Line>> _byMember = new(StringComparer.Ordinal);
    private readonly List<Line> _wholeType = new();

    /// <summary>Gets what is said of every member that no line of its own speaks of.</summary>
    public ImmutableArray<CatalogueEntry> WholeType { get; private set; } = ImmutableArray<CatalogueEntry>.Empty;

    public bool MayKnowMember(string name) => !WholeType.IsEmpty || _byMember.ContainsKey(name);

    /// <summary>The lines for the member itself, which beat those for its type; empty when there are none.</summary>
    public ImmutableArray<CatalogueEntry> OfMember(string name, string memberId) =>
        // The first letter of an ID is its kind: "all overloads of method X" is no word about an event X.
        _byMember.TryGetValue(name, out var candidates)
            ? Decide(candidates.Where(line => line.AllOverloads ? line.Entry.MemberId![0] == memberId[0] : line.Entry.MemberId == memberId))
            : ImmutableArray<CatalogueEntry>.Empty;

    public void Add(CatalogueTarget target, CatalogueEntry entry, bool isUsers)
    {
        var line = new Line(entry, target.AllOverloads, isUsers);
        if (target.MemberName is null)
        {
            _wholeType.Add(line);
            WholeType = Decide(_wholeType);
            return;
        }

        if (!_byMember.TryGetValue(target.MemberName, out var ofMember))
        {
            _byMember.Add(target.MemberName, ofMember = new());
        }

        ofMember.Add(line);
    }

    // What the user says of an API replaces what is built in.
    private static ImmutableArray<CatalogueEntry> Decide(IEnumerable<Line> lines)
    {
        var all = lines.ToList();
        var isUsers = all.Any(line => line.IsUsers);
        return all.Where(line => line.IsUsers == isUsers).Select(line => line.Entry).ToImmutableArray();
    }

    private readonly record struct Line(CatalogueEntry Entry, bool AllOverloads, bool IsUsers);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>
/// Entries arranged for looking up by name. It holds no symbols, so that one index of the built-in catalogue serves
/// every compilation.
/// </summary>
internal sealed class CatalogueIndex
{
    private static readonly Lazy<CatalogueIndex> BuiltInIndex = new(() => new CatalogueIndex(CatalogueReader.BuiltIn));

    private readonly HashSet<string> _simpleTypeNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeEntries> _byType = new(StringComparer.Ordinal);
    private readonly ImmutableArray<CatalogueEntry> _all;
    private readonly HashSet<string> _processStarters;
    private readonly Dictionary<(string Library, string EntryPoint), ImmutableArray<CatalogueEntry>> _imports;
    private readonly HashSet<string> _entryPoints = new(StringComparer.Ordinal);

    public CatalogueIndex(IEnumerable<CatalogueEntry> entries)
    {
        var all = entries.ToList();
        foreach (var entry in all.Where(entry => entry.MemberId is not null))
        {
            var target = CatalogueTarget.Of(entry.MemberId!);
            _simpleTypeNames.Add(target.SimpleTypeName);
            if (!_byType.TryGetValue(target.TypeName, out var ofType))
            {
                _byType.Add(target.TypeName, ofType = new TypeEntries());
            }

            ofType.Add(target, entry);
        }

        _imports = all.Where(entry => entry.Library is not null)
            .GroupBy(entry => (entry.Library!, entry.EntryPoint!))
            .ToDictionary(group => group.Key, group => group.ToImmutableArray());
        _entryPoints.UnionWith(_imports.Keys.Select(import => import.EntryPoint));
        Openers = new OpenerNames(all.Where(entry => entry.Role == ChildRole.Opens));
        _processStarters = new(all.Where(entry => entry.Role == ChildRole.StartsProcesses).Select(entry => entry.EntryPoint!), StringComparer.OrdinalIgnoreCase);
        _all = all.ToImmutableArray();
        NamesForFacts = new(_all.Where(IsForFacts).Select(UsedName), StringComparer.Ordinal);
    }

    public static CatalogueIndex BuiltIn => BuiltInIndex.Value;

    public OpenerNames Openers { get; }

    /// <summary>Gets the names, as uses say them, of all that a fact about the whole program may rest on.</summary>
    public HashSet<string> NamesForFacts { get; }

    /// <summary>The name by which a use of the entry's API is found.</summary>
    public static string UsedName(CatalogueEntry entry) => entry.EntryPoint ?? CatalogueTarget.Of(entry.MemberId!).UsedName;

    /// <summary>The entries of a role, for those who look for the API's uses and not for what a use says.</summary>
    public IEnumerable<CatalogueEntry> OfRole(ChildRole role) => _all.Where(entry => entry.Role == role);

    /// <summary>Whether the assembly of this name is known to start processes.</summary>
    public bool StartsProcesses(string assembly) => _processStarters.Contains(assembly);

    public bool MayKnowType(string simpleName) => _simpleTypeNames.Contains(simpleName);

    // The wait of an object (WaitForExit) is no fact about the program; that of a pid or of any child is.
    private static bool IsForFacts(CatalogueEntry entry) => entry.Role switch
    {
        ChildRole.Spawns => entry is { Kind: ChildKind.Managed, MemberId: not null },
        ChildRole.Discharges => entry.Child.Kind == SlotKind.Any || entry.Options.Kind != SlotKind.None || entry.IdType.Kind != SlotKind.None,
        ChildRole.Reaps or ChildRole.SetsSigchld or ChildRole.HandlesSigchld or ChildRole.AwaitsSignal => true,
        _ => false,
    };

    public bool MayKnowImport(string entryPoint) => _entryPoints.Contains(entryPoint);

    public TypeEntries? OfType(string typeName) => _byType.TryGetValue(typeName, out var entries) ? entries : null;

    public ImmutableArray<CatalogueEntry> OfImport(string library, string entryPoint) =>
        _imports.TryGetValue((library, entryPoint), out var entries) ? entries : ImmutableArray<CatalogueEntry>.Empty;
}

/// <summary>The entries of one type: by member, and those of the type as a whole.</summary>
internal sealed class TypeEntries
{
    private readonly Dictionary<string, List<(CatalogueEntry Entry, bool AllOverloads)>> _byMember = new(StringComparer.Ordinal);

    public ImmutableArray<CatalogueEntry> WholeType { get; private set; } = ImmutableArray<CatalogueEntry>.Empty;

    public bool MayKnowMember(string name) => !WholeType.IsEmpty || _byMember.ContainsKey(name);

    /// <summary>A line for the member itself beats a line for its type.</summary>
    public ImmutableArray<CatalogueEntry> OfMember(string name, string memberId)
    {
        if (!_byMember.TryGetValue(name, out var candidates))
        {
            return WholeType;
        }

        var found = ImmutableArray.CreateBuilder<CatalogueEntry>();
        foreach (var (entry, allOverloads) in candidates)
        {
            // The first letter of an ID is its kind: "all overloads of method X" is no word about an event X.
            if (allOverloads ? entry.MemberId![0] == memberId[0] : entry.MemberId == memberId)
            {
                found.Add(entry);
            }
        }

        return found.Count == 0 ? WholeType : found.ToImmutable();
    }

    public void Add(CatalogueTarget target, CatalogueEntry entry)
    {
        if (target.MemberName is null)
        {
            WholeType = WholeType.Add(entry);
            return;
        }

        if (!_byMember.TryGetValue(target.MemberName, out var ofMember))
        {
            _byMember.Add(target.MemberName, ofMember = new());
        }

        ofMember.Add((entry, target.AllOverloads));
    }
}

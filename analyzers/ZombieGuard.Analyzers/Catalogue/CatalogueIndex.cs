using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>
/// Entries arranged for looking up by name. It holds no symbols, so that one index of the built-in catalogue serves
/// every compilation.
/// </summary>
internal sealed class CatalogueIndex
{
    private static readonly Lazy<CatalogueIndex> BuiltInIndex =
        new(() => new CatalogueIndex(CatalogueReader.BuiltIn, ImmutableArray<CatalogueEntry>.Empty));

    // As long as a file does not change, its index stays the same object: others keep by it what they have scanned for its names.
    private readonly ConditionalWeakTable<CatalogueFile, CatalogueIndex> _extended = new();
    private readonly HashSet<string> _simpleTypeNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeEntries> _byType = new(StringComparer.Ordinal);
    private readonly ImmutableArray<CatalogueEntry> _builtIn;
    private readonly ImmutableArray<CatalogueEntry> _users;
    private readonly ImmutableArray<CatalogueEntry> _all;
    private readonly HashSet<string> _processStarters;
    private readonly Dictionary<(string Library, string EntryPoint), ImmutableArray<CatalogueEntry>> _imports;
    private readonly HashSet<string> _entryPoints = new(StringComparer.Ordinal);

    private CatalogueIndex(ImmutableArray<CatalogueEntry> builtIn, ImmutableArray<CatalogueEntry> users)
    {
        _builtIn = builtIn;
        _users = users;
        AddMembers(users, areUsers: true);
        AddMembers(builtIn, areUsers: false);

        var ofImports = users.Where(entry => entry.Library is not null).ToLookup(ImportOf);
        _imports = ofImports.Concat(builtIn.Where(entry => entry.Library is not null).GroupBy(ImportOf).Where(group => !ofImports.Contains(group.Key)))
            .ToDictionary(group => group.Key, group => group.ToImmutableArray());
        _entryPoints.UnionWith(_imports.Keys.Select(import => import.EntryPoint));

        _all = users.AddRange(builtIn);
        Openers = new OpenerNames(OfRole(ChildRole.Opens));
        Launchers = new LauncherNames(OfRole(ChildRole.Launches));
        _processStarters = new(OfRole(ChildRole.StartsProcesses).Select(entry => entry.EntryPoint!), StringComparer.OrdinalIgnoreCase);
        NamesForFacts = new(_all.Where(IsForFacts).Select(UsedName), StringComparer.Ordinal);
    }

    public static CatalogueIndex BuiltIn => BuiltInIndex.Value;

    /// <summary>Gets a value indicating whether users have taught it a way to start children.</summary>
    public bool HasSpawnsOfUsers => _users.Any(entry => entry.Role == ChildRole.Spawns);

    public OpenerNames Openers { get; }

    public LauncherNames Launchers { get; }

    /// <summary>Gets the names, as uses say them, of all that a fact about the whole program may rest on.</summary>
    public HashSet<string> NamesForFacts { get; }

    /// <summary>The name by which a use of the entry's API is found.</summary>
    public static string UsedName(CatalogueEntry entry) => entry.EntryPoint ?? CatalogueTarget.Of(entry.MemberId!).UsedName;

    /// <summary>
    /// This index and a user's file. Where the file speaks of an API, nothing else that is built in about the API counts: who corrects a
    /// line need not know how many there are. Lines of several files add up.
    /// </summary>
    public CatalogueIndex With(CatalogueFile file) =>
        file.Entries.IsEmpty ? this : _extended.GetValue(file, f => new CatalogueIndex(_builtIn, _users.AddRange(f.Entries)));

    /// <summary>The entries of a role, for those who look for the API's uses and not for what a use says.</summary>
    public IEnumerable<CatalogueEntry> OfRole(ChildRole role) => _all.Where(entry => entry.Role == role);

    /// <summary>Whether the assembly of this name is known to start processes.</summary>
    public bool StartsProcesses(string assembly) => _processStarters.Contains(assembly);

    public bool MayKnowType(string simpleName) => _simpleTypeNames.Contains(simpleName);

    public bool MayKnowImport(string entryPoint) => _entryPoints.Contains(entryPoint);

    public TypeEntries? OfType(string typeName) => _byType.TryGetValue(typeName, out var entries) ? entries : null;

    public ImmutableArray<CatalogueEntry> OfImport(string library, string entryPoint) =>
        _imports.TryGetValue((library, entryPoint), out var entries) ? entries : ImmutableArray<CatalogueEntry>.Empty;

    // The wait of an object (WaitForExit) is no fact about the program; that of a pid or of any child is.
    private static bool IsForFacts(CatalogueEntry entry) => entry.Role switch
    {
        ChildRole.Spawns => entry is { Kind: ChildKind.Managed, MemberId: not null },
        ChildRole.Discharges => entry.Child.Kind == SlotKind.Any || entry.Options.Kind != SlotKind.None || entry.IdType.Kind != SlotKind.None,
        ChildRole.Reaps or ChildRole.SetsSigchld or ChildRole.HandlesSigchld or ChildRole.AwaitsSignal => true,
        _ => false,
    };

    private static (string Library, string EntryPoint) ImportOf(CatalogueEntry entry) => (entry.Library!, entry.EntryPoint!);

    private void AddMembers(ImmutableArray<CatalogueEntry> entries, bool areUsers)
    {
        foreach (var entry in entries.Where(entry => entry.MemberId is not null))
        {
            var target = CatalogueTarget.Of(entry.MemberId!);
            _simpleTypeNames.Add(target.SimpleTypeName);
            if (!_byType.TryGetValue(target.TypeName, out var ofType))
            {
                _byType.Add(target.TypeName, ofType = new TypeEntries());
            }

            ofType.Add(target, entry, areUsers);
        }
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>
/// What the catalogue says about the symbols of one compilation. Types are known by their full name, so that it does
/// not matter which of several references brings them; a type of the same simple name elsewhere is a stranger.
/// </summary>
internal sealed class KnownSymbols
{
    private readonly CatalogueIndex _index;
    private readonly ChildAttributes? _attributes;

    // Types by symbol: most members that are asked about belong to types that the catalogue does not know, and this
    // makes that answer one lookup. Null values are such types.
    private readonly ConcurrentDictionary<INamedTypeSymbol, TypeEntries?> _types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<CatalogueEntry>> _members = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<CatalogueEntry>> _marked = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> _interfaces = new(SymbolEqualityComparer.Default);

    private readonly Lazy<OpenerNames> _openers;

    private KnownSymbols(
        CatalogueIndex index, ChildAttributes? attributes, Func<IEnumerable<string>> openers, Compilation compilation, INamedTypeSymbol? process)
    {
        _index = index;
        _attributes = attributes;
        _openers = new(() => OpenerNames.Of(openers()));
        Process = process;
        ProcessStartInfo = TypeOf(compilation, "System.Diagnostics.ProcessStartInfo");
        TaskCanceled = TypeOf(compilation, "System.Threading.Tasks.TaskCanceledException");
        Timeout = TypeOf(compilation, "System.TimeoutException");
    }

    /// <summary>Gets <c>System.Diagnostics.Process</c>; null when the compilation does not reference it.</summary>
    public INamedTypeSymbol? Process { get; }

    public INamedTypeSymbol? ProcessStartInfo { get; }

    /// <summary>Gets what a cancelled wait throws.</summary>
    public INamedTypeSymbol? TaskCanceled { get; }

    /// <summary>Gets what a wait throws whose time is up.</summary>
    public INamedTypeSymbol? Timeout { get; }

    /// <summary>Null when nothing in this compilation can start a process: then no rule needs to be registered.</summary>
    /// <param name="compilation">The compilation to answer for.</param>
    /// <param name="catalogue">The built-in catalogue, or one that the user's files have extended.</param>
    /// <param name="openers">More programs that open something; asked for once, when it matters.</param>
    public static KnownSymbols? Create(Compilation compilation, CatalogueIndex? catalogue = null, Func<IEnumerable<string>>? openers = null)
    {
        var index = catalogue ?? CatalogueIndex.BuiltIn;
        var attributes = ChildAttributes.Create(compilation);
        var process = TypeOf(compilation, ProcessType.FullName);
        if (process is null
            && attributes is null
            && !index.HasSpawnsOfUsers
            && TypeOf(compilation, "System.Runtime.InteropServices.DllImportAttribute") is null
            && TypeOf(compilation, "System.Runtime.InteropServices.LibraryImportAttribute") is null)
        {
            return null;
        }

        return new(index, attributes, openers ?? Enumerable.Empty<string>, compilation, process);
    }

    /// <summary>
    /// The lines about a method, property or event; empty for nearly all. What is asked for may be constructed, an
    /// override, an implementation of an interface, a reduced extension method, an accessor or a local function. A line for the member
    /// beats its attributes, and these a line for its type; the member beats what it overrides, and that what it implements.
    /// </summary>
    public ImmutableArray<CatalogueEntry> Find(ISymbol member)
    {
        var definition = DefinitionOf(member);
        if (definition is IMethodSymbol { MethodKind: MethodKind.LocalFunction } function)
        {
            return FindMarked(function) is { IsEmpty: false } marked ? marked : FindImport(function);
        }

        for (var declared = definition; declared is not null; declared = OverriddenBy(declared))
        {
            if (FindDeclared(declared) is { IsEmpty: false } found)
            {
                return found;
            }
        }

        return FindImplemented(definition) is { IsEmpty: false } promised ? promised
            : definition is IMethodSymbol method ? FindImport(method)
            : ImmutableArray<CatalogueEntry>.Empty;
    }

    /// <summary>As <see cref="Find"/>, for a symbol that may not be there, or be none that the catalogue speaks of.</summary>
    public ImmutableArray<CatalogueEntry> FindAll(ISymbol? symbol) =>
        symbol is IMethodSymbol or IPropertySymbol or IEventSymbol ? Find(symbol) : ImmutableArray<CatalogueEntry>.Empty;

    /// <summary>Whether the method is a native import, known or not.</summary>
    public bool IsNativeImport(IMethodSymbol method) => NativeImports.IsImport(method.OriginalDefinition);

    /// <summary>Whether the type is <c>System.Diagnostics.Process</c> or derives from it.</summary>
    public bool IsProcess(ITypeSymbol? type) => ProcessType.Is(type);

    /// <summary>Whether starting this program opens a URL or a document, so that nobody would wait for it.</summary>
    /// <param name="fileName">The program as the start information names it; a URL counts.</param>
    /// <param name="arguments">The arguments as one text; null when there are none or nobody knows them.</param>
    public bool IsOpener(string fileName, string? arguments) => _index.Openers.Contains(fileName, arguments) || _openers.Value.Contains(fileName, arguments);

    /// <summary>Whether the program starts others, which go on when it alone is killed.</summary>
    /// <param name="fileName">The program as the start information names it.</param>
    /// <param name="arguments">The arguments as one text; null when there are none or nobody knows them.</param>
    public bool IsLauncher(string fileName, string? arguments) => _index.Launchers.Contains(fileName, arguments);

    /// <summary>Gets the names of all APIs that a fact about the whole program may rest on.</summary>
    public HashSet<string> NamesForFacts => _index.NamesForFacts;

    /// <summary>The entries of a role, for those who look for the uses of an API.</summary>
    public IEnumerable<CatalogueEntry> OfRole(ChildRole role) => _index.OfRole(role);

    /// <summary>Whether the assembly of this name is known to start processes.</summary>
    public bool StartsProcesses(string assembly) => _index.StartsProcesses(assembly);

    /// <summary>Whether objects of the type stand for children that <c>Process</c> owns: it is one, or a call that the catalogue knows starts them.</summary>
    public bool IsManagedChild(ITypeSymbol? type) => IsProcess(type)
        || (type is not null && _index.MayKnowType(type.Name) && FullName(type) is { } name
            && _index.OfRole(ChildRole.Spawns).Any(entry =>
                entry is { Kind: ChildKind.Managed, MemberId: { } id } && id.StartsWith("M:" + name + ".", StringComparison.Ordinal)));

    private ImmutableArray<CatalogueEntry> FindDeclared(ISymbol member)
    {
        if (member.ContainingType is not { } type)
        {
            return ImmutableArray<CatalogueEntry>.Empty;
        }

        if (!_types.TryGetValue(type, out var entries))
        {
            entries = _index.MayKnowType(type.Name) && FullName(type) is { } name ? _index.OfType(name) : null;
            _types.TryAdd(type, entries);
        }

        if (entries is null || !entries.MayKnowMember(member.MetadataName))
        {
            return FindMarked(member);
        }

        if (!_members.TryGetValue(member, out var found))
        {
            found = member.GetDocumentationCommentId() is { } id
                ? entries.OfMember(member.MetadataName, id)
                : ImmutableArray<CatalogueEntry>.Empty;
            found = !found.IsEmpty ? found : FindMarked(member) is { IsEmpty: false } marked ? marked : entries.WholeType;
            _members.TryAdd(member, found);
        }

        return found;
    }

    private ImmutableArray<CatalogueEntry> FindMarked(ISymbol member)
    {
        if (_attributes is null || !_attributes.MayMark(member))
        {
            return ImmutableArray<CatalogueEntry>.Empty;
        }

        return _marked.TryGetValue(member, out var found)
            ? found
            : _marked.GetOrAdd(member, ChildMarks.Of(member).Select(mark => mark.Entry).OfType<CatalogueEntry>().ToImmutableArray());
    }

    private ImmutableArray<CatalogueEntry> FindImplemented(ISymbol member)
    {
        if (member.IsStatic || member.DeclaredAccessibility != Accessibility.Public)
        {
            return ImmutableArray<CatalogueEntry>.Empty;
        }

        for (var declared = member; declared?.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type; declared = OverriddenBy(declared))
        {
            foreach (var promised in InterfacesOf(type))
            {
                foreach (var promise in promised.GetMembers(declared.Name))
                {
                    if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(promise)?.OriginalDefinition, declared)
                        && FindDeclared(promise.OriginalDefinition) is { IsEmpty: false } found)
                    {
                        return found;
                    }
                }
            }
        }

        return ImmutableArray<CatalogueEntry>.Empty;
    }

    // Of the interfaces of a type only those that lines or attributes may speak of: nearly always none.
    private ImmutableArray<INamedTypeSymbol> InterfacesOf(INamedTypeSymbol type) =>
        _interfaces.TryGetValue(type, out var known)
            ? known
            : _interfaces.GetOrAdd(type, type.AllInterfaces.Where(i => _index.MayKnowType(i.Name) || _attributes?.MayMark(i) == true).ToImmutableArray());

    private ImmutableArray<CatalogueEntry> FindImport(IMethodSymbol method)
    {
        if (!method.IsStatic)
        {
            return ImmutableArray<CatalogueEntry>.Empty;
        }

        if (_members.TryGetValue(method, out var found))
        {
            return found;
        }

        // A compiled LibraryImport looks like any other static method of a library, and decoding the attributes of all
        // of them would cost more than the rare renamed import is worth.
        if (!method.IsExtern && method.DeclaringSyntaxReferences.IsEmpty && !_index.MayKnowImport(method.Name))
        {
            return ImmutableArray<CatalogueEntry>.Empty;
        }

        if (!NativeImports.TryGet(method, out var import))
        {
            return ImmutableArray<CatalogueEntry>.Empty;
        }

        found = _index.OfImport(import.Library, import.EntryPoint);
        if (found.IsEmpty && LibraryName.AlsoKnownAs(import.Library) is { } other)
        {
            found = _index.OfImport(other, import.EntryPoint);
        }

        _members.TryAdd(method, found);
        return found;
    }

    private static ISymbol DefinitionOf(ISymbol member)
    {
        if (member is IMethodSymbol method)
        {
            member = method.AssociatedSymbol ?? method.ReducedFrom ?? method.PartialDefinitionPart ?? method;
        }

        return member.OriginalDefinition;
    }

    private static ISymbol? OverriddenBy(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        IEventSymbol @event => @event.OverriddenEvent?.OriginalDefinition,
        _ => null,
    };

    private static string? FullName(ITypeSymbol type) => type.OriginalDefinition.GetDocumentationCommentId()?.Substring(2);

    // Several references may bring the type; the compilation's own comes first, then whatever is public.
    private static INamedTypeSymbol? TypeOf(Compilation compilation, string metadataName)
    {
        var types = compilation.GetTypesByMetadataName(metadataName);
        return types.Length < 2
            ? types.FirstOrDefault()
            : types.FirstOrDefault(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
                ?? types.FirstOrDefault(type => type.DeclaredAccessibility == Accessibility.Public)
                ?? types[0];
    }
}

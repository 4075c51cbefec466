using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>
/// The attributes by which people teach their own API, known by their full names wherever they are declared. Decoding attributes is
/// dear, so that only symbols of assemblies that can see one are asked for theirs.
/// </summary>
internal sealed class ChildAttributes
{
    private const string Namespace = "ZombieGuard.Annotations";
    private const string Suffix = "Attribute";

    private static readonly Dictionary<string, ChildRole> Roles = new()
    {
        ["SpawnsChild"] = ChildRole.Spawns,
        ["WaitsForChild"] = ChildRole.Discharges,
        ["TakesChild"] = ChildRole.Adopts,
        ["DetachesChild"] = ChildRole.Detaches,
    };

    private readonly HashSet<ISymbol> _declaring;
    private readonly ConcurrentDictionary<ISymbol, bool> _mayMark = new(SymbolEqualityComparer.Default);

    private ChildAttributes(IEnumerable<ISymbol> declaring) => _declaring = new(declaring, SymbolEqualityComparer.Default);

    /// <summary>Null when the compilation sees none of the attributes.</summary>
    public static ChildAttributes? Create(Compilation compilation)
    {
        var declaring = Roles.Keys.SelectMany(name => compilation.GetTypesByMetadataName($"{Namespace}.{name}{Suffix}"))
            .Select(type => type.ContainingAssembly)
            .ToList();
        return declaring.Count == 0 ? null : new(declaring);
    }

    /// <summary>The name of an attribute as its uses say it, without the suffix; null when it is none of these.</summary>
    public static string? NameOf(ITypeSymbol? attribute) =>
        attribute is { ContainingType: null, ContainingNamespace: { Name: "Annotations", ContainingNamespace: { Name: "ZombieGuard", ContainingNamespace.IsGlobalNamespace: true } } }
            && IsName(attribute.Name)
            && attribute.Name.EndsWith(Suffix, System.StringComparison.Ordinal)
            ? WithoutSuffix(attribute.Name)
            : null;

    /// <summary>What the attribute says of the child; null when it is none of these.</summary>
    public static ChildRole? RoleOf(AttributeData attribute) => NameOf(attribute.AttributeClass) is { } name ? Roles[name] : null;

    /// <summary>Whether the name is one that a use may call the attribute by.</summary>
    public static bool IsName(string name) => Roles.ContainsKey(WithoutSuffix(name));

    /// <summary>Whether the symbol may bear an attribute: its assembly declares one or refers to an assembly that does.</summary>
    public bool MayMark(ISymbol symbol) =>
        symbol.ContainingAssembly is { } assembly && (_mayMark.TryGetValue(assembly, out var may) ? may : _mayMark.GetOrAdd(assembly, Sees));

    private bool Sees(ISymbol assembly) =>
        _declaring.Contains(assembly)
        || ((IAssemblySymbol)assembly).Modules.Any(module => module.ReferencedAssemblySymbols.Any(_declaring.Contains));

    private static string WithoutSuffix(string name) =>
        name.EndsWith(Suffix, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
}

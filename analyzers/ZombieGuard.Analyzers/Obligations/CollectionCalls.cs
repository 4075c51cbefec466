using System.Linq;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>The framework's collections by the shape of their calls; there are too many of them to list.</summary>
internal static class CollectionCalls
{
    /// <summary>Whether the call puts an argument into the collection that it is made on.</summary>
    public static bool Adds(IMethodSymbol method) =>
        IsOnCollection(method)
        && method.Name is "Add" or "AddFirst" or "AddLast" or "Enqueue" or "Push" or "Insert" or "TryAdd" or "Append" or "set_Item";

    /// <summary>Whether the call only asks for a number.</summary>
    public static bool Counts(IMethodSymbol method) => method.Name is "Count" or "IndexOf" or "LastIndexOf" or "GetHashCode" or "LongCount";

    /// <summary>Whether the type is a collection that starts out empty or filled by the body that makes it.</summary>
    public static bool IsCollection(ITypeSymbol? type) =>
        type is IArrayTypeSymbol
        || (type is not null && type.SpecialType != SpecialType.System_String && HandleUse.IsFramework(type.ContainingAssembly)
            && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable));

    /// <summary>Whether the type is a sequence of something.</summary>
    public static bool IsSequence(ITypeSymbol? type) =>
        IsCollection(type) || type?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    /// <summary>Whether a sequence of this type may hold values of the other type.</summary>
    public static bool HoldsElement(ITypeSymbol? type, ITypeSymbol element) => type switch
    {
        IArrayTypeSymbol array => IsElement(array.ElementType, element),
        INamedTypeSymbol named => named.TypeArguments.Any(a => IsElement(a, element) || HoldsElement(a, element)),
        _ => false,
    };

    private static bool IsElement(ITypeSymbol type, ITypeSymbol element) =>
        SymbolEqualityComparer.Default.Equals(type, element) || type.SpecialType == SpecialType.System_Object;

    private static bool IsOnCollection(IMethodSymbol method) =>
        IsCollection(method.ContainingType)
        || method.ContainingType?.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable) == true;
}

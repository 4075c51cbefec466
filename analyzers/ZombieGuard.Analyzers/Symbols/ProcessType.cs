using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary><c>System.Diagnostics.Process</c>, told by its full name: a type of the same simple name elsewhere is a stranger.</summary>
internal static class ProcessType
{
    public const string FullName = "System.Diagnostics.Process";

    /// <summary>Whether the type is it or derives from it.</summary>
    public static bool Is(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Process", ContainingType: null, ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } })
            {
                return true;
            }
        }

        return false;
    }
}

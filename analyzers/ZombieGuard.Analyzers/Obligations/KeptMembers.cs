using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ZombieGuard.Analyzers.Obligations;

/// <summary>Fields and properties that only the program's own code can reach, so that it can be seen what becomes of a child in them.</summary>
internal static class KeptMembers
{
    /// <summary>Whether everybody who can reach the member is in this program.</summary>
    public static bool MayKeep(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol
        && !member.DeclaringSyntaxReferences.IsEmpty
        && (ScopeOf(member) is not null || IsInternal(member))
        && (member is not IPropertySymbol property || IsAutomatic(property));

    /// <summary>The type outside of which nobody can reach the member: private itself, or in a type that is; null for none.</summary>
    public static INamedTypeSymbol? ScopeOf(ISymbol member)
    {
        for (var symbol = member; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol is { DeclaredAccessibility: Accessibility.Private, ContainingType: { } type })
            {
                return type;
            }
        }

        return null;
    }

    // As good as private, unless another assembly has been let in.
    private static bool IsInternal(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
        && !member.ContainingAssembly.GetAttributes().Any(a => a.AttributeClass?.Name == "InternalsVisibleToAttribute");

    // A property with code of its own may do anything with what it is given.
    private static bool IsAutomatic(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.All(r => r.GetSyntax() switch
        {
            PropertyDeclarationSyntax { AccessorList: { } accessors } => accessors.Accessors.All(a => a.Body is null && a.ExpressionBody is null),
            ParameterSyntax => true,
            _ => false,
        });
}

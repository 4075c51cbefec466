using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Obligations.Summaries;

/// <summary>
/// Types of the program that only carry values: what is put into them can be had from them again, and they do nothing with it.
/// A type with methods of its own may wait for the child in them.
/// </summary>
internal static class OwnRecord
{
    /// <summary>Whether objects of the type carry one child that everybody who has the object can reach.</summary>
    public static bool HoldsChild(INamedTypeSymbol type, KnownSymbols known) =>
        IsPlain(type) && type.GetMembers().OfType<IPropertySymbol>().Count(p => !p.IsStatic && known.IsProcess(p.Type)) == 1;

    /// <summary>Whether objects of the type carry one number that may be a pid: of two, nobody knows which is.</summary>
    /// <param name="type">The type.</param>
    /// <param name="pid">The type of the pid; null for any number.</param>
    public static bool HoldsPid(INamedTypeSymbol type, ITypeSymbol? pid = null) =>
        IsPlain(type) && type.GetMembers().Count(m => !m.IsStatic && m switch
        {
            IPropertySymbol property => IsPid(property.Type, pid),
            IFieldSymbol { IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private } field => IsPid(field.Type, pid),
            _ => false,
        }) == 1;

    private static bool IsPid(ITypeSymbol type, ITypeSymbol? pid) => HandleUse.IsNumber(type) && (pid is null || SymbolEqualityComparer.Default.Equals(type, pid));

    /// <summary>Whether the type is declared in the program and has nothing but properties, fields and constructors that set them.</summary>
    public static bool IsPlain(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } named
        && !named.DeclaringSyntaxReferences.IsEmpty
        && named.BaseType is null or { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType }
        && named.GetMembers().All(IsPlainMember);

    private static bool IsPlainMember(ISymbol member) =>
        member.IsImplicitlyDeclared
        || member is IFieldSymbol or IPropertySymbol
        || (member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.PropertyGet or MethodKind.PropertySet } method && CallsNothing(method));

    private static bool CallsNothing(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.All(r => r.GetSyntax() is TypeDeclarationSyntax || !r.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>().Any());
}

using System.Linq;
using Microsoft.CodeAnalysis;
using ZombieGuard.Analyzers.Catalogue;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>A function of a native library, as an import names it; the library is normalised.</summary>
internal readonly record struct NativeImport(string Library, string EntryPoint);

/// <summary>
/// Recognises native imports by library and entry point, whatever their C# name is: <c>DllImport</c>,
/// <c>LibraryImport</c> (whose generated inner import never is asked about), extern local functions, metadata.
/// </summary>
internal static class NativeImports
{
    /// <summary>Cheap: no attribute is decoded unless the method has the shape of an import.</summary>
    public static bool IsImport(IMethodSymbol method) => TryGet(method, out _);

    public static bool TryGet(IMethodSymbol method, out NativeImport import)
    {
        import = default;
        if (!method.IsStatic)
        {
            return false;
        }

        if (method.IsExtern && method.GetDllImportData() is { ModuleName: { } module } data)
        {
            import = new(LibraryName.Normalise(module), data.EntryPointName ?? method.Name);
            return true;
        }

        return HasShapeOfLibraryImport(method) && TryGetLibraryImport(method.PartialDefinitionPart ?? method, out import);
    }

    // In source the attribute sits on a partial method; compiled, nothing but the attribute is left to see.
    private static bool HasShapeOfLibraryImport(IMethodSymbol method) =>
        method.IsPartialDefinition || method.PartialDefinitionPart is not null || method.DeclaringSyntaxReferences.IsEmpty;

    private static bool TryGetLibraryImport(IMethodSymbol method, out NativeImport import)
    {
        import = default;
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { Name: "LibraryImportAttribute" } type
                || type.ContainingNamespace.ToDisplayString() != "System.Runtime.InteropServices"
                || attribute.ConstructorArguments.IsEmpty
                || attribute.ConstructorArguments[0].Value is not string library)
            {
                continue;
            }

            var entryPoint = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "EntryPoint").Value;
            import = new(LibraryName.Normalise(library), (entryPoint.IsNull ? null : entryPoint.Value as string) ?? method.Name);
            return true;
        }

        return false;
    }
}

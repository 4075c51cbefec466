using System;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>The name of a native library, the same however an import or a line spells it.</summary>
internal static class LibraryName
{
    /// <summary>
    /// The bare name of a library: no folder, no <c>lib</c>, no suffix, no version. Every spelling of the C library,
    /// musl's and Apple's too, is <c>c</c>.
    /// </summary>
    public static string Normalise(string library)
    {
        var name = library.Trim();
        name = name.Substring(name.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        name = WithoutSuffix(name);
        if (name.StartsWith("lib", StringComparison.Ordinal) && name.Length > 3)
        {
            name = name.Substring(3);
        }

        return name is "System" or "System.B" || name.StartsWith("c.musl-", StringComparison.Ordinal) ? "c" : name;
    }

    /// <summary>The library under whose name the catalogue may hold an import of <paramref name="library"/> as well; null when there is none.</summary>
    public static string? AlsoKnownAs(string library) => library is "pthread" or "rt" ? "c" : null;

    private static string WithoutSuffix(string name)
    {
        foreach (var suffix in new[] { ".so", ".dylib", ".dll" })
        {
            var at = name.LastIndexOf(suffix, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && name.Skip(at + suffix.Length).All(c => c is '.' or >= '0' and <= '9'))
            {
                return name.Substring(0, at);
            }
        }

        return name;
    }
}

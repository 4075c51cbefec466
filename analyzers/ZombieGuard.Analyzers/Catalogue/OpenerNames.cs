using System;
using System.Collections.Generic;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>The programs that open URLs and documents and are not the caller's to wait for.</summary>
internal sealed class OpenerNames
{
    // These need no double slash; every other scheme is recognised by it.
    private static readonly string[] PlainSchemes = { "mailto:", "file:", "tel:" };

    private readonly ProgramNames _programs;

    public OpenerNames(IEnumerable<CatalogueEntry> openers) => _programs = new(openers);

    /// <summary>Programs that open something whatever their arguments.</summary>
    public static OpenerNames Of(IEnumerable<string> programs) => new(programs.Select(name => new CatalogueEntry(ChildRole.Opens, null, null, name)));

    /// <summary>Whether starting this opens something: the file name is a URL, or an opener of the catalogue.</summary>
    /// <param name="fileName">The program as the start information names it.</param>
    /// <param name="arguments">The arguments as one text; null when there are none or nobody knows them.</param>
    public bool Contains(string fileName, string? arguments)
    {
        var name = fileName.Trim().Trim('"');
        if (IsUrl(name))
        {
            return true;
        }

        return _programs.Contains(name, arguments);
    }

    private static bool IsUrl(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        return PlainSchemes.Any(plain => name.StartsWith(plain, StringComparison.OrdinalIgnoreCase))
            || (scheme > 1 && name.Take(scheme).All(c => char.IsLetterOrDigit(c) || c is '+' or '-' or '.'));
    }
}

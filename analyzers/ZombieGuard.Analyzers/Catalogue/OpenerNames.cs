using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>The programs that open URLs and documents and are not the caller's to wait for.</summary>
internal sealed class OpenerNames
{
    // These need no double slash; every other scheme is recognised by it.
    private static readonly string[] PlainSchemes = { "mailto:", "file:", "tel:" };

    private readonly ILookup<string, CatalogueEntry> _byProgram;

    public OpenerNames(IEnumerable<CatalogueEntry> openers) =>
        _byProgram = openers.ToLookup(entry => ProgramOf(entry.EntryPoint!), StringComparer.OrdinalIgnoreCase);

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

        return _byProgram[ProgramOf(name)].Any(entry => entry.ArgumentPrefix is null || BeginWith(arguments, entry.ArgumentPrefix));
    }

    private static string ProgramOf(string file)
    {
        // Both slashes, whatever the system: the analysis may run on another one than the program.
        var name = file.Substring(file.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 4) : name;
    }

    private static bool IsUrl(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        return PlainSchemes.Any(plain => name.StartsWith(plain, StringComparison.OrdinalIgnoreCase))
            || (scheme > 1 && name.Take(scheme).All(c => char.IsLetterOrDigit(c) || c is '+' or '-' or '.'));
    }

    private static bool BeginWith(string? arguments, string prefix)
    {
        if (arguments is null)
        {
            return false;
        }

        var plain = Plain(arguments);
        return plain.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && (plain.Length == prefix.Length || plain[prefix.Length] == ' ');
    }

    // cmd takes /c "start x" and /c start x alike.
    private static string Plain(string arguments)
    {
        var plain = new StringBuilder(arguments.Length);
        foreach (var c in arguments)
        {
            if (!char.IsWhiteSpace(c) && c != '"')
            {
                plain.Append(c);
            }
            else if (char.IsWhiteSpace(c) && plain.Length > 0 && plain[plain.Length - 1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString();
    }
}

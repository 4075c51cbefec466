using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>Programs by their names, and where it matters by how their arguments begin.</summary>
internal sealed class ProgramNames
{
    private static readonly string[] Suffixes = { ".exe", ".cmd", ".bat" };

    private readonly ILookup<string, CatalogueEntry> _byProgram;

    public ProgramNames(IEnumerable<CatalogueEntry> programs) =>
        _byProgram = programs.ToLookup(entry => ProgramOf(entry.EntryPoint!), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the program is one of them.</summary>
    /// <param name="fileName">The program as the start information names it, with its folder or without.</param>
    /// <param name="arguments">The arguments as one text; null when there are none or nobody knows them.</param>
    public bool Contains(string fileName, string? arguments) =>
        _byProgram[ProgramOf(fileName)].Any(entry => entry.ArgumentPrefix is null || BeginWith(arguments, entry.ArgumentPrefix));

    /// <summary>The program's name without folder and suffix.</summary>
    public static string ProgramOf(string file)
    {
        // Both slashes, whatever the system: the analysis may run on another one than the program.
        var name = file.Substring(file.LastIndexOfAny(new[] { '/', '\\' }) + 1);
        return Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) ? name.Substring(0, name.Length - 4) : name;
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

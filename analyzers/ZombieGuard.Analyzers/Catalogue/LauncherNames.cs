using System;
using System.Collections.Generic;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>The programs that start others and do not take them along when they are killed.</summary>
internal sealed class LauncherNames
{
    // These become the last command that they are given; measured of bash, dash does not.
    private static readonly string[] ShellsThatExecTheLast = { "bash", "zsh", "ksh" };

    private static readonly char[] Quotes = { '"', '\'', ' ', '\t' };
    private static readonly char[] WordEnds = { ' ', '\t' };

    private readonly ProgramNames _programs;

    public LauncherNames(IEnumerable<CatalogueEntry> launchers) => _programs = new(launchers);

    /// <summary>Whether killing this program leaves running what it has started.</summary>
    /// <param name="fileName">The program as the start information names it.</param>
    /// <param name="arguments">The arguments as one text; null when there are none or nobody knows them.</param>
    public bool Contains(string fileName, string? arguments)
    {
        var program = ProgramNames.ProgramOf(fileName.Trim().Trim('"'));
        if (string.Equals(program, "env", StringComparison.OrdinalIgnoreCase))
        {
            // env becomes what it is told to run.
            var words = (arguments ?? string.Empty).Split(WordEnds, StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word.IndexOf('=') > 0).ToList();
            return words.Count > 0 && words[0] is not ("env" or "/usr/bin/env") && Contains(words[0], string.Join(" ", words.Skip(1)));
        }

        return _programs.Contains(program, arguments) && !(CommandIn(arguments) is { } command && Becomes(program, command));
    }

    /// <summary>The command behind <c>-c</c>; null for none.</summary>
    private static string? CommandIn(string? arguments)
    {
        var option = arguments?.IndexOf("-c", StringComparison.Ordinal) ?? -1;
        var end = option < 0 ? -1 : arguments!.IndexOf(' ', option);
        return end < 0 || !arguments!.TrimStart().StartsWith("-", StringComparison.Ordinal) ? null : arguments.Substring(end).Trim(Quotes);
    }

    /// <summary>Whether the shell is replaced by the command, so that a kill hits that.</summary>
    private static bool Becomes(string shell, string command) =>
        // Of a text that goes on with a value only the beginning is known: $"exec {program}".
        command.Contains("exec ") || command == "exec"
        || (ShellsThatExecTheLast.Contains(shell, StringComparer.OrdinalIgnoreCase) && command.Length > 0 && command.IndexOfAny(new[] { ';', '|', '&', '(', '\n' }) < 0);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>Why a line cannot be understood, and where in it.</summary>
/// <param name="Message">A sentence for the reader: what is wrong and what is allowed.</param>
/// <param name="Column">The first character of the offending word, counted from 0.</param>
/// <param name="Length">The length of the offending word.</param>
internal sealed record CatalogueError(string Message, int Column, int Length);

/// <summary>
/// One line of catalogue text, understood: an entry, an error, or neither (an empty line, a comment). Parsing never
/// throws, for the same grammar serves the users' own files; <c>docs/catalogue.md</c> describes it.
/// </summary>
internal sealed record CatalogueLine(CatalogueEntry? Entry, CatalogueError? Error)
{
    private const string UnresolvedMark = "unresolved:";

    // Ten times what the longest signature takes; what is longer was not written by a person.
    private const int MaxLength = 2_000;

    public static CatalogueLine Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return new(null, new($"The line has {text.Length} characters, and {MaxLength} are allowed", 0, MaxLength));
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsControl(text[at]) && text[at] != '\t')
            {
                return new(null, new($"The line has a control character (U+{(int)text[at]:X4}), which belongs in no text", at, 1));
            }
        }

        var words = CatalogueWord.Split(text, out var comment, out var error);
        if (error is not null || words.Count == 0)
        {
            return new(null, error);
        }

        var unresolved = default(string);
        if (comment is { } note && note.Text.StartsWith(UnresolvedMark, StringComparison.Ordinal))
        {
            unresolved = note.Text.Substring(UnresolvedMark.Length).Trim();
            if (unresolved.Length == 0)
            {
                return Bad(note, "'# unresolved:' must be followed by the reason, or by the source of the name");
            }
        }

        if (!CatalogueWords.TryRole(words[0].Text, out var role) || words[0].Quoted)
        {
            return Bad(words[0], $"'{words[0].Text}' is no role; the roles are {CatalogueWords.AllRoles}");
        }

        if (words.Count == 1)
        {
            return Bad(words[0], $"'{role.Word}' must be followed by {TargetsOf(role)}");
        }

        var (entry, next, targetError) = ReadTarget(role, words);
        if (entry is null)
        {
            return new(null, targetError);
        }

        var line = ReadKeys(role, entry with { Unresolved = unresolved }, words, next);
        return line.Entry is null ? line : Complete(role, line.Entry, words);
    }

    private static (CatalogueEntry? Entry, int Next, CatalogueError? Error) ReadTarget(RoleWord role, List<CatalogueWord> words)
    {
        var target = words[1];
        if (role.TakesNames || target.Quoted)
        {
            if (!role.TakesNames || !target.Quoted || target.Text.Trim().Length == 0)
            {
                return (null, 0, new($"'{role.Word}' must be followed by {TargetsOf(role)}, not by '{target.Text}'", target.Column, target.Length));
            }

            var prefix = role.NamesPrograms && words.Count > 2 && words[2].Quoted ? words[2].Text : null;
            var named = new CatalogueEntry(role.Role, null, null, target.Text, ArgumentPrefix: prefix);
            return (named, prefix is null ? 2 : 3, null);
        }

        if (CatalogueTarget.Understand(target.Text, role.TakesTypes) is { } complaint)
        {
            return (null, 0, new(complaint, target.Column, target.Length));
        }

        if (role.Role == ChildRole.ExitEvent != target.Text.StartsWith("E:", StringComparison.Ordinal))
        {
            var misfit = $"Only 'exit-event' names an event (E:…), and it names nothing else; '{target.Text}' does not fit '{role.Word}'";
            return (null, 0, new(misfit, target.Column, target.Length));
        }

        if (role.Role == ChildRole.Spawns && (target.Text.StartsWith("P:", StringComparison.Ordinal) || target.Text.Contains(".#ctor")))
        {
            // Children of constructors and properties are not followed, and a line that does nothing must not look as if it did.
            var misfit = $"'spawns' names a method or a native import that starts the child, and '{target.Text}' is none";
            return (null, 0, new(misfit, target.Column, target.Length));
        }

        var bang = target.Text.IndexOf('!');
        var entry = bang > 0 && target.Text[1] != ':'
            ? new CatalogueEntry(role.Role, null, LibraryName.Normalise(target.Text.Substring(0, bang)), target.Text.Substring(bang + 1))
            : new CatalogueEntry(role.Role, target.Text, null, null);
        return (entry, 2, null);
    }

    private static CatalogueLine ReadKeys(RoleWord role, CatalogueEntry entry, List<CatalogueWord> words, int next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (; next < words.Count; next++)
        {
            var word = words[next];
            var equals = word.Text.IndexOf('=');
            if (equals <= 0 || word.Quoted)
            {
                return Bad(word, $"'{word.Text}' is not of the form key=value");
            }

            var key = word.Text.Substring(0, equals);
            var value = word.Text.Substring(equals + 1);
            if (!role.Keys.Contains(key))
            {
                var allowed = role.Keys.IsEmpty ? "no keys" : "the keys " + CatalogueWords.List(role.Keys);
                return Bad(word, $"'{key}' is no key of '{role.Word}', which takes {allowed}");
            }

            if (!seen.Add(key))
            {
                return Bad(word, $"'{key}' is given twice");
            }

            if (seen.Contains(CatalogueWords.When) && seen.Contains(CatalogueWords.UnlessBits))
            {
                return Bad(word, "A line takes one test: 'when' or 'unless-bits', not both");
            }

            var (read, complaint) = ReadKey(role, entry, key, value);
            if (read is null)
            {
                return Bad(word, complaint);
            }

            entry = read;
        }

        return new(entry, null);
    }

    private static (CatalogueEntry? Entry, string Complaint) ReadKey(RoleWord role, CatalogueEntry entry, string key, string value)
    {
        switch (key)
        {
            case CatalogueWords.Kind:
                return CatalogueWords.TryKind(value, out var kind)
                    ? (entry with { Kind = kind }, "")
                    : (null, $"'{value}' is no kind; the kinds are {CatalogueWords.AllKinds}");
            case CatalogueWords.Result:
                return CatalogueWords.TryResult(value, out var result)
                    ? (entry with { Result = result }, "")
                    : (null, $"'{value}' is no meaning of a result; the meanings are {CatalogueWords.AllResults}");
            case CatalogueWords.When:
            case CatalogueWords.UnlessBits:
                return ReadTest(value, key == CatalogueWords.UnlessBits) is { } test
                    ? (entry with { Test = test }, "")
                    : (null, $"'{value}' is no test: write argN:1|2|3 for 'when', argN:0x10 for 'unless-bits', N from 0 to {CatalogueWords.LargestArgument}");
        }

        if (!CatalogueWords.TrySlot(value, out var slot))
        {
            return (null, $"'{value}' is no slot; the slots are return, this, any and arg0 to arg{CatalogueWords.LargestArgument}");
        }

        if (key == CatalogueWords.Child)
        {
            return role.Allows(slot)
                ? (entry with { Child = slot }, "")
                : (null, $"'{role.Word}' cannot find its child in '{value}'; allowed are {CatalogueWords.List(role.ChildPlaces)} (or another argument)");
        }

        if (slot.Kind != SlotKind.Argument)
        {
            return (null, $"'{key}' is an argument, arg0 to arg{CatalogueWords.LargestArgument}, not '{value}'");
        }

        return (key switch
        {
            CatalogueWords.Timeout => entry with { Timeout = slot },
            CatalogueWords.Options => entry with { Options = slot },
            CatalogueWords.IdType => entry with { IdType = slot },
            CatalogueWords.Signal => entry with { Signal = slot },
            CatalogueWords.StartInfo => entry with { StartInfo = slot },
            CatalogueWords.File => entry with { File = slot },
            CatalogueWords.Handler => entry with { Handler = slot },
            CatalogueWords.Action => entry with { Action = slot },
            CatalogueWords.Flag => entry with { Flag = slot },
            _ => entry with { CommandLine = slot },
        }, "");
    }

    private static ArgumentTest? ReadTest(string value, bool bits)
    {
        var colon = value.IndexOf(':');
        if (colon < 0 || !CatalogueWords.TrySlot(value.Substring(0, colon), out var slot) || slot.Kind != SlotKind.Argument)
        {
            return null;
        }

        var numbers = ImmutableArray.CreateBuilder<long>();
        foreach (var word in value.Substring(colon + 1).Split('|'))
        {
            if (!TryNumber(word, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        if (!bits)
        {
            return new(slot.Index, numbers.ToImmutable(), 0);
        }

        return numbers.Count == 1 && numbers[0] > 0 ? new(slot.Index, ImmutableArray<long>.Empty, numbers[0]) : null;
    }

    private static bool TryNumber(string word, out long number) => word.StartsWith("0x", StringComparison.Ordinal)
        ? long.TryParse(word.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static CatalogueLine Complete(RoleWord role, CatalogueEntry entry, List<CatalogueWord> words)
    {
        if (role.NeedsChild && entry.Child == Slot.None)
        {
            return Bad(words[0], $"'{role.Word}' must say where the child is: child={string.Join(", child=", role.ChildPlaces)} (or another argument)");
        }

        if (role.NeedsKind && !words.Any(word => word.Text.StartsWith(CatalogueWords.Kind + "=", StringComparison.Ordinal)))
        {
            return Bad(words[0], $"'{role.Word}' must say who reaps the child: kind=managed (the .NET runtime) or kind=raw (nobody)");
        }

        return new(entry, null);
    }

    private static string TargetsOf(RoleWord role) => role.Role switch
    {
        ChildRole.Opens or ChildRole.Launches => "the name of a program in quotes (\"xdg-open\"), if need be with the beginning of its arguments in quotes",
        ChildRole.StartsProcesses => "the name of an assembly in quotes (\"CliWrap\")",
        ChildRole.ExitEvent => "the documentation ID of an event (E:Type.Event)",
        _ => "a documentation ID (M:Type.Method(...), P:Type.Property) or a native import (c!fork)",
    };

    private static CatalogueLine Bad(CatalogueWord word, string message) => new(null, new(message, word.Column, word.Length));
}

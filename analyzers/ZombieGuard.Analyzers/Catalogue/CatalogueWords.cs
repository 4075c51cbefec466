using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace ZombieGuard.Analyzers.Catalogue;

/// <summary>The vocabulary of a catalogue line: which words there are, and which keys go with which role.</summary>
internal static class CatalogueWords
{
    public const string Child = "child";
    public const string Kind = "kind";
    public const string Result = "result";
    public const string When = "when";
    public const string UnlessBits = "unless-bits";
    public const string Timeout = "timeout";
    public const string Options = "options";
    public const string IdType = "idtype";
    public const string Signal = "signal";
    public const string StartInfo = "startinfo";
    public const string File = "file";
    public const string CommandLine = "commandline";
    public const string Handler = "handler";
    public const string Action = "action";
    public const string Flag = "flag";

    /// <summary>No API of interest has more parameters; a larger number is a slip of the finger.</summary>
    public const int LargestArgument = 15;

    private static readonly string[] NoPlaces = Array.Empty<string>();
    private static readonly string[] ChildPlaces = { "this", "arg0" };
    private static readonly string[] WaitPlaces = { "this", "any", "arg0" };
    private static readonly string[] SpawnPlaces = { "return", "this", "arg0" };

    private static readonly Dictionary<string, RoleWord> Roles = new RoleWord[]
    {
        new("spawns", ChildRole.Spawns, SpawnPlaces, Kind, Result, StartInfo, File, CommandLine),
        new("forks", ChildRole.Forks, NoPlaces),
        new("discharges", ChildRole.Discharges, WaitPlaces, Result, Timeout, Options, IdType),
        new("observes", ChildRole.Observes, WaitPlaces, Result, Timeout, Options, IdType),
        new("kills", ChildRole.Kills, ChildPlaces, Signal),
        new("adopts", ChildRole.Adopts, ChildPlaces),
        new("detaches", ChildRole.Detaches, ChildPlaces),
        new("aliases", ChildRole.Aliases, ChildPlaces),
        new("exit-event", ChildRole.ExitEvent, NoPlaces),
        new("enables-exit-event", ChildRole.EnablesExitEvent, NoPlaces),
        new("start-info", ChildRole.StartInfo, NoPlaces),
        new("shell-execute", ChildRole.ShellExecute, NoPlaces),
        new("file-name", ChildRole.FileName, NoPlaces, File),
        new("arguments", ChildRole.Arguments, NoPlaces, CommandLine),
        new("redirects-output", ChildRole.RedirectsOutput, NoPlaces),
        new("redirects-error", ChildRole.RedirectsError, NoPlaces),
        new("reads-output", ChildRole.ReadsOutput, NoPlaces),
        new("reads-error", ChildRole.ReadsError, NoPlaces),
        new("lingers", ChildRole.Lingers, NoPlaces),
        new("ends-process", ChildRole.EndsProcess, NoPlaces),
        new("prints", ChildRole.Prints, NoPlaces),
        new("reaps", ChildRole.Reaps, NoPlaces),
        new("sets-sigchld", ChildRole.SetsSigchld, NoPlaces, Handler, Action),
        new("handles-sigchld", ChildRole.HandlesSigchld, NoPlaces, Handler),
        new("awaits-signal", ChildRole.AwaitsSignal, NoPlaces),
        new("adopts-orphans", ChildRole.AdoptsOrphans, NoPlaces, Flag),
        new("starts-processes", ChildRole.StartsProcesses, NoPlaces),
        new("opens", ChildRole.Opens, NoPlaces),
        new("launches", ChildRole.Launches, NoPlaces),
    }.ToDictionary(role => role.Word, StringComparer.Ordinal);

    private static readonly Dictionary<string, ChildKind> Kinds = new(StringComparer.Ordinal)
    {
        ["managed"] = ChildKind.Managed,
        ["raw"] = ChildKind.Raw,
    };

    private static readonly Dictionary<string, ResultMeaning> Results = new(StringComparer.Ordinal)
    {
        ["false-is-none"] = ResultMeaning.FalseIsNone,
        ["negative-is-none"] = ResultMeaning.NegativeIsNone,
        ["nonzero-is-none"] = ResultMeaning.NonZeroIsNone,
        ["null-is-none"] = ResultMeaning.NullIsNone,
        ["task"] = ResultMeaning.Task,
        ["true-is-ended"] = ResultMeaning.TrueIsEnded,
        ["zero-is-child"] = ResultMeaning.ZeroIsChild,
        ["zero-is-running"] = ResultMeaning.ZeroIsRunning,
    };

    public static bool TryRole(string word, out RoleWord role) => Roles.TryGetValue(word, out role);

    public static bool TryKind(string word, out ChildKind kind) => Kinds.TryGetValue(word, out kind);

    public static bool TryResult(string word, out ResultMeaning result) => Results.TryGetValue(word, out result);

    public static string AllRoles => List(Roles.Keys);

    public static string AllKinds => List(Kinds.Keys);

    public static string AllResults => List(Results.Keys);

    /// <summary>"a, b and c".</summary>
    public static string List(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count < 2 ? string.Concat(all) : string.Join(", ", all.Take(all.Count - 1)) + " and " + all[all.Count - 1];
    }

    /// <summary>Reads <c>return</c>, <c>this</c>, <c>any</c> or <c>arg0</c> … <c>arg15</c>.</summary>
    public static bool TrySlot(string word, out Slot slot)
    {
        slot = word switch
        {
            "return" => Slot.Return,
            "this" => Slot.This,
            "any" => Slot.Any,
            _ => Slot.None,
        };
        if (slot == Slot.None && word.StartsWith("arg", StringComparison.Ordinal) && word.Length is 4 or 5
            && word.Skip(3).All(c => c is >= '0' and <= '9'))
        {
            var index = word.Skip(3).Aggregate(0, (number, digit) => (number * 10) + digit - '0');
            slot = index <= LargestArgument && (word.Length == 4 || word[3] != '0') ? Slot.Argument(index) : Slot.None;
        }

        return slot != Slot.None;
    }
}

/// <summary>One role of the grammar.</summary>
internal readonly struct RoleWord
{
    public RoleWord(string word, ChildRole role, string[] childPlaces, params string[] keys)
    {
        Word = word;
        Role = role;
        ChildPlaces = childPlaces;
        var all = ImmutableArray.CreateBuilder<string>();
        if (childPlaces.Length > 0)
        {
            all.Add(CatalogueWords.Child);
        }

        all.AddRange(keys);
        if (!TakesNames)
        {
            all.Add(CatalogueWords.When);
            all.Add(CatalogueWords.UnlessBits);
        }

        Keys = all.ToImmutable();
    }

    public string Word { get; }

    public ChildRole Role { get; }

    /// <summary>Gets where the child may be (<c>arg0</c> stands for every argument); empty where the role has no child slot.</summary>
    public string[] ChildPlaces { get; }

    public ImmutableArray<string> Keys { get; }

    public bool NeedsChild => ChildPlaces.Length > 0;

    /// <summary>Gets a value indicating whether the line must say who reaps the child: a default would hide the most important word.</summary>
    public bool NeedsKind => Role == ChildRole.Spawns;

    /// <summary>Gets a value indicating whether a line names something in quotes and no symbol.</summary>
    public bool TakesNames => NamesPrograms || Role == ChildRole.StartsProcesses;

    /// <summary>Gets a value indicating whether what is named is a program, whose arguments may matter.</summary>
    public bool NamesPrograms => Role is ChildRole.Opens or ChildRole.Launches;

    /// <summary>Gets a value indicating whether a line may name a whole type: nothing that touches a child may.</summary>
    public bool TakesTypes => Role is ChildRole.Lingers or ChildRole.Prints;

    public bool Allows(Slot slot) => ChildPlaces.Contains(slot.Kind switch
    {
        SlotKind.Return => "return",
        SlotKind.This => "this",
        SlotKind.Any => "any",
        _ => "arg0",
    });
}

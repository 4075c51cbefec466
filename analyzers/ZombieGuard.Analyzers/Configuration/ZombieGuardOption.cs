using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ZombieGuard.Analyzers.Configuration;

/// <summary>One option: its key, the values it takes, and what it is for, as the documentation says it.</summary>
internal sealed class ZombieGuardOption
{
    private readonly Func<string, bool> _isValid;

    private ZombieGuardOption(string key, string[] words, string allowed, string byDefault, string meaning, Func<string, bool> isValid)
    {
        Key = key;
        Words = words;
        Allowed = allowed;
        Default = byDefault;
        Meaning = meaning;
        _isValid = isValid;
    }

    public string Key { get; }

    /// <summary>Gets the words that the value is one of; empty where it is no word of a list.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Gets the values in English: "true and false".</summary>
    public string Allowed { get; }

    /// <summary>Gets the value that holds where none is given.</summary>
    public string Default { get; }

    /// <summary>Gets its line of the documentation.</summary>
    public string Meaning { get; }

    /// <summary>An option that is one of several words; the first is the default.</summary>
    public static ZombieGuardOption Choice(string key, string meaning, params string[] words) =>
        new(key, words, string.Join(", ", words.Take(words.Length - 1)) + " and " + words.Last(), words[0], meaning, value => words.Contains(value, StringComparer.OrdinalIgnoreCase));

    public static ZombieGuardOption Number(string key, string meaning, int least, int most, int byDefault) =>
        new(key, Array.Empty<string>(), $"the numbers from {least} to {most}", $"{byDefault}", meaning, value => ReadNumber(value) is { } number && number >= least && number <= most);

    /// <summary>An option that is a list of whatever people like; nothing is listed where it is not given.</summary>
    public static ZombieGuardOption List(string key, string meaning, string allowed) =>
        new(key, Array.Empty<string>(), allowed, string.Empty, meaning, _ => true);

    public bool IsValid(string value) => _isValid(value.Trim());

    /// <summary>Whether the value is "true", whatever the case of its letters.</summary>
    public static bool IsTrue(string value) => string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number that the text is; null when it is none.</summary>
    public static int? ReadNumber(string value) =>
        int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ZombieGuard.Analyzers.Configuration;

/// <summary>The options that <c>.editorconfig</c> and global configuration files may set, and the one place that reads them.</summary>
internal static class ZombieGuardOptions
{
    /// <summary>What the keys of all options begin with; no other key does.</summary>
    public const string Prefix = "zombieguard.";

    /// <summary>The property of the project file that switches the rules off, as the compiler hands it on.</summary>
    public const string EnabledProperty = "build_property.ZombieGuardEnabled";

    private static readonly ZombieGuardOption JoinInFixAll = ZombieGuardOption.Choice(
        Prefix + "join_in_fix_all",
        "Whether a fix-all (the editor's, or `dotnet format`) may add waits. A wait that was not there before blocks, so it is not added "
        + "everywhere unless you ask for it. A single fix is always offered.",
        "false",
        "true");

    private static readonly ZombieGuardOption MaximumBlocks = ZombieGuardOption.Number(
        Prefix + "max_blocks",
        "A method whose control flow has more blocks than this (an `if` makes two or three) is not looked into. For the whole program.",
        1,
        100_000,
        4_000);

    private static readonly ZombieGuardOption MaximumCallDepth = ZombieGuardOption.Number(
        Prefix + "max_call_depth",
        "How many calls deep the methods of the program are looked into for waits and starts; deeper, a child counts as handed over. For the whole program.",
        0,
        20,
        5);

    private static readonly ZombieGuardOption ExtraOpeners = ZombieGuardOption.List(
        Prefix + "openers",
        "More programs that open a page or a document, as `xdg-open` does, so that nobody waits for them. For the whole program: what several files list "
        + "adds up. One that opens only with certain arguments is a line of a [catalogue file](catalogue.md).",
        "names of programs, with commas between them");

    private static readonly ZombieGuardOption ProcessInUse = ZombieGuardOption.Choice(
        Prefix + "process_in_use",
        "Whether something in the program uses `Process`, so that a wait for any child or a change of SIGCHLD would harm it. `auto`: the code "
        + "starts one, or is a library (its host may), or references a package that starts processes. For the whole program.",
        "auto",
        "true",
        "false");

    private static readonly ZombieGuardOption SomePaths = ZombieGuardOption.Choice(
        Prefix + "report_some_paths",
        "Whether a child is also reported that some paths wait for and others do not; `false` leaves those that no path waits for.",
        "true",
        "false");

    private static readonly ZombieGuardOption Enabled = ZombieGuardOption.Choice(
        EnabledProperty,
        "A property of the project file. `false`: the rules are not even registered.",
        "true",
        "false");

    /// <summary>Gets all options of <c>.editorconfig</c>, by key.</summary>
    public static IReadOnlyList<ZombieGuardOption> All { get; } =
        new[] { JoinInFixAll, MaximumBlocks, MaximumCallDepth, ExtraOpeners, ProcessInUse, SomePaths };

    /// <summary>Whether the project leaves the rules switched on.</summary>
    public static bool IsEnabled(AnalyzerConfigOptions global) =>
        !global.TryGetValue(Enabled.Key, out var value) || !string.Equals(value.Trim(), "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether fix-all may add waits in the file that the options are of.</summary>
    public static bool AllowsJoinInFixAll(AnalyzerConfigOptions options) => Read(JoinInFixAll, options) is { } value && ZombieGuardOption.IsTrue(value);

    /// <summary>Whether a child that only some paths fail to wait for is reported in the file that the options are of.</summary>
    public static bool ReportsSomePaths(AnalyzerConfigOptions options) => Read(SomePaths, options) is not { } value || ZombieGuardOption.IsTrue(value);

    /// <summary>What the user says of <c>Process</c> in the whole program; null for <c>auto</c>.</summary>
    public static bool? ProcessIsInUse(AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) =>
        ReadForProgram(ProcessInUse, provider, trees) is { } value && !string.Equals(value.Trim(), "auto", StringComparison.OrdinalIgnoreCase)
            ? ZombieGuardOption.IsTrue(value)
            : null;

    /// <summary>The programs that open something, beside those that the catalogue knows.</summary>
    public static IEnumerable<string> Openers(AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) =>
        trees.Select(provider.GetOptions)
            .Concat(new[] { provider.GlobalOptions })
            .Select(options => Read(ExtraOpeners, options))
            .Distinct()
            .SelectMany(list => list?.Split(',') ?? Array.Empty<string>())
            .Select(name => name.Trim().Trim('"'))
            .Where(name => name.Length > 0);

    /// <summary>The number of control flow blocks above which a body is not analysed.</summary>
    public static int MaxBlocks(AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) => Number(MaximumBlocks, provider, trees);

    /// <summary>How many calls deep other methods of the program are looked into.</summary>
    public static int MaxCallDepth(AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) => Number(MaximumCallDepth, provider, trees);

    /// <summary>The option of the key, whatever the case of its letters; null when there is none.</summary>
    public static ZombieGuardOption? Find(string key) =>
        All.Concat(new[] { Enabled }).FirstOrDefault(option => string.Equals(option.Key, key, StringComparison.OrdinalIgnoreCase));

    private static int Number(ZombieGuardOption option, AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) =>
        ZombieGuardOption.ReadNumber(ReadForProgram(option, provider, trees) ?? option.Default)!.Value;

    // A value that is none of those allowed is reported, and counts as not given.
    private static string? Read(ZombieGuardOption option, AnalyzerConfigOptions options) =>
        options.TryGetValue(option.Key, out var value) && option.IsValid(value) ? value : null;

    // One answer for the program: of several files that have the key, the first by path, in whatever order they come.
    private static string? ReadForProgram(ZombieGuardOption option, AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) =>
        Read(option, provider.GlobalOptions)
        ?? trees.Select(tree => (tree.FilePath, Value: Read(option, provider.GetOptions(tree))))
            .Where(candidate => candidate.Value is not null)
            .OrderBy(candidate => candidate.FilePath, StringComparer.Ordinal)
            .Select(candidate => candidate.Value)
            .FirstOrDefault();
}

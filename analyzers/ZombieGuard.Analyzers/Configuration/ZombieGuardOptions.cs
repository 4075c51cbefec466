using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ZombieGuard.Analyzers.Configuration;

/// <summary>The options that <c>.editorconfig</c> and global configuration files may set; <c>docs/configuration.md</c> lists them.</summary>
internal static class ZombieGuardOptions
{
    /// <summary>Whether a fix-all may add waits: <c>true</c>, <c>false</c>. Default: <c>false</c>.</summary>
    public const string JoinInFixAll = "zombieguard.join_in_fix_all";

    /// <summary>Whether something in the program uses <c>Process</c>: <c>auto</c>, <c>true</c>, <c>false</c>. Default: <c>auto</c>.</summary>
    public const string ProcessInUse = "zombieguard.process_in_use";

    /// <summary>Whether fix-all may add waits in the file that the options are of.</summary>
    public static bool AllowsJoinInFixAll(AnalyzerConfigOptions options) => Bool(options, JoinInFixAll) == true;

    /// <summary>
    /// What the user says of <c>Process</c> in the whole program; null for <c>auto</c>. The answer is the program's and not a
    /// file's, so the first file that has the key speaks for all.
    /// </summary>
    public static bool? ProcessIsInUse(AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) =>
        Bool(provider.GlobalOptions, ProcessInUse)
        ?? trees.Select(tree => Bool(provider.GetOptions(tree), ProcessInUse)).FirstOrDefault(value => value is not null);

    private static bool? Bool(AnalyzerConfigOptions options, string key) =>
        !options.TryGetValue(key, out var text) ? null
        : string.Equals(text.Trim(), "true", StringComparison.OrdinalIgnoreCase) ? true
        : string.Equals(text.Trim(), "false", StringComparison.OrdinalIgnoreCase) ? false
        : null;
}

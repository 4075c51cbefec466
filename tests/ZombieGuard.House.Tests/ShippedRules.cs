using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ZombieGuard.House.Tests;

/// <summary>One rule: all descriptors of one ID, and what the house keeps for it.</summary>
internal sealed record ShippedRule(string Id, IReadOnlyList<DiagnosticDescriptor> Descriptors, IReadOnlyList<string> Fixes)
{
    public string Title => Descriptors[0].Title.ToString();

    public DiagnosticSeverity Severity => Descriptors[0].DefaultSeverity;

    public string Page => $"docs/rules/{Id}.md";

    /// <summary>The rule's file, by the ID in its name; empty or several when the house is not in order.</summary>
    public IReadOnlyList<string> SourceFiles => Repository.Files("analyzers", $"{Id}_*.cs");
}

/// <summary>What the two shipped assemblies say that they contain.</summary>
internal static class ShippedRules
{
    /// <summary>The rules by ID.</summary>
    public static IReadOnlyList<ShippedRule> All { get; } = Load();

    private static List<ShippedRule> Load()
    {
        var fixes = Instances<CodeFixProvider>("ZombieGuard.CodeFixes")
            .SelectMany(fix => fix.FixableDiagnosticIds.Select(id => (Id: id, fix.GetType().Name)))
            .ToLookup(fix => fix.Id, fix => fix.Name);
        return
        [
            .. Instances<DiagnosticAnalyzer>("ZombieGuard.Analyzers")
                .SelectMany(analyzer => analyzer.SupportedDiagnostics)
                .Distinct()
                .GroupBy(descriptor => descriptor.Id)
                .OrderBy(rule => rule.Key, StringComparer.Ordinal)
                .Select(rule => new ShippedRule(rule.Key, [.. rule], [.. fixes[rule.Key].Order(StringComparer.Ordinal)])),
        ];
    }

    private static IEnumerable<T> Instances<T>(string assembly)
        where T : class =>
        Assembly.Load(assembly).GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
            .Select(type => (T)Activator.CreateInstance(type)!);
}

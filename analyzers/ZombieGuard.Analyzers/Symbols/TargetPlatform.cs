using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ZombieGuard.Analyzers.Symbols;

/// <summary>What the compilation is meant to run on, as far as it changes what becomes of a child.</summary>
internal readonly record struct TargetPlatform(bool IsNetFramework, bool IsWindowsOnly)
{
    /// <summary>Whether the program runs on Windows alone, where there are no zombies and no fork.</summary>
    public bool HasNoZombies => IsNetFramework || IsWindowsOnly;

    public static TargetPlatform Of(Compilation compilation, AnalyzerConfigOptions options)
    {
        // .NET has its object in System.Runtime or System.Private.CoreLib; only .NET Framework (and Mono) has it in mscorlib.
        var isNetFramework = compilation.ObjectType.ContainingAssembly?.Name == "mscorlib";
        options.TryGetValue("build_property.TargetFramework", out var framework);
        return new TargetPlatform(isNetFramework, framework?.IndexOf("-windows", StringComparison.OrdinalIgnoreCase) >= 0);
    }
}

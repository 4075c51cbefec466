using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>All rules at once: silent on legal code and on this repository's own, unharmed by broken code.</summary>
public sealed class AllRulesTests
{
    private static readonly SourceFolder s_validCode = new("tests/ZombieGuard.ValidCode");

    // What a source generator would write is missing here: bodies of partial methods and properties.
    private static readonly string[] s_generated = ["CS8795", "CS9248"];

    [Theory]
    [InlineData(OutputKind.ConsoleApplication)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary)]
    public async Task ValidCode_IsSilent(OutputKind kind)
    {
        var compilation = s_validCode.Compile(kind);
        Assert.Empty(Errors(compilation));
        AssertNone(await AllRules.BuildAsync(compilation));
    }

    [Theory]
    [InlineData("analyzers/ZombieGuard.Analyzers")]
    [InlineData("codefixes/ZombieGuard.CodeFixes")]
    [InlineData("runtime/ZombieGuard.Runtime")]
    public async Task OwnSources_IsSilent(string project)
    {
        var compilation = new SourceFolder(project).Compile(OutputKind.DynamicallyLinkedLibrary, HostAssemblies(project));
        Assert.Empty(Errors(compilation));
        AssertNone(await AllRules.BuildAsync(compilation));
    }

    private static IEnumerable<string> Errors(Compilation compilation) =>
        compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !s_generated.Contains(diagnostic.Id))
            .Select(diagnostic => diagnostic.ToString());

    private static void AssertNone(IEnumerable<Diagnostic> found) =>
        Assert.True(!found.Any(), string.Join('\n', found.Select(diagnostic => diagnostic.ToString())));

    private static IEnumerable<MetadataReference> HostAssemblies(string project) =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => Path.GetFileName(file) is var name
                && (name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal) || name.StartsWith("System.Composition.", StringComparison.Ordinal)
                    || (name == "ZombieGuard.Analyzers.dll" && project.StartsWith("codefixes", StringComparison.Ordinal))))
            .Select(file => MetadataReference.CreateFromFile(file));
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>The C# sources of one of this repository's projects, made into compilations of its name (its friends know it by that).</summary>
internal sealed class SourceFolder
{
    private static readonly string[] s_outputs = ["artifacts", "bin", "obj"];

    private readonly string _name;
    private readonly ImmutableArray<(string Path, string Text)> _files;

    public SourceFolder(string folder)
    {
        _name = Path.GetFileName(folder);
        var root = Path.Combine(RepositoryRoot(), folder);
        _files =
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(file => !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Any(s_outputs.Contains))
                .Order(StringComparer.Ordinal)
                .Select(file => (Path.GetRelativePath(root, file), File.ReadAllText(file))),
        ];
    }

    public IReadOnlyList<string> Texts => [.. _files.Select(file => file.Text)];

    /// <summary>A compilation of the files, each as <paramref name="change"/> leaves it.</summary>
    public CSharpCompilation Compile(OutputKind kind, IEnumerable<MetadataReference>? more = null, Func<string, string>? change = null)
    {
        var options = new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        return CSharpCompilation.Create(
            _name,
            _files.Select(file => Parse(file.Path, change is null ? file.Text : change(file.Text))),
            ReferenceAssemblies.Default.Resolve().AddRange(more ?? []),
            options);
    }

    public static SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None), path, Encoding.UTF8);

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "ZombieGuard.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No ZombieGuard.sln above {AppContext.BaseDirectory}.");
    }
}

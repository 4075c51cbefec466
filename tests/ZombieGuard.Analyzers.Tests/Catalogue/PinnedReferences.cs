using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ZombieGuard.Analyzers.Tests.Catalogue;

/// <summary>The references that the catalogue's lines must resolve in: the SDK's own packs and the packages that it speaks of.</summary>
internal static class PinnedReferences
{
    private static readonly ImmutableArray<MetadataReference> NetCore = Pack("Microsoft.NETCore.App.Ref");

    public static ImmutableArray<MetadataReference> All { get; } = NetCore
        .AddRange(Pack("Microsoft.AspNetCore.App.Ref"))
        .Add(Package("MedallionShell"))
        .Add(Package("Mono.Posix.NETStandard"))
        .Add(MetadataReference.CreateFromFile(typeof(ChildReaper).Assembly.Location))
        .Add(MetadataReference.CreateFromFile(typeof(Xunit.Assert).Assembly.Location));

    public static CSharpCompilation Compile(string source, bool everything = false) => CSharpCompilation.Create(
        "Subject",
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))],
        everything ? All : NetCore,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static ImmutableArray<MetadataReference> Pack(string name)
    {
        // …/shared/Microsoft.NETCore.App/10.0.x/ lies beside …/packs/.
        var dotnet = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent!.Parent!.Parent!.FullName;
        var newest = Directory.GetDirectories(Path.Combine(dotnet, "packs", name)).OrderBy(path => path, System.StringComparer.Ordinal).Last();
        return [.. Directory.GetFiles(Path.Combine(newest, "ref"), "*.dll", SearchOption.AllDirectories)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static PortableExecutableReference Package(string name) => MetadataReference.CreateFromFile(
        typeof(PinnedReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == name).Value!);
}

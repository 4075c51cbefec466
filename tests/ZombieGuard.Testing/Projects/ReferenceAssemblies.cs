using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>
/// A framework to compile test code against. Nothing is restored by a test: the SDK carries .NET 10's, and the build downloads the
/// others. Each is read once a process, for references that are the same objects are what makes the next compilation cheap.
/// </summary>
public sealed class ReferenceAssemblies
{
    private readonly Lazy<ImmutableArray<MetadataReference>> references;

    private ReferenceAssemblies(Func<IEnumerable<string>> paths) =>
        references = new(() => [.. paths().Select(path => MetadataReference.CreateFromFile(path))]);

    public static ReferenceAssemblies Default => Net.Net100;

    /// <summary>All assemblies of a folder.</summary>
    public static ReferenceAssemblies FromFolder(string folder) => new(() => Directory.GetFiles(folder, "*.dll"));

    public ImmutableArray<MetadataReference> Resolve() => references.Value;

    private static string Pack(string name) =>
        typeof(ReferenceAssemblies).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "ReferencePack." + name)?.Value
        ?? throw new InvalidOperationException($"The project that compiles the verifier does not import ReferencePacks.props ({name}).");

    /// <summary>The SDK's own pack, whatever patch of it this SDK carries.</summary>
    private static string NewestUnder(string packs, string framework)
    {
        var newest = Directory
            .GetDirectories(packs)
            .Where(folder => Directory.Exists(Path.Combine(folder, "ref", framework)))
            .MaxBy(folder => Version.Parse(Path.GetFileName(folder).Split('-')[0]))
            ?? throw new InvalidOperationException($"No reference pack for {framework} in {packs}");
        return Path.Combine(newest, "ref", framework);
    }

    public static class Net
    {
        public static ReferenceAssemblies Net80 { get; } = new(() => Directory.GetFiles(Pack("net8.0"), "*.dll"));

        public static ReferenceAssemblies Net100 { get; } =
            new(() => Directory.GetFiles(NewestUnder(Pack("net10.0"), "net10.0"), "*.dll"));
    }

    public static class NetStandard
    {
        public static ReferenceAssemblies NetStandard20 { get; } = new(() => Directory.GetFiles(Pack("netstandard2.0"), "*.dll"));
    }

    public static class NetFramework
    {
        public static class Net472
        {
            /// <summary>What a new project references, and the facades through which .NET Standard libraries are used.</summary>
            public static ReferenceAssemblies Default { get; } = new(() =>
            {
                string[] names =
                    ["mscorlib", "Microsoft.CSharp", "System", "System.Core", "System.Data", "System.Net.Http", "System.Xml", "System.Xml.Linq"];
                var folder = Pack("net472");
                return names
                    .Select(name => Path.Combine(folder, name + ".dll"))
                    .Concat(Directory.GetFiles(Path.Combine(folder, "Facades"), "*.dll"));
            });
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The packages, packed once from the sources into a folder feed.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Build output of its own: the one of the repository may just be in use by the build that runs these tests.</summary>
    internal string Artifacts => folder["artifacts"];

    internal string Feed => folder["feed"];

    internal string File => FileOf("ZombieGuard.Analyzers");

    internal string RuntimeFile => FileOf("ZombieGuard.Runtime");

    internal string Version => Path.GetFileNameWithoutExtension(File)["ZombieGuard.Analyzers.".Length..];

    internal string RuntimeVersion => Path.GetFileNameWithoutExtension(RuntimeFile)["ZombieGuard.Runtime.".Length..];

    public async Task InitializeAsync()
    {
        await PackAsync("eng/ZombieGuard.Package");
        await PackAsync("eng/ZombieGuard.Runtime.Package");
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The names of a package's files, without what the packer adds to each.</summary>
    internal static IReadOnlyList<string> FilesIn(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                    && !name.StartsWith("package/", StringComparison.Ordinal)
                    && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];
    }

    internal static byte[] Content(string package, string name)
    {
        using var archive = ZipFile.OpenRead(package);
        using var stream = archive.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Settings under which a project restores from the folder feed alone, into a cache of its own.</summary>
    internal void WriteNuGetConfig(TemporaryFolder project) => project.Write("nuget.config", $"""
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="packages" />
          </config>
          <packageSources>
            <clear />
            <add key="here" value="{Feed}" />
          </packageSources>
        </configuration>
        """);

    private string FileOf(string id) => Directory.EnumerateFiles(Feed, id + ".*.nupkg").Single();

    private async Task PackAsync(string project)
    {
        var pack = await Command.DotnetAsync(Repository.Root, "pack", project, "-c", "Release", "-o", Feed, $"-p:ArtifactsPath={Artifacts}");
        pack.Succeeds();
    }
}

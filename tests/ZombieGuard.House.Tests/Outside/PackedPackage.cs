using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The package, packed once from the sources into a folder feed.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Build output of its own: the one of the repository may just be in use by the build that runs these tests.</summary>
    internal string Artifacts => folder["artifacts"];

    internal string Feed => folder["feed"];

    internal string File => Directory.EnumerateFiles(Feed, "*.nupkg").Single();

    internal string Version => Path.GetFileNameWithoutExtension(File)["ZombieGuard.Analyzers.".Length..];

    public async Task InitializeAsync()
    {
        var pack = await Command.DotnetAsync(
            Repository.Root, "pack", "eng/ZombieGuard.Package", "-c", "Release", "-o", Feed, $"-p:ArtifactsPath={Artifacts}");
        pack.Succeeds();
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
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
}

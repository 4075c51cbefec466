using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The runtime library's package as a stranger meets it, who has never heard of the one with the rules.</summary>
[Collection(DotnetCollection.Name)]
public sealed class RuntimePackageTests(PackedPackage package)
{
    private const string Program = """
        using System;
        using System.Diagnostics;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using ZombieGuard;

        namespace Fresh;

        internal static class Program
        {
            private static async Task Main(string[] arguments)
            {
                if (!OperatingSystem.IsLinux() || arguments.Length > 0)
                {
                    Launch();
                    Spawn();
                    return;
                }

                var error = Native.posix_spawn(out var pid, "/bin/sh", 0, 0, ["sh", "-c", "exit 7", null], null);
                var exit = await ChildReaper.Shared.Adopt(pid).Completion;
                Console.WriteLine($"started: {error}, exit code: {exit.ExitCode}");
            }

            private static void Launch()
            {
                Process.Start("sleep", "1"); // ZG0002
            }

            private static void Spawn()
            {
                Native.posix_spawn(out _, "/bin/true", 0, 0, ["true", null], null); // ZG0001
            }
        }

        internal static class Native
        {
            [DllImport("libc")]
            public static extern int posix_spawn(out int pid, string path, nint actions, nint attributes, string[] argv, string[] envp);
        }
        """;

    private static readonly string[] Frameworks = ["net10.0", "net8.0"];

    [Fact]
    public void ContainsExactly() => Assert.Equal(
        [
            "README.md",
            "ZombieGuard.Runtime.nuspec",
            "lib/net10.0/ZombieGuard.Runtime.dll",
            "lib/net10.0/ZombieGuard.Runtime.xml",
            "lib/net8.0/ZombieGuard.Runtime.dll",
            "lib/net8.0/ZombieGuard.Runtime.xml",
        ],
        PackedPackage.FilesIn(package.RuntimeFile));

    [Theory]
    [InlineData("net8.0", ".NETCoreApp,Version=v8.0")]
    [InlineData("net10.0", ".NETCoreApp,Version=v10.0")]
    public void Assembly_IsOfItsFolder_AndOfNoMachine(string framework, string target)
    {
        var assembly = Encoding.Latin1.GetString(PackedPackage.Content(package.RuntimeFile, $"lib/{framework}/ZombieGuard.Runtime.dll"));
        Assert.Contains(target, assembly, StringComparison.Ordinal);
        Assert.DoesNotContain(Repository.Root, assembly, StringComparison.Ordinal);
        Assert.DoesNotContain(package.Artifacts, assembly, StringComparison.Ordinal);
    }

    /// <summary>The rules and nothing else, and nothing of theirs left out: an exclude would take them away without an error.</summary>
    [Fact]
    public void DependsOnTheRules()
    {
        var specification = XDocument.Parse(
            Encoding.UTF8.GetString(PackedPackage.Content(package.RuntimeFile, "ZombieGuard.Runtime.nuspec")).TrimStart('\uFEFF'));
        var all = specification.Descendants().ToLookup(element => element.Name.LocalName);
        Assert.Equal(Frameworks, all["group"].Select(group => group.Attribute("targetFramework")!.Value).Order(StringComparer.Ordinal));
        Assert.Equal(Frameworks.Length, all["dependency"].Count());
        Assert.All(all["dependency"], dependency =>
        {
            Assert.Equal("ZombieGuard.Analyzers", dependency.Attribute("id")!.Value);
            Assert.Equal(package.Version, dependency.Attribute("version")!.Value);
            Assert.Equal("All", dependency.Attribute("include")?.Value ?? "All");
            Assert.Null(dependency.Attribute("exclude"));
        });
        Assert.Equal("MIT", all["license"].Single().Value);
    }

    [Fact]
    public async Task FreshProject_SeesWarnings_AndAdoptsItsChild()
    {
        using var project = new TemporaryFolder();
        package.WriteNuGetConfig(project);
        project.Write("Program.cs", Program);
        project.Write("ZombieGuard.txt", "spawn c!fork");
        project.Write("Fresh.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ZombieGuard.Runtime" Version="{package.RuntimeVersion}" />
              </ItemGroup>
            </Project>
            """);

        var build = (await Command.DotnetAsync(project.Path, "build", "-c", "Release")).Succeeds();
        Assert.Equal(
            [("ZG0001", LineOf("ZG0001")), ("ZG0002", LineOf("ZG0002"))],
            build.Lines.Select(line => Regex.Match(line, @"Program\.cs\((\d+),\d+\): warning (ZG\d{4}): "))
                .Where(match => match.Success)
                .Select(match => (match.Groups[2].Value, int.Parse(match.Groups[1].Value)))
                .Distinct()
                .Order());

        Assert.Contains(build.Lines, line => line.Contains("ZombieGuard.txt(1,1): warning ZG0901: ", StringComparison.Ordinal));

        var output = Path.Combine(project.Path, "bin", "Release", "net10.0");
        Assert.Equal(
            ["Fresh.dll", "ZombieGuard.Runtime.dll"],
            Directory.EnumerateFiles(output, "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var run = (await Command.RunAsync(project.Path, Path.Combine(output, "Fresh"))).Succeeds();
        Assert.Equal(["started: 0, exit code: 7"], run.Lines);
    }

    private static int LineOf(string id) => Program[..Program.IndexOf("// " + id, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
}

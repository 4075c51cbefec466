using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>The package as a stranger meets it.</summary>
[Collection(DotnetCollection.Name)]
public sealed class PackageTests(PackedPackage package)
{
    private const string Program = """
        using System.Diagnostics;
        using System.Runtime.InteropServices;

        namespace Fresh;

        internal static class Program
        {
            private static void Main()
            {
                Launch();
                Spawn();
                System.Console.ReadLine();
            }

            private static void Launch()
            {
                Process.Start("sleep", "1"); // ZG0002
            }

            private static void Spawn()
            {
                Native.posix_spawn(out _, "/bin/true", 0, 0, null, null); // ZG0001
            }
        }

        internal static class Native
        {
            [DllImport("libc")]
            public static extern int posix_spawn(out int pid, string path, nint actions, nint attributes, string[] argv, string[] envp);
        }
        """;

    [Fact]
    public void ContainsExactly() => Assert.Equal(
        [
            "README.md",
            "ZombieGuard.Analyzers.nuspec",
            "analyzers/dotnet/cs/ZombieGuard.Analyzers.dll",
            "analyzers/dotnet/cs/ZombieGuard.CodeFixes.dll",
            "build/ZombieGuard.Analyzers.props",
            "build/ZombieGuard.Analyzers.targets",
            "buildTransitive/ZombieGuard.Analyzers.props",
            "buildTransitive/ZombieGuard.Analyzers.targets",
        ],
        PackedPackage.FilesIn(package.File));

    [Fact]
    public void BringsNoDependencies()
    {
        var specification = Encoding.UTF8.GetString(PackedPackage.Content(package.File, "ZombieGuard.Analyzers.nuspec"));
        Assert.DoesNotContain("<dependency ", specification, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">MIT</license>", specification, StringComparison.Ordinal);
        Assert.Contains("<developmentDependency>true</developmentDependency>", specification, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FreshProject_SeesWarningsInOutputAndLog()
    {
        using var project = FreshProject();
        var build = (await Command.DotnetAsync(project.Path, "build", "-p:ErrorLog=log.sarif%2Cversion=2.1")).Succeeds();
        Assert.Equal(
            [("ZG0001", LineOf("ZG0001")), ("ZG0002", LineOf("ZG0002"))],
            build.Lines.Select(line => Regex.Match(line, @"Program\.cs\((\d+),\d+\): warning (ZG\d{4}): "))
                .Where(match => match.Success)
                .Select(match => (match.Groups[2].Value, int.Parse(match.Groups[1].Value)))
                .Distinct()
                .Order());

        using var log = JsonDocument.Parse(File.ReadAllText(project["log.sarif"]));
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        Assert.Equal(
            ["ZG0001", "ZG0002"],
            log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Select(result => result.GetProperty("ruleId").GetString())
                .Where(id => id!.StartsWith("ZG", StringComparison.Ordinal))
                .Order());

        // What the package's props hand to the compiler, an editor included.
        var visible = Directory.EnumerateFiles(project.Path, "*.GeneratedMSBuildEditorConfig.editorconfig", SearchOption.AllDirectories);
        Assert.Contains("build_property.ZombieGuardEnabled", File.ReadAllText(visible.Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeverityError_BreaksTheBuild()
    {
        using var project = FreshProject();
        project.Write(".editorconfig", """
            root = true

            [*.cs]
            dotnet_diagnostic.ZG0002.severity = error
            """);
        var build = (await Command.DotnetAsync(project.Path, "build")).Fails();
        Assert.Contains(build.Lines, line => line.Contains($"Program.cs({LineOf("ZG0002")},") && line.Contains(": error ZG0002: "));
        Assert.DoesNotContain(build.Lines, line => line.Contains(": error ") && !line.Contains("ZG0002"));
    }

    private static int LineOf(string id) => Program[..Program.IndexOf("// " + id, StringComparison.Ordinal)].Count(c => c == '\n') + 1;

    private TemporaryFolder FreshProject()
    {
        var project = new TemporaryFolder();
        package.WriteNuGetConfig(project);
        project.Write("Program.cs", Program);
        project.Write("Fresh.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ZombieGuard.Analyzers" Version="{package.Version}" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """);
        return project;
    }
}

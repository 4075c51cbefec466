using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.House.Tests.Outside;

/// <summary>A stranger's project that teaches the package its own API, configures it and switches it off.</summary>
[Collection(DotnetCollection.Name)]
public sealed class TaughtProjectTests(PackedPackage package)
{
    private const string Program = """
        using System.Diagnostics;
        using ZombieGuard.Annotations;

        namespace Acme
        {
            internal static class Shell
            {
                public static Process Run(string command) => Process.GetCurrentProcess();

                [SpawnsChild]
                public static Process Launch(string command) => throw new System.NotSupportedException(command);
            }

            internal static class Program
            {
                private static void Main()
                {
                    Shell.Run("make");
                    Shell.Launch("make");
                    System.Console.ReadLine();
                }
            }
        }

        namespace ZombieGuard.Annotations
        {
            internal sealed class SpawnsChildAttribute : System.Attribute { }
        }
        """;

    private const string Lines = """
        # Acme
        spawns M:Acme.Shell.Run(...) child=return kind=managed
        discharges M:Acme.Shell.Rnu(...) child=arg0
        """;

    [Fact]
    public async Task FileOfTheFolder_IsPickedUp()
    {
        using var project = TaughtProject();
        var build = (await Command.DotnetAsync(project.Path, "build")).Succeeds();
        Assert.Equal(
            [
                """ZG0002: Shell.Launch("make");""",
                """ZG0002: Shell.Run("make");""",
                "ZG0901: discharges M:Acme.Shell.Rnu(...) child=arg0",
            ],
            Warnings(build));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""<AdditionalFiles Include="ZombieGuard.acme.txt" />""")]
    [InlineData("""<AdditionalFiles Include="$(MSBuildProjectDirectory)/*.txt" />""")]
    public async Task FileThatTheProjectLists_IsThereOnce(string item)
    {
        using var project = TaughtProject(item);
        (await Command.DotnetAsync(project.Path, "restore")).Succeeds();
        var listed = (await Command.DotnetAsync(project.Path, "msbuild", "-getItem:AdditionalFiles")).Succeeds();
        using var items = JsonDocument.Parse(listed.Output);
        Assert.Equal(
            ["ZombieGuard.acme.txt"],
            items.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
                .Select(file => Path.GetFileName(file.GetProperty("FullPath").GetString())));
    }

    [Theory]
    [InlineData("ZombieGuardEnabled", false)]
    [InlineData("EnableDefaultZombieGuardItems", true)]
    [InlineData("EnableDefaultItems", true)]
    public async Task SwitchedOff(string property, bool leavesTheAttribute)
    {
        using var project = TaughtProject("""<Compile Include="Program.cs" Condition="'$(EnableDefaultItems)' == 'false'" />""");
        var build = (await Command.DotnetAsync(project.Path, "build", $"-p:{property}=false")).Succeeds();
        Assert.Equal(leavesTheAttribute ? ["""ZG0002: Shell.Launch("make");"""] : [], Warnings(build));
    }

    [Fact]
    public async Task Format_WaitsForWhatIsTaught()
    {
        using var project = TaughtProject();
        project.Write(".editorconfig", """
            root = true

            [*.cs]
            zombieguard.join_in_fix_all = true
            """);
        (await Command.DotnetAsync(project.Path, "restore")).Succeeds();
        (await Command.DotnetAsync(project.Path, "format", "analyzers", "--no-restore", "--diagnostics", "ZG0002", "--verbosity", "detailed")).Succeeds();
        var text = File.ReadAllText(project["Program.cs"]);
        Assert.Equal(2, Regex.Count(text, @"\.WaitForExit\(\);"));
    }

    /// <summary>The warnings of a build's output, each with the line that it stands in; MSBuild repeats them in its summary.</summary>
    private static string[] Warnings(CommandResult build) =>
    [
        .. build.Lines.Select(line => Regex.Match(line, @"^(.+)\((\d+),\d+\): warning (ZG\d{4}): "))
            .Where(match => match.Success)
            .Select(match => $"{match.Groups[3].Value}: {File.ReadLines(match.Groups[1].Value).ElementAt(int.Parse(match.Groups[2].Value) - 1).Trim()}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private TemporaryFolder TaughtProject(string item = "")
    {
        var project = new TemporaryFolder();
        package.WriteNuGetConfig(project);
        project.Write("Program.cs", Program);
        project.Write("ZombieGuard.acme.txt", Lines);
        project.Write("Taught.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ZombieGuard.Analyzers" Version="{package.Version}" PrivateAssets="all" />
                {item}
              </ItemGroup>
            </Project>
            """);
        return project;
    }
}

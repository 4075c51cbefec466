using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Xunit;

namespace ZombieGuard.Runtime.Tests.Outside;

/// <summary>A program that is published with nothing but what it uses.</summary>
public sealed class TrimmedPublishTests
{
    [Theory]
    [InlineData("PublishTrimmed")]
    [InlineData("PublishAot")]
    public async Task PublishedProgramRuns(string how)
    {
        var folder = Directory.CreateTempSubdirectory("zombieguard-trim-");
        try
        {
            var library = Path.Combine(AppContext.BaseDirectory, "ZombieGuard.Runtime.dll");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "trimmed.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                    <SelfContained>true</SelfContained>
                    <{how}>true</{how}>
                    <CppCompilerAndLinker>gcc</CppCompilerAndLinker>
                    <TrimmerSingleWarn>false</TrimmerSingleWarn>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
                    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                    <Nullable>enable</Nullable>
                  </PropertyGroup>
                  <ItemGroup>
                    <Reference Include="{library}" />
                    <Compile Include="{Child.Repository}/tests/ZombieGuard.TestChild/RawChild.cs" />
                    <Compile Include="{Child.Repository}/tests/ZombieGuard.TestChild/Until.cs" />
                  </ItemGroup>
                </Project>
                """);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Program.cs"), """
                using System;
                using System.Linq;
                using ZombieGuard;
                using ZombieGuard.TestChild;

                [assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

                PidOne.EnsureReaping();
                using var reaper = ChildReaper.ReapUnowned(new UnownedReaperOptions { MinimumAge = TimeSpan.Zero });
                RawChild.Exits(2);
                Console.WriteLine(Until.True(() => reaper.ReapedCount == 1));
                Console.WriteLine((await ChildReaper.Shared.Adopt(RawChild.Exits(3)).Completion).Status);
                Console.WriteLine(ZombieScanner.OwnChildren().Count + ZombieScanner.Tree().Count);
                Console.WriteLine(ZombieScanner.GetPidTableUsage().UsedRatio > 0);
                using var child = ChildProcess.Start(new ChildStartInfo("sh", "-c", "tty; exit 4") { UseTerminal = true, KillOnParentDeath = true });
                Console.WriteLine((await new System.IO.StreamReader(child.Terminal!).ReadToEndAsync()).StartsWith("/dev/pts/"));
                Console.WriteLine(child.Join().ExitCode);
                using (new ZombieLeakGuard())
                {
                    ChildProcess.Start("true").Join();
                }

                var workers = new WorkerSupervisorOptions { Workers = 2 };
                Console.WriteLine(await new WorkerSupervisor(_ => new ChildStartInfo("true"), workers).RunAsync());
                """);
            var output = Path.Combine(folder.FullName, "out");

            // 20 seconds where it has the machine for itself, and the trimmer and the compiler use all of it.
            string[] publish = ["publish", "-o", output, "-nodeReuse:false", "-p:UseSharedCompilation=false"];
            (await Child.RunAsync(Child.Dotnet, publish, folder.FullName, TimeSpan.FromMinutes(5))).Succeeds();
            var ending = (await Child.RunAsync(Path.Combine(output, "trimmed"), [])).Succeeds();
            Assert.Equal("True\nexited with 3\n0\nTrue\nTrue\n4\nTrue\n", ending.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

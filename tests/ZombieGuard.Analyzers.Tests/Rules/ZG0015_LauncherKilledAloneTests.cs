using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>A shell that is killed without what it started.</summary>
public sealed class ZG0015_LauncherKilledAloneTests
{
    [Fact]
    public Task Shell_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("sh", "build.sh");
                if (!shell.WaitForExit(10_000))
                {
                    shell.{|ZG0015:Kill|}();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ShellWithItsTree_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("sh", "build.sh");
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill(entireProcessTree: true);
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ShellAlone_OnPurpose_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("sh", "build.sh");
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill(false);
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ShellByItsPath_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("/bin/bash", $"-c \"{script}\"");
                if (!shell.WaitForExit(10_000))
                {
                    shell.{|ZG0015:Kill|}();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task OrdinaryProgram_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("git", "fetch");
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ShellThatBecomesTheProgram_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("sh", "-c 'exec node server.js'");
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task BashBecomesItsOnlyCommand_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("bash", "-c 'node server.js'");
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task BashWithAPipe_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("bash", "-c 'node server.js | tee log'");
                if (!shell.WaitForExit(10_000))
                {
                    shell.{|ZG0015:Kill|}();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ListOfArguments_Exec_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("sh", new[] { "-c", "exec node server.js" });
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ListOfArguments_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("sh", new[] { "-c", "node server.js; echo done" });
                if (!shell.WaitForExit(10_000))
                {
                    shell.{|ZG0015:Kill|}();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task EnvBeforeALauncher_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("/usr/bin/env", "NODE_ENV=test npm start");
                if (!shell.WaitForExit(10_000))
                {
                    shell.{|ZG0015:Kill|}();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task EnvBeforeAProgram_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("/usr/bin/env", "LANG=C git fetch");
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task DotnetRun_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("dotnet", "run --project server");
                if (!shell.WaitForExit(10_000))
                {
                    shell.{|ZG0015:Kill|}();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task DotnetWithAnAssembly_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var shell = Process.Start("dotnet", "server.dll");
                if (!shell.WaitForExit(10_000))
                {
                    shell.Kill();
                    shell.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task OneOfSeveralLaunchers_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                    using var npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd.exe" : "bash", "build all; pack"));
                if (!npm.WaitForExit(10_000))
                {
                    npm.{|ZG0015:Kill|}();
                    npm.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task LauncherOrSomethingElse_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var tool = Process.Start(OperatingSystem.IsWindows() ? "cmd.exe" : "git");
                if (!tool.WaitForExit(10_000))
                {
                    tool.Kill();
                    tool.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task LauncherOrWhatTheCallerSays_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                using var tool = Process.Start(script ?? "bash");
                if (!tool.WaitForExit(10_000))
                {
                    tool.Kill();
                    tool.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task ProcessOfSomebodyElse_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Builder
        {
            public void Run(string script)
            {
                foreach (var shell in Process.GetProcessesByName("sh"))
                    shell.Kill();
            }
        }
        """);

    [Fact]
    public Task TopLevelStatements_ListOfArguments_Reports() => ProgramVerifier.VerifyProgramAsync("""
        using System.Diagnostics;

        var info = new ProcessStartInfo("sh");
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add("node server.js; echo done");
        using var shell = Process.Start(info);
        if (!shell.WaitForExit(10_000))
        {
            shell.{|ZG0015:Kill|}();
            shell.WaitForExit();
        }
        """);

    [Fact]
    public Task TopLevelStatements_ListOfArguments_Exec_IsSilent() => ProgramVerifier.VerifyProgramAsync("""
        using System.Diagnostics;

        var info = new ProcessStartInfo("sh");
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add("exec node server.js");
        using var shell = Process.Start(info);
        if (!shell.WaitForExit(10_000))
        {
            shell.Kill();
            shell.WaitForExit();
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CallbackOfATokenKills_Reports() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "start");
                using var stop = token.Register(() => job.{|ZG0015:Kill|}());
                await job.WaitForExitAsync(CancellationToken.None);
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task CallbackOfATokenKillsTheTree_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            public async Task Run(CancellationToken token)
            {
                using var job = Process.Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "start");
                using var stop = token.Register(() => job.Kill(entireProcessTree: true));
                await job.WaitForExitAsync(CancellationToken.None);
            }

            public async Task Other(CancellationToken token)
            {
                using var shell = Process.Start("npm", "install");
                shell.WaitForExit();
                using var job = Process.Start("server");
                using var stop = token.Register(() => job.Kill());
                await job.WaitForExitAsync(CancellationToken.None);
            }
        """);

    [Theory]
    [InlineData("Process.Start(\"dotnet\", [\"run\", \"--project\", project])")]
    [InlineData("Process.Start(\"dotnet\", new[] { \"watch\" })")]
    [InlineData("Process.Start(new ProcessStartInfo(\"dotnet\", [\"test\", project]))!")]
    [InlineData("Process.Start(new ProcessStartInfo(\"dotnet\") { ArgumentList = { \"run\", project } })!")]
    [InlineData("Process.Start(new ProcessStartInfo { FileName = \"bash\", ArgumentList = { \"-c\", \"a | b\" } })!")]
    [InlineData("Process.Start(\"sh\", [\"-c\", $\"server {project}\"])")]
    public Task ArgumentsOneByOne_Report(string start) => RunnerVerifier.VerifyMembersAsync(KilledAlone(start, "{|ZG0015:Kill|}"));

    /// <summary>What is no launcher, what a list that is not known begins with, and what becomes the program.</summary>
    [Theory]
    [InlineData("Process.Start(\"dotnet\", [\"build\", \"run\"])")]
    [InlineData("Process.Start(\"dotnet\", [project, \"run\"])")]
    [InlineData("Process.Start(new ProcessStartInfo(\"dotnet\", [\"tool.dll\", \"run\"]))!")]
    [InlineData("Process.Start(new ProcessStartInfo(\"dotnet\") { ArgumentList = { \"exec\", project } })!")]
    [InlineData("Process.Start(new ProcessStartInfo { FileName = \"bash\", ArgumentList = { \"-c\", \"exec server\" } })!")]
    [InlineData("Process.Start(\"sh\", [\"-c\", $\"exec {project}\"])")]
    [InlineData("Process.Start(\"sh\", $\"-c \\\"exec {project}\\\"\")")]
    public Task ArgumentsOneByOne_OfNoLauncher_AreSilent(string start) => RunnerVerifier.VerifyMembersAsync(KilledAlone(start, "Kill"));

    [Fact]
    public Task ArgumentsAddedOneByOne_Report() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string project)
            {
                var info = new ProcessStartInfo("dotnet");
                info.ArgumentList.Add("run");
                info.ArgumentList.Add("--project");
                info.ArgumentList.Add(project);
                using var web = Process.Start(info)!;
                Console.ReadLine();
                web.{|ZG0015:Kill|}();
                web.WaitForExit();
            }
        """);

    [Fact]
    public Task ArgumentsAddedOneByOne_ToAnother_AreSilent() => RunnerVerifier.VerifyMembersAsync("""
            public void Run(string project)
            {
                var other = new ProcessStartInfo("dotnet");
                other.ArgumentList.Add("run");
                var info = new ProcessStartInfo("dotnet");
                info.ArgumentList.Add("exec");
                info.ArgumentList.Add(project);
                using var web = Process.Start(info)!;
                Console.ReadLine();
                web.Kill();
                web.WaitForExit();
                Process.Start(other)!.WaitForExit();
            }
        """);

    private static string KilledAlone(string start, string kill) => $$"""
            public void Run(string project)
            {
                using var web = {{start}};
                Console.ReadLine();
                web.{{kill}}();
                web.WaitForExit();
            }
        """;
}

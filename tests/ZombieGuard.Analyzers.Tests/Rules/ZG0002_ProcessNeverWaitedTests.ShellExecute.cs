using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task ShellExecuteInInitializer_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                Process.Start(new ProcessStartInfo(url) { UseShellExecute = true });
            }
        }
        """);

    [Fact]
    public Task ShellExecuteFalseInInitializer_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                Process.{|ZG0002:Start|}(new ProcessStartInfo("firefox", url) { UseShellExecute = false });
            }
        }
        """);

    [Fact]
    public Task ShellExecuteByAssignment_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                var info = new ProcessStartInfo();
                info.FileName = url;
                info.UseShellExecute = true;
                Process.Start(info);
            }
        }
        """);

    [Fact]
    public Task ShellExecuteOfAnotherStartInfo_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                var browser = new ProcessStartInfo(url) { UseShellExecute = true };
                var server = new ProcessStartInfo("nginx");
                Process.Start(browser);
                Process.{|ZG0002:Start|}(server);
            }
        }
        """);

    [Fact]
    public Task ShellExecuteThroughProcessStartInfoProperty_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                var viewer = new Process();
                viewer.StartInfo.FileName = url;
                viewer.StartInfo.UseShellExecute = true;
                viewer.Start();
            }
        }
        """);

    [Fact]
    public Task ShellExecuteInNestedInitializer_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                using var viewer = new Process { StartInfo = { FileName = url, UseShellExecute = true } };
                viewer.Start();
            }
        }
        """);

    [Fact]
    public Task ShellExecuteFalseInNestedInitializer_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                using var viewer = new Process { StartInfo = { FileName = "evince", Arguments = url, UseShellExecute = false } };
                viewer.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task ShellExecuteOnOneBranch_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                var info = new ProcessStartInfo(url);
                if (OperatingSystem.IsWindows())
                    info.UseShellExecute = true;

                Process.Start(info);
            }
        }
        """);

    [Fact]
    public Task ShellExecuteFalseAfterwards_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                var info = new ProcessStartInfo("firefox", url) { UseShellExecute = true };
                info.RedirectStandardError = true;
                info.UseShellExecute = false;
                Process.{|ZG0002:Start|}(info);
            }
        }
        """);

    [Fact]
    public Task ShellExecuteFalseAfterwards_OnOneBranch_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url, bool quiet)
            {
                var info = new ProcessStartInfo("firefox", url) { UseShellExecute = true };
                if (quiet)
                    info.UseShellExecute = false;

                Process.Start(info);
            }
        }
        """);

    [Fact]
    public Task StartInfoAssignedToProcess_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                var viewer = new Process();
                viewer.StartInfo = new ProcessStartInfo(url) { UseShellExecute = true };
                viewer.Start();
            }
        }
        """);

    [Fact]
    public Task StartInfoWithoutShellAssignedToProcess_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                var viewer = new Process();
                viewer.StartInfo = new ProcessStartInfo("evince", url) { CreateNoWindow = true };
                viewer.{|ZG0002:Start|}();
            }
        }
        """);

    [Fact]
    public Task Openers_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Help
        {
            public void Open(string url)
            {
                if (OperatingSystem.IsWindows())
                    Process.Start(new ProcessStartInfo("cmd", $"/c start {url}") { CreateNoWindow = true });
                else if (OperatingSystem.IsLinux())
                    Process.Start("xdg-open", url);
                else if (OperatingSystem.IsMacOS())
                    Process.Start("open", url);
                else
                    Process.Start("explorer.exe", "/select," + url);
            }
        }
        """);

    [Fact]
    public Task CommandInterpreterWithoutStart_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            public void Build()
            {
                Process.{|ZG0002:Start|}(new ProcessStartInfo("cmd", "/c msbuild all.sln") { CreateNoWindow = true });
            }
        }
        """);

    [Fact]
    public Task OpenerWithPathOrProperty_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Help
        {
            private const string Opener = "xdg-open";

            public void Open(string url)
            {
                Process.Start("/usr/bin/xdg-open", url);
                Process.Start(new ProcessStartInfo { FileName = Opener, ArgumentList = { url } });
                using var open = new Process();
                open.StartInfo.FileName = "xdg-open";
                open.StartInfo.Arguments = url;
                open.Start();
            }
        }
        """);

    [Fact]
    public Task ProgramWhoseNameOnlyContainsAnOpener_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Certificates
        {
            public void Create(string name)
            {
                Process.{|ZG0002:Start|}("openssl", "req -new -out " + name);
            }
        }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task OpenerChosenElsewhere_IsSilent() => RunnerVerifier.VerifyMembersAsync("""
            static readonly string opener = OperatingSystem.IsMacOS() ? "open" : "xdg-open";

            static string Tool => OperatingSystem.IsMacOS() ? "open" : "xdg-open";

            static string Choose()
            {
                if (OperatingSystem.IsWindows()) return "explorer";
                if (OperatingSystem.IsMacOS()) return "open";
                return "xdg-open";
            }

            public void ByField(string page) => Process.Start(opener, page);

            public void ByProperty(string page) => Process.Start(Tool, page);

            public void ByMethod(string page) => Process.Start(Choose(), page);

            public void ByTuple(string page)
            {
                var (file, arguments) = OperatingSystem.IsWindows() ? ("explorer.exe", $"/select,{page}") : ("xdg-open", page);
                Process.Start(file, arguments)?.Dispose();
            }

            public void ByLoop(string page)
            {
                foreach (var candidate in new[] { "xdg-open", "gio", "kde-open" })
                {
                    try
                    {
                        Process.Start(candidate, page);
                        return;
                    }
                    catch (System.ComponentModel.Win32Exception)
                    {
                    }
                }
            }
        """);

    [Fact, Trait("Origin", "Reviewed")]
    public Task ToolChosenElsewhere_Reports() => RunnerVerifier.VerifyMembersAsync("""
            static readonly string tool = OperatingSystem.IsMacOS() ? "afplay" : "aplay";

            static string Choose() { if (OperatingSystem.IsMacOS()) return "afplay"; return "aplay"; }

            string Next { get; set; }

            public void ByField(string sound) => Process.{|ZG0002:Start|}(tool, sound);

            public void ByMethod(string sound) => Process.{|ZG0002:Start|}(Choose(), sound);

            public void ByTuple(string sound)
            {
                var (file, arguments) = OperatingSystem.IsMacOS() ? ("afplay", sound) : ("aplay", "xdg-open");
                Process.{|ZG0002:Start|}(file, arguments)?.Dispose();
            }

            public void ByLoop(string sound)
            {
                foreach (var candidate in new[] { "paplay", "aplay" }) Process.{|ZG0002:Start|}(candidate, sound);
            }

            public void BySetter(string sound) { Next = Next + sound; Process.{|ZG0002:Start|}(Next); }
        """);

    [Theory]
    [InlineData("Process.Start(\"cmd\", [\"/c\", \"start\", url]);")]
    [InlineData("Process.Start(new ProcessStartInfo(\"cmd.exe\", new[] { \"/c\", \"start\", \"\", url }));")]
    [InlineData("Process.Start(new ProcessStartInfo(\"cmd\") { ArgumentList = { \"/c\", \"start\", url }, CreateNoWindow = true });")]
    [InlineData("var info = new ProcessStartInfo(\"cmd\"); info.ArgumentList.Add(\"/c\"); info.ArgumentList.Add(\"start \" + url); Process.Start(info);")]
    public Task ShellOpensByAListOfArguments_IsSilent(string start) => RunnerVerifier.VerifyMembersAsync("public void Open(string url) { " + start + " }");

    [Theory]
    [InlineData("Process.{|ZG0002:Start|}(\"cmd\", [\"/c\", \"build.cmd\", url]);")]
    [InlineData("Process.{|ZG0002:Start|}(new ProcessStartInfo(\"cmd\") { ArgumentList = { \"/c\", \"restart\", url } });")]
    public Task ShellRunsByAListOfArguments_Reports(string start) => RunnerVerifier.VerifyMembersAsync("public void Run(string url) { " + start + " }");
}

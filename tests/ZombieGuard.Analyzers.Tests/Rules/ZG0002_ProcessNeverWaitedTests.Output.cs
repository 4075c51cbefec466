using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task BeginOutputReadLineAlone_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Log()
            {
                var git = new Process { StartInfo = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true } };
                git.OutputDataReceived += (_, e) => Console.WriteLine(e.Data);
                git.{|ZG0002:Start|}();
                git.BeginOutputReadLine();
            }
        }
        """);

    [Fact]
    public Task BeginOutputReadLine_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Log()
            {
                var git = new Process { StartInfo = new ProcessStartInfo("git", "log") { RedirectStandardOutput = true } };
                git.OutputDataReceived += (_, e) => Console.WriteLine(e.Data);
                git.Start();
                git.BeginOutputReadLine();
                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task ExitCodeRead_IsNoWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public bool IsClean()
            {
                using var git = Process.{|ZG0002:Start|}("git", "diff --quiet");
                return git.{|ZG0013:ExitCode|} == 0;
            }
        }
        """);

    [Fact]
    public Task ExitCodeReadAfterWait_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public bool IsClean()
            {
                using var git = Process.Start("git", "diff --quiet");
                git.WaitForExit();
                return git.ExitCode == 0;
            }
        }
        """);

    [Fact]
    public Task InputWrittenAndClosed_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Clipboard
        {
            public void Copy(string text)
            {
                using var xclip = Process.{|ZG0002:Start|}(new ProcessStartInfo("xclip") { RedirectStandardInput = true });
                xclip.StandardInput.Write(text);
                xclip.StandardInput.Close();
            }
        }
        """);

    [Fact]
    public Task InputWrittenAndClosed_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Clipboard
        {
            public void Copy(string text)
            {
                using var xclip = Process.Start(new ProcessStartInfo("xclip") { RedirectStandardInput = true });
                xclip.StandardInput.Write(text);
                xclip.StandardInput.Close();
                xclip.WaitForExit();
            }
        }
        """);
}

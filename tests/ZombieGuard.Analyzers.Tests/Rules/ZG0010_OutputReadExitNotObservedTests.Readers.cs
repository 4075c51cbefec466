using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0010_OutputReadExitNotObservedTests
{
    [Fact]
    public Task OutputReadToItsEnd_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public string Head()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "rev-parse HEAD") { RedirectStandardOutput = true });
                return git.StandardOutput.{|ZG0010:ReadToEnd|}();
            }
        }
        """);

    [Fact]
    public Task OutputReadToItsEnd_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;

        class Repository
        {
            public string Head()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "rev-parse HEAD") { RedirectStandardOutput = true });
                var head = git.StandardOutput.ReadToEnd();
                git.WaitForExit();
                return head;
            }
        }
        """);

    [Fact]
    public Task OutputReadAsync_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Repository
        {
            public async Task<string> Head()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "rev-parse HEAD") { RedirectStandardOutput = true });
                return await git.StandardOutput.{|ZG0010:ReadToEndAsync|}();
            }
        }
        """);

    [Fact]
    public Task OutputReadAsync_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Diagnostics;
        using System.Threading.Tasks;

        class Repository
        {
            public async Task<string> Head()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "rev-parse HEAD") { RedirectStandardOutput = true });
                var head = git.StandardOutput.ReadToEndAsync();
                await git.WaitForExitAsync();
                return await head;
            }
        }
        """);

    [Fact]
    public Task LinesReadUntilNull_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Log()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                string line;
                while ((line = git.StandardOutput.{|ZG0010:ReadLine|}()) != null)
                    Console.WriteLine(line);
            }
        }
        """);

    [Fact]
    public Task LinesReadUntilNull_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Diagnostics;

        class Repository
        {
            public void Log()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "log") { RedirectStandardOutput = true });
                while (git.StandardOutput.ReadLine() is { } line)
                    Console.WriteLine(line);

                git.WaitForExit();
            }
        }
        """);
}

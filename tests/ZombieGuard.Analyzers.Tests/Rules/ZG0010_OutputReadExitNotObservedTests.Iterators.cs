using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0010_OutputReadExitNotObservedTests
{
    [Fact]
    public Task LinesYielded_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Repository
        {
            public IEnumerable<string> Branches()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "branch") { RedirectStandardOutput = true });
                while (git.StandardOutput.{|ZG0010:ReadLine|}() is { } line)
                    yield return line;
            }
        }
        """);

    [Fact]
    public Task LinesYielded_WaitedAtTheEnd_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Repository
        {
            public IEnumerable<string> Branches()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "branch") { RedirectStandardOutput = true });
                while (git.StandardOutput.ReadLine() is { } line)
                    yield return line;

                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task YieldBreakBeforeTheWait_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Repository
        {
            public IEnumerable<string> Branches(int limit)
            {
                var count = 0;
                using var git = Process.Start(new ProcessStartInfo("git", "branch") { RedirectStandardOutput = true });
                while (git.StandardOutput.{|ZG0010:ReadLine|}() is { } line)
                {
                    if (++count > limit)
                        yield break;

                    yield return line;
                }

                git.WaitForExit();
            }
        }
        """);

    [Fact]
    public Task YieldBreakThroughFinallyThatWaits_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Repository
        {
            public IEnumerable<string> Branches(int limit)
            {
                var count = 0;
                using var git = Process.Start(new ProcessStartInfo("git", "branch") { RedirectStandardOutput = true });
                try
                {
                    while (git.StandardOutput.ReadLine() is { } line)
                    {
                        if (++count > limit)
                            yield break;

                        yield return line;
                    }
                }
                finally
                {
                    git.WaitForExit();
                }
            }
        }
        """);

    [Fact]
    public Task AsyncIterator_NeverWaited_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Repository
        {
            public async IAsyncEnumerable<string> Branches()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "branch") { RedirectStandardOutput = true });
                while (await git.StandardOutput.{|ZG0010:ReadLineAsync|}() is { } line)
                    yield return line;
            }
        }
        """);

    [Fact]
    public Task AsyncIterator_Waited_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Repository
        {
            public async IAsyncEnumerable<string> Branches()
            {
                using var git = Process.Start(new ProcessStartInfo("git", "branch") { RedirectStandardOutput = true });
                while (await git.StandardOutput.ReadLineAsync() is { } line)
                    yield return line;

                await git.WaitForExitAsync();
            }
        }
        """);
}

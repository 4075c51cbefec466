using System.Threading.Tasks;
using Xunit;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

public sealed partial class ZG0002_ProcessNeverWaitedTests
{
    [Fact]
    public Task ProcessYielded_IsSilent() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public IEnumerable<Process> Compress(string[] files)
            {
                foreach (var file in files)
                    yield return Process.Start("gzip", file);
            }
        }
        """);

    [Fact]
    public Task IdYielded_Reports() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Diagnostics;

        class Compressor
        {
            public IEnumerable<int> Compress(string[] files)
            {
                foreach (var file in files)
                    yield return Process.{|ZG0002:Start|}("gzip", file).Id;
            }
        }
        """);
}

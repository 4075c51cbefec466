using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace ZombieGuard.Analyzers.Tests.Together;

/// <summary>A test of all analyzers of the assembly at once: what markup does not name must not be said.</summary>
internal sealed class TogetherTest : AnalyzerTest<DefaultVerifier>
{
    /// <summary>Verifies the sources, in this order, as a library.</summary>
    public static Task VerifyAsync(params IEnumerable<string> sources)
    {
        var test = new TogetherTest();
        foreach (var source in sources)
        {
            test.TestCode = source;
        }

        return test.RunAsync();
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => AllRules.Analyzers();
}

using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using ZombieGuard.Analyzers.Rules;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Verifies a source as a console program: it has an entry point, and no host that could use <c>Process</c>.</summary>
internal static class ProgramVerifier
{
    public static Task VerifyProgramAsync(string source) =>
        new CSharpAnalyzerTest<ObligationAnalyzer, DefaultVerifier>
        {
            TestCode = source,
            TestState = { OutputKind = OutputKind.ConsoleApplication },
        }.RunAsync();
}

using System.Threading.Tasks;
using Verify = Microsoft.CodeAnalysis.CSharp.Testing.CSharpAnalyzerVerifier<
    ZombieGuard.Analyzers.Rules.ObligationAnalyzer, Microsoft.CodeAnalysis.Testing.DefaultVerifier>;

namespace ZombieGuard.Analyzers.Tests.Rules;

/// <summary>Verifies sources that call the imports of <see cref="NativeSources.Libc"/>.</summary>
internal static class NativeVerifier
{
    public static Task VerifyAnalyzerAsync(string source) => Verify.VerifyAnalyzerAsync(source + NativeSources.Libc);

    public static Task VerifyProgramAsync(string source) => ProgramVerifier.VerifyProgramAsync(source + NativeSources.Libc);
}

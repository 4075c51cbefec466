using System.Collections.Generic;
using System.Linq;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compares what an editor shows file by file with what the build says.</summary>
internal static class LiveCheck
{
    /// <summary>What the compiler reports for an analyzer that threw; it has no file.</summary>
    private const string AnalyzerException = "AD0001";

    /// <summary>The failure's text, or null. A diagnostic of the compilation's end is not shown live, and says so by its tag.</summary>
    public static string? Mismatch(IEnumerable<Diagnostic> build, IEnumerable<Diagnostic> live)
    {
        var expected = build.Where(IsShownLive).Select(DiagnosticResult.Of).ToList();
        return DiagnosticMatcher.Mismatch(
            "Live analysis, file by file, must find what the build finds (a rule of the compilation's end is tagged CompilationEnd)",
            [.. live.Where(IsShownLive)],
            expected);
    }

    private static bool IsShownLive(Diagnostic diagnostic) =>
        !DiagnosticRun.IsCompilers(diagnostic)
        && diagnostic.Id != AnalyzerException
        && !diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd);
}

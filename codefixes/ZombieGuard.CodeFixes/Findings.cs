using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>What a host asks about, put in order.</summary>
internal static class Findings
{
    /// <summary>
    /// The provider's own, each once: <c>dotnet format</c> asks with the first finding of the project, whichever rule it is of, and an
    /// editor that has looked at a text several times has each finding as often.
    /// </summary>
    public static IEnumerable<Diagnostic> Of(CodeFixProvider provider, CodeFixContext context)
        => context.Diagnostics.Where(d => provider.FixableDiagnosticIds.Contains(d.Id)).Once();

    public static IEnumerable<Diagnostic> Once(this IEnumerable<Diagnostic> diagnostics)
        => diagnostics.GroupBy(d => (d.Id, d.Location.SourceTree?.FilePath, d.Location.SourceSpan)).Select(same => same.First());
}

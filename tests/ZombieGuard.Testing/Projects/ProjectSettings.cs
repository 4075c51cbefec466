using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>What a test says about the compilation, apart from its files.</summary>
internal sealed record ProjectSettings(
    ReferenceAssemblies ReferenceAssemblies,
    LanguageVersion LanguageVersion,
    bool AllowUnsafe,
    IReadOnlyList<string> DisabledDiagnostics,
    IReadOnlyList<Func<Solution, ProjectId, Solution>> SolutionTransforms)
{
    public CSharpParseOptions ParseOptions => new(LanguageVersion, DocumentationMode.Diagnose);

    public CSharpCompilationOptions CompilationOptions(OutputKind outputKind) =>
        new CSharpCompilationOptions(outputKind, allowUnsafe: AllowUnsafe)
            .WithNullableContextOptions(HasNullableContext ? NullableContextOptions.Enable : NullableContextOptions.Disable)
            .WithSpecificDiagnosticOptions(DisabledDiagnostics.ToDictionary(id => id, _ => ReportDiagnostic.Suppress));

    /// <summary>To ask an older language for a nullable context is an error (CS8630).</summary>
    private bool HasNullableContext => LanguageVersion.MapSpecifiedToEffectiveVersion() >= LanguageVersion.CSharp8;
}

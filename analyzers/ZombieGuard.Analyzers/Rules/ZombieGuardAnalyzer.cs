using Microsoft.CodeAnalysis.Diagnostics;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>The base of every rule's host: decides once how rules run, and registers nothing where nothing can be spawned.</summary>
public abstract class ZombieGuardAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
#pragma warning disable RS0030 // This is the one place that the ban means: generated code is neither reported nor analysed.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
#pragma warning restore RS0030
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.Create(start.Compilation) is { } known)
            {
                Register(start, known);
            }
        });
    }

    /// <summary>Registers the actions for one compilation that can spawn children.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols known);
}

using Microsoft.CodeAnalysis.Diagnostics;
using ZombieGuard.Analyzers.Configuration;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>The base of all analyzers: decides once how they run, and registers nothing where a project has switched them off.</summary>
public abstract class SwitchableAnalyzer : DiagnosticAnalyzer
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
            if (ZombieGuardOptions.IsEnabled(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            {
                Start(start);
            }
        });
    }

    /// <summary>Registers the actions for one compilation.</summary>
    private protected abstract void Start(CompilationStartAnalysisContext context);
}

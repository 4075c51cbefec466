using Microsoft.CodeAnalysis.Diagnostics;
using ZombieGuard.Analyzers.Configuration;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>The base of every host of rules about children: registers nothing where nothing can be spawned.</summary>
public abstract class ZombieGuardAnalyzer : SwitchableAnalyzer
{
    private protected sealed override void Start(CompilationStartAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider;
        var trees = context.Compilation.SyntaxTrees;
        var catalogue = UserCatalogue.IndexOf(context.Options, context.TryGetValue, context.CancellationToken);
        if (KnownSymbols.Create(context.Compilation, catalogue, () => ZombieGuardOptions.Openers(options, trees)) is { } known)
        {
            Register(context, known);
        }
    }

    /// <summary>Registers the actions for one compilation that can spawn children.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols known);
}

using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Reporting;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>Runs the obligation analysis once a member and hands each finding to the rule whose promise it breaks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObligationAnalyzer : ZombieGuardAnalyzer
{
    private static readonly ImmutableArray<ObligationRule> Rules =
        ImmutableArray.Create<ObligationRule>(new ZG0001_ChildNeverWaited(), new ZG0002_ProcessNeverWaited());

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.SelectMany(r => r.Sentences).ToImmutableArray();

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        var platform = TargetPlatform.Of(context.Compilation, provider.GlobalOptions);
        var analysis = new ObligationAnalysis(known, new ProgramFacts(context.Compilation, known, provider), context.Compilation, platform.IsNetFramework);
        context.RegisterOperationBlockAction(block => Analyze(block, analysis, platform));
    }

    private static void Analyze(OperationBlockAnalysisContext context, ObligationAnalysis analysis, TargetPlatform platform)
    {
        var isEntryPoint = IsEntryPoint(context);
        IOperation? analysed = null;
        foreach (var block in context.OperationBlocks)
        {
            // A constructor with an initializer comes as two blocks of one graph; default values and attributes have no flow.
            var member = RootOf(block);
            if (member == analysed || block.Kind is OperationKind.ParameterInitializer or OperationKind.Attribute)
            {
                continue;
            }

            analysed = member;
            foreach (var finding in analysis.Analyze(member, isEntryPoint, () => context.GetControlFlowGraph(block), context.CancellationToken))
            {
                if (Rules.Select(rule => rule.DescriptorFor(finding, platform)).FirstOrDefault(d => d is not null) is { } descriptor)
                {
                    context.ReportDiagnostic(FindingReport.Create(descriptor, finding));
                }
            }
        }
    }

    private static bool IsEntryPoint(OperationBlockAnalysisContext context) =>
        context.OwningSymbol is IMethodSymbol { IsStatic: true } method
        && (method.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName || method.Name == WellKnownMemberNames.EntryPointMethodName)
        && SymbolEqualityComparer.Default.Equals(context.Compilation.GetEntryPoint(context.CancellationToken), method);

    private static IOperation RootOf(IOperation block)
    {
        while (block.Parent is { } parent)
        {
            block = parent;
        }

        return block;
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Configuration;
using ZombieGuard.Analyzers.Obligations;
using ZombieGuard.Analyzers.Reporting;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>Runs the obligation analysis once a member and hands each finding to the rule whose promise it breaks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObligationAnalyzer : ZombieGuardAnalyzer
{
    private static readonly ImmutableArray<ObligationRule> Rules =
        ImmutableArray.Create<ObligationRule>(
            new ZG0001_ChildNeverWaited(),
            new ZG0002_ProcessNeverWaited(),
            new ZG0003_KeptChildNeverWaited(),
            new ZG0004_TimedWaitIgnored(),
            new ZG0005_KilledNotWaited(),
            new ZG0006_FewerWaitsThanChildren(),
            new ZG0007_WaitTaskDropped(),
            new ZG0008_ExitEventNeverRaised(),
            new ZG0009_WaitsBeforeReading(),
            new ZG0010_OutputReadExitNotObserved(),
            new ZG0011_PipesReadOneByOne(),
            new ZG0012_TimedWaitMissesLines(),
            new ZG0013_ExitReadEarly(),
            new ZG0014_CancelledWaitLeavesChild(),
            new ZG0015_LauncherKilledAlone(),
            new ZG0202_ChildRunsOn());

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.SelectMany(r => r.Sentences).ToImmutableArray();

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        var platform = TargetPlatform.Of(context.Compilation, provider.GlobalOptions);
        var analysis = new ObligationAnalysis(known, new ProgramFacts(context.Compilation, known, provider), context.Compilation, platform.IsNetFramework);

        // What a field keeps is decided once all members of the type have been seen, so that an editor looks at all of them, too.
        var kept = new ConcurrentDictionary<INamedTypeSymbol, ConcurrentQueue<OpenChild>>(SymbolEqualityComparer.Default);
        context.RegisterOperationBlockAction(block =>
        {
            var seen = new HashSet<(Cause Cause, SyntaxNode At)>();
            foreach (var child in Analyze(block, analysis))
            {
                if (!child.KeptIn.IsEmpty && block.OwningSymbol.ContainingType is { IsImplicitlyDeclared: false } type)
                {
                    kept.GetOrAdd(type, _ => new()).Enqueue(child);
                }
                // One call that falls short for several children is spoken of once.
                else if (analysis.Conclude(child, block.CancellationToken) is { } finding && (finding.At is null || seen.Add((finding.Cause, finding.At))))
                {
                    Report(finding, platform, provider, block.ReportDiagnostic);
                }
            }
        });
        context.RegisterSymbolStartAction(
            start => start.RegisterSymbolEndAction(end =>
            {
                while (kept.TryGetValue((INamedTypeSymbol)end.Symbol, out var children) && children.TryDequeue(out var child))
                {
                    if (analysis.Conclude(child, end.CancellationToken) is { } finding)
                    {
                        Report(finding, platform, provider, end.ReportDiagnostic);
                    }
                }
            }),
            SymbolKind.NamedType);
    }

    private static void Report(Finding finding, TargetPlatform platform, AnalyzerConfigOptionsProvider options, Action<Diagnostic> report)
    {
        if (finding.Cause == Cause.SomePath && !ZombieGuardOptions.ReportsSomePaths(options.GetOptions(finding.Site.Call.Syntax.SyntaxTree)))
        {
            return;
        }

        if (Rules.Select(rule => rule.DescriptorFor(finding, platform)).FirstOrDefault(d => d is not null) is { } descriptor)
        {
            report(FindingReport.Create(descriptor, finding));
        }
    }

    private static IEnumerable<OpenChild> Analyze(OperationBlockAnalysisContext context, ObligationAnalysis analysis)
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
            foreach (var child in analysis.Analyze(member, isEntryPoint, () => context.GetControlFlowGraph(block), context.CancellationToken))
            {
                yield return child;
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

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ZombieGuard.Analyzers.Calls;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Reporting;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>Shows each call that the catalogue speaks of to the rules about calls.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallAnalyzer : ZombieGuardAnalyzer
{
    private static readonly ImmutableArray<CallRule> Rules = ImmutableArray.Create<CallRule>(
        new ZG0101_WaitsForAnyChild(),
        new ZG0102_WaitsForAProcessById(),
        new ZG0103_ChangesSigchld(),
        new ZG0104_SigchldHandlerMissesChildren(),
        new ZG0105_SubreaperWithoutReaper(),
        new ZG0201_ForksTheRuntime());

    private static readonly ChildRole[] RolesOfInterest = { ChildRole.Discharges, ChildRole.Adopts, ChildRole.Forks, ChildRole.SetsSigchld, ChildRole.AdoptsOrphans };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.SelectMany(r => r.Sentences).ToImmutableArray();

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        if (TargetPlatform.Of(context.Compilation, provider.GlobalOptions).HasNoZombies)
        {
            return;
        }

        var program = new ProgramFacts(context.Compilation, known, provider);
        var names = new HashSet<string>(RolesOfInterest.SelectMany(known.OfRole).Where(IsOfInterest).Select(CatalogueIndex.UsedName), StringComparer.Ordinal);
        context.RegisterOperationAction(
            operation =>
            {
                if (MayBeOfInterest(((IInvocationOperation)operation.Operation).TargetMethod, names))
                {
                    Analyze(operation, known, program);
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                if (((IObjectCreationOperation)operation.Operation).Type is { } type && names.Contains(type.Name))
                {
                    AnalyzeNew(operation, known, program);
                }
            },
            OperationKind.ObjectCreation);
    }

    private static bool IsOfInterest(CatalogueEntry line) => line.Role != ChildRole.Discharges || NativeWait.IsOfFamily(line);

    // Asked of every call there is, so by name first; an import may have another name than the function that it imports.
    private static bool MayBeOfInterest(IMethodSymbol method, HashSet<string> names) =>
        names.Contains(method.Name)
        || (method.IsStatic && (method.IsExtern || method.IsPartialDefinition || method.PartialDefinitionPart is not null))
        || Wrappers.MayWrap(method);

    private static void Analyze(OperationAnalysisContext context, KnownSymbols known, ProgramFacts program)
    {
        var call = (IInvocationOperation)context.Operation;
        var isKnown = !known.Find(call.TargetMethod).IsEmpty;
        if ((!isKnown && !Wrappers.MayWrap(call.TargetMethod)) || CallSyntax.IsHalfTyped(call.Syntax) || OwnFunction.IsDead(call))
        {
            return;
        }

        var calls = isKnown
            ? known.LinesAbout(call).Select(entry => new KnownCall(call, entry, known, program, context.CancellationToken)).ToList()
            : program.Wrappers.Behind(call).SelectMany(behind => known.LinesAbout(behind.Call, behind.Via)
                .Select(entry => new KnownCall(behind.Call, entry, known, program, context.CancellationToken, behind.Via))).ToList();
        foreach (var rule in Rules)
        {
            if (calls.Select(c => DescriptorFor(rule, c)).FirstOrDefault(descriptor => descriptor is not null) is { } descriptor)
            {
                context.ReportDiagnostic(CallReport.Create(descriptor, call));
            }
        }
    }

    // Where the wrapped call is wrong whoever makes it, the finding stands there and not on each of its callers.
    private static DiagnosticDescriptor? DescriptorFor(CallRule rule, KnownCall call) =>
        call.Via is null ? rule.DescriptorFor(call)
        : rule.SeesThroughWrappers && !IsWrongByItself(rule, call) ? rule.DescriptorFor(call)
        : null;

    private static bool IsWrongByItself(CallRule rule, KnownCall call) =>
        call.Known.LinesAbout(call.Operation).Contains(call.Entry) && rule.DescriptorFor(call with { Via = null }) is not null;

    private static void AnalyzeNew(OperationAnalysisContext context, KnownSymbols known, ProgramFacts program)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        foreach (var entry in known.LinesAbout(creation))
        {
            if (Rules.Select(rule => rule.DescriptorForNew(entry, program, context.CancellationToken)).FirstOrDefault(d => d is not null) is { } descriptor)
            {
                context.ReportDiagnostic(CallReport.Create(descriptor, creation));
            }
        }
    }
}

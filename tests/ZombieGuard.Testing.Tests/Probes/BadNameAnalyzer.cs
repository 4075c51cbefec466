using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ZombieGuard.Testing.Tests.Probes;

/// <summary>
/// Reports variables whose name starts with "bad". Additional locations are the other variables of the declaration; the message and
/// a property carry the .editorconfig key "probe.key".
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BadNameAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Rule =
        new("PB0001", "Bad name", "'{0}' is bad ({1})", "Probe", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.VariableDeclarator);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var variable = (VariableDeclaratorSyntax)context.Node;
        if (!variable.Identifier.Text.StartsWith("bad", StringComparison.Ordinal))
        {
            return;
        }

        context.Options.AnalyzerConfigOptionsProvider.GetOptions(variable.SyntaxTree).TryGetValue("probe.key", out var key);
        context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.Probe", out var property);
        var file = context.Options.AdditionalFiles.FirstOrDefault()?.GetText(context.CancellationToken)?.ToString();
        var others = ((VariableDeclarationSyntax)variable.Parent!).Variables.Where(other => other != variable);
        context.ReportDiagnostic(Diagnostic.Create(
            Rule,
            variable.Identifier.GetLocation(),
            others.Select(other => other.Identifier.GetLocation()),
            ImmutableDictionary<string, string?>.Empty.Add("key", key),
            variable.Identifier.Text,
            string.Join("|", new[] { key, property, file }.Where(said => said is not null))));
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ZombieGuard.Analyzers.Catalogue;
using ZombieGuard.Analyzers.Configuration;
using ZombieGuard.Analyzers.Symbols;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>
/// Tells people which of the lines, attributes and options that they have written it does not understand. It runs where nothing can be
/// spawned, too: a mistake is worth to be seen before it matters.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : SwitchableAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ZG0901_NotUnderstood.Sentences;

    private protected override void Start(CompilationStartAnalysisContext context)
    {
        var mistakes = new OptionMistakes(context.Options.AnalyzerConfigOptionsProvider, context.Compilation.SyntaxTrees, context.CancellationToken);
        context.RegisterSyntaxTreeAction(tree => AnalyzeOptions(tree, mistakes));

        var files = UserCatalogue.FilesOf(context.Options, context.TryGetValue, context.CancellationToken).ToDictionary(file => file.File, file => file.Catalogue);
        if (files.Count > 0)
        {
            var compilation = context.Compilation;
            context.RegisterAdditionalFileAction(file => AnalyzeFile(file, files, compilation));
        }

        if (ChildAttributes.Create(context.Compilation) is not null)
        {
            context.RegisterSyntaxNodeAction(AnalyzeAttribute, SyntaxKind.Attribute);
        }
    }

    private static void AnalyzeOptions(SyntaxTreeAnalysisContext context, OptionMistakes mistakes)
    {
        foreach (var mistake in mistakes.Of(context.Tree))
        {
            var first = context.Tree.GetRoot(context.CancellationToken).GetFirstToken(includeZeroWidth: true);
            context.ReportDiagnostic(Diagnostic.Create(ZG0901_NotUnderstood.Option, first.GetLocation(), mistake));
        }
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context, Dictionary<AdditionalText, CatalogueFile> files, Compilation compilation)
    {
        if (!files.TryGetValue(context.AdditionalFile, out var file) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        foreach (var (line, error) in file.Errors)
        {
            Report(line, error.Column, error.Length, error.Message);
        }

        var fit = new LineFit(compilation);
        for (var i = 0; i < file.Entries.Length; i++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (fit.Of(file.Entries[i]) is { } misfit)
            {
                var words = CatalogueWord.Split(text.Lines[file.Lines[i]].ToString(), out _, out _);
                var word = words.FirstOrDefault(w => w.Text.StartsWith(misfit.Key + "=", System.StringComparison.Ordinal)) is { Length: > 0 } key ? key : words[1];
                Report(file.Lines[i], word.Column, word.Length, misfit.Complaint);
            }
        }

        void Report(int line, int column, int length, string message)
        {
            var span = new TextSpan(text.Lines[line].Start + column, length);
            context.ReportDiagnostic(Diagnostic.Create(
                ZG0901_NotUnderstood.Line, Location.Create(context.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span)), message));
        }
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!ChildAttributes.IsName(NameOf(attribute.Name))
            || ChildAttributes.NameOf(context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType) is not { } name)
        {
            return;
        }

        var marks = MemberOf(attribute, context) is { } member ? ChildMarks.Of(member) : new List<ChildMark>();
        var mark = marks.FirstOrDefault(m => m.Attribute.ApplicationSyntaxReference is { } written && written.SyntaxTree == attribute.SyntaxTree && written.Span == attribute.Span);
        if (mark is null or { Complaint: not null })
        {
            const string Nowhere = "nobody looks for it here; put it on a method, a property or a parameter of theirs";
            context.ReportDiagnostic(Diagnostic.Create(ZG0901_NotUnderstood.Attribute, attribute.GetLocation(), name, mark?.Complaint ?? Nowhere));
        }
    }

    private static string NameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => string.Empty,
    };

    private static ISymbol? MemberOf(AttributeSyntax attribute, SyntaxNodeAnalysisContext context)
    {
        var owner = attribute.Parent?.Parent is { } node ? context.SemanticModel.GetDeclaredSymbol(node, context.CancellationToken) : null;
        var member = owner is IParameterSymbol parameter ? parameter.ContainingSymbol : owner;
        return member switch
        {
            INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke,
            IMethodSymbol { AssociatedSymbol: { } property } => property,
            IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => null, // Whoever calls it calls a delegate.
            _ => member,
        };
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace ZombieGuard.Testing.Tests.Probes;

/// <summary>Fixes a bad name; a derived probe says how.</summary>
public abstract class NameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["PB0001"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(
            CodeAction.Create("Fix", cancellation => ChangeAsync(context, cancellation), Key), context.Diagnostics);
        return Task.CompletedTask;
    }

    protected virtual string? Key => "key";

    protected abstract Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation);

    protected static async Task<Document> ReplaceAsync(CodeFixContext context, string text, CancellationToken cancellation)
    {
        var whole = await context.Document.GetTextAsync(cancellation);
        return context.Document.WithText(whole.Replace(context.Span, text));
    }
}

/// <summary>bad1 becomes good1; offers a second entry, "ok1".</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class GoodNameFix : NameFix
{
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Register(context, "good");
        Register(context, "ok");
        return Task.CompletedTask;
    }

    protected override Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation) =>
        ReplaceAsync(context, "good", cancellation);

    private static void Register(CodeFixContext context, string prefix) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                "Rename to " + prefix,
                async cancellation =>
                {
                    var text = await context.Document.GetTextAsync(cancellation);
                    var number = text.ToString(context.Span)[3..];
                    return await ReplaceAsync(context, prefix + number, cancellation);
                },
                prefix),
            context.Diagnostics);
}

/// <summary>Changes nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NoOpFix : NameFix
{
    protected override Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation) =>
        Task.FromResult(context.Document);
}

/// <summary>Has no equivalence key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NoKeyFix : NameFix
{
    protected override string? Key => null;

    protected override Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation) =>
        ReplaceAsync(context, "good", cancellation);
}

/// <summary>Leaves one token that a parser would not make of its text.</summary>
public abstract class RawNameFix(string name) : NameFix
{
    protected override async Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation)
    {
        var root = (await context.Document.GetSyntaxRootAsync(cancellation))!;
        var old = root.FindToken(context.Span.Start);
        return context.Document.WithSyntaxRoot(root.ReplaceToken(old, SyntaxFactory.Identifier(name)));
    }
}

/// <summary>One variable in the tree, two in the text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OneNameForTwoFix() : RawNameFix("good, good2");

/// <summary>A comment as a part of the name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CommentInNameFix() : RawNameFix("good/**/");

/// <summary>Makes the bad name longer, for ever.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NeverEndingFix : NameFix
{
    protected override Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation) =>
        ReplaceAsync(context, "bad" + new string('x', context.Span.Length), cancellation);
}

/// <summary>Adds one letter a round: each fix leaves something to fix until the third.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ThreeRoundFix : NameFix
{
    protected override async Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation)
    {
        var text = (await context.Document.GetTextAsync(cancellation)).ToString(context.Span);
        return await ReplaceAsync(context, text == "bad11" ? "good" : text + "1", cancellation);
    }
}

/// <summary>Registers itself for a diagnostic nobody asked about.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OtherDiagnosticFix : NameFix
{
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var other = Diagnostic.Create(BadNameAnalyzer.Rule, context.Diagnostics[0].Location, "other", "");
        context.RegisterCodeFix(
            CodeAction.Create("Fix", cancellation => ChangeAsync(context, cancellation), "key"), [other]);
        return Task.CompletedTask;
    }

    protected override Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation) =>
        ReplaceAsync(context, "good", cancellation);
}

/// <summary>Carries out two changes of the solution.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TwoOperationsFix : NameFix
{
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(new TwoOperations(context.Document), context.Diagnostics);
        return Task.CompletedTask;
    }

    protected override Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private sealed class TwoOperations(Document document) : CodeAction
    {
        public override string Title => "Fix";

        public override string EquivalenceKey => "key";

        protected override Task<IEnumerable<CodeActionOperation>> ComputeOperationsAsync(
            CancellationToken cancellationToken)
        {
            var operation = new ApplyChangesOperation(document.Project.Solution);
            return Task.FromResult<IEnumerable<CodeActionOperation>>([operation, operation]);
        }
    }
}

/// <summary>Is right for one diagnostic; its fix-all is not: it renames to something else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WrongFixAllFix : NameFix
{
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        var text = await document.GetTextAsync(context.CancellationToken);
        return diagnostics.IsEmpty ? document : document.WithText(text.Replace(diagnostics[0].Location.SourceSpan, "worse"));
    });

    protected override Task<Document> ChangeAsync(CodeFixContext context, CancellationToken cancellation) =>
        ReplaceAsync(context, "good", cancellation);
}

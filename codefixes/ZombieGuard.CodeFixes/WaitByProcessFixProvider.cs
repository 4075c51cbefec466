using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>A wait for a <c>Process</c> by its pid becomes its own. Can be done everywhere at once: there was a wait before.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WaitByProcessFixProvider))]
[Shared]
public sealed class WaitByProcessFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("ZG0102");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => new WaitByProcessFix().RegisterAsync(context);
}

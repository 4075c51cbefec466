using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>A program that is started by fork and exec is started by the library instead.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StartInsteadOfForkFixProvider))]
[Shared]
public sealed class StartInsteadOfForkFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("ZG0201");

    /// <summary>None: what stood in the child's branch is gone, and each start is worth a look.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => new StartInsteadOfForkFix().RegisterAsync(this, context);
}

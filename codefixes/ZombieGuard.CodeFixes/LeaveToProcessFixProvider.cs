using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>A child of <c>Process</c> that was handed to the reaper is left to its <c>Process</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LeaveToProcessFixProvider))]
[Shared]
public sealed class LeaveToProcessFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("ZG0102");

    /// <summary>None: the reaper has waited in the background, and where the program waits instead is worth a look.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => new LeaveToProcessFix().RegisterAsync(this, context);
}

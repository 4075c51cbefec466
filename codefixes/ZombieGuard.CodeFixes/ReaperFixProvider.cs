using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>Starts the library's reaper in place of one that takes from <c>Process</c>, or beside a call that needs one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReaperFixProvider))]
[Shared]
public sealed class ReaperFixProvider : CodeFixProvider
{
    private static readonly IReadOnlyList<CallFix> Fixes = [new ReapInsteadFix(), new ReapBesideFix()];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("ZG0101", "ZG0103", "ZG0104", "ZG0105");

    /// <summary>None: one reaper is enough for a program, and where it starts is worth a look.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var fix in Fixes)
        {
            await fix.RegisterAsync(this, context).ConfigureAwait(false);
        }
    }
}

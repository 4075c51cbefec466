using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>Fix-all for actions on a call that change its own file.</summary>
internal sealed class CallFixAll : OneByOneFixAll
{
    private readonly IReadOnlyDictionary<string, CallFix> _fixes;
    private readonly string _title;

    /// <param name="title">What the editor's menu shows.</param>
    /// <param name="needsConsent">Some of the fixes wait where nothing has waited.</param>
    /// <param name="fixes">The rules' IDs, and how each is fixed.</param>
    public CallFixAll(string title, bool needsConsent, IReadOnlyDictionary<string, CallFix> fixes)
    {
        _title = title;
        _fixes = fixes;
        NeedsConsent = needsConsent;
    }

    protected override bool NeedsConsent { get; }

    protected override string GetFixAllTitle(FixAllContext fixAllContext) => _title;

    protected override async Task<Document> FixOneAsync(
        Document document, Diagnostic diagnostic, SyntaxToken name, string? key, CancellationToken cancellationToken)
    {
        var call = await ReportedCall.ResolveAsync(document, name, diagnostic, cancellationToken).ConfigureAwait(false);
        var edit = call is null ? null : _fixes[diagnostic.Id].Choose(call, cancellationToken);
        return edit?.ApplyTo(document.Project).GetDocument(document.Id) ?? document;
    }
}

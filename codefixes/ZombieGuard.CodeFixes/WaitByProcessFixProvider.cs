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
    private const string Id = "ZG0102";
    private static readonly WaitByProcessFix Fix = new();

    private static readonly CallFixAll All = new(
        "Wait for each process by itself", needsConsent: false, ImmutableDictionary<string, CallFix>.Empty.Add(Id, Fix));

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Fix.RegisterAsync(this, context);
}

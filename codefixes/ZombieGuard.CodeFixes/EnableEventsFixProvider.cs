using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>Enables the events that handlers wait for. Can be done everywhere at once: nothing waits for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EnableEventsFixProvider))]
[Shared]
public sealed class EnableEventsFixProvider : CodeFixProvider
{
    private const string Id = "ZG0008";
    private static readonly EnableEventsFix Fix = new();

    private static readonly CallFixAll All = new(
        "Set EnableRaisingEvents wherever a handler waits for the exit", needsConsent: false, ImmutableDictionary<string, CallFix>.Empty.Add(Id, Fix));

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Fix.RegisterAsync(this, context);
}

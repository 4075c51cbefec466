using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>Reads before it waits. Can be done everywhere at once: there was a wait before.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadFirstFixProvider))]
[Shared]
public sealed class ReadFirstFixProvider : CodeFixProvider
{
    private const string Id = "ZG0009";
    private static readonly ReadFirstFix Fix = new();

    private static readonly CallFixAll All = new(
        "Read all output before the wait", needsConsent: false, ImmutableDictionary<string, CallFix>.Empty.Add(Id, Fix));

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Fix.RegisterAsync(this, context);
}

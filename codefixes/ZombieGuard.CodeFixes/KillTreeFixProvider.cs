using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ZombieGuard.CodeFixes;

/// <summary>Kills whole trees of processes. Can be done everywhere at once: what is killed was to end.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KillTreeFixProvider))]
[Shared]
public sealed class KillTreeFixProvider : CodeFixProvider
{
    private const string Id = "ZG0015";
    private static readonly KillTreeFix Fix = new();

    private static readonly CallFixAll All = new(
        "Kill the whole tree of processes wherever a launcher is killed", needsConsent: false, ImmutableDictionary<string, CallFix>.Empty.Add(Id, Fix));

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => All;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => Fix.RegisterAsync(this, context);
}

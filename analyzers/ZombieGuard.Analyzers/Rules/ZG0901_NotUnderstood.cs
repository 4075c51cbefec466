using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ZombieGuard.Analyzers.Rules;

/// <summary>ZG0901: a catalogue line, an attribute or an option that cannot be understood, and so does not count.</summary>
internal static class ZG0901_NotUnderstood
{
    internal const string Id = "ZG0901";

    private const string Title = "Catalogue line, attribute or option is not understood";

    private const string Description =
        "What is not understood does not count: the API that it was to teach stays unknown, and the option keeps its default. So a leak may go "
        + "unseen, or a wait be asked for that is there.";

    // NoFix: what was meant is known to whoever wrote it.
    internal static readonly DiagnosticDescriptor Line = Descriptors.Create(Id, Title, "This line does not count: {0}", Description);

    internal static readonly DiagnosticDescriptor Attribute = Descriptors.Create(Id, Title, "[{0}] does not count as it stands here: {1}", Description);

    internal static readonly DiagnosticDescriptor Option = Descriptors.Create(Id, Title, "{0}", Description);

    public static ImmutableArray<DiagnosticDescriptor> Sentences { get; } = ImmutableArray.Create(Line, Attribute, Option);
}
